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
  return run(() => glue.parseTimestamp(text(value, "timestamp")));
}

/** Returns the text when it can be a Request-Id. */
export function checkRequestId(value: string): string {
  return run(() => glue.checkRequestId(text(value, "request_id")));
}
