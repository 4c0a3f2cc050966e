import { run } from "./core.js";
import * as glue from "./generated/glue.js";
import type { Timestamp } from "./types.js";
import { text } from "./values.js";

/** The moment that many seconds after 1970 began. */
export function timestampFromUnix(seconds: number): Timestamp {
  return run(() => glue.timestampFromUnix(seconds));
}

/** Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`. */
export function parseTimestamp(value: string): Timestamp {
  const given = text(value, "timestamp");
  return run(() => glue.parseTimestamp(given));
}

/** Returns the text when it can be a Request-Id. */
export function checkRequestId(value: string): string {
  const given = text(value, "request_id");
  return run(() => glue.checkRequestId(given));
}
