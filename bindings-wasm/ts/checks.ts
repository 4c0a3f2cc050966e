// What needs no client: the rules of a request, timestamps, Request-Ids.
import { run } from "./core.js";
import type { Violation } from "./errors.js";
import * as glue from "./generated/glue.js";
import type { Operation, Operations } from "./generated/operations.js";
import type { Upload } from "./generated/payloads.js";
import { type Lost, json, withLost } from "./json.js";
import { uploadText } from "./onboarding.js";
import type { Timestamp } from "./types.js";
import { text } from "./values.js";

/**
 * Returns every violation for which `prepare` would reject a request; `[]` when there is none.
 *
 * It needs no key and signs nothing: a form checks with the rules of the server that signs.
 */
export function check<O extends Operation>(
  operation: O,
  request: Operations[O]["request"] | string,
): Violation[] {
  return run(() => {
    const lost: Lost[] = [];
    const name = text(operation, "operation");
    const given =
      name === "upload_file" ? uploadText(request as Upload | string, lost)[0] : json(request, lost);
    return withLost(glue.check(name, given), lost);
  });
}

/** Returns the timestamp of a number of seconds since 1970. */
export function timestampFromUnix(seconds: number): Timestamp {
  return run(() => glue.timestampFromUnix(seconds));
}

/** Parses `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`. */
export function parseTimestamp(value: string): Timestamp {
  return run(() => glue.parseTimestamp(text(value, "timestamp")));
}

/** Returns the text when it is a valid Request-Id. */
export function checkRequestId(value: string): string {
  return run(() => glue.checkRequestId(text(value, "request_id")));
}
