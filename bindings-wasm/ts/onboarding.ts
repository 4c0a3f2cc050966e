// A registration and its files before any of it is sent, and when a token expires.
import { run } from "./core.js";
import type { Violation } from "./errors.js";
import * as glue from "./generated/glue.js";
import { FILE_HEAD_BYTES } from "./generated/operations.js";
import type {
  BusinessRegistration,
  Placement,
  PlannedUpload,
  Requirements,
  TokenAnswer,
  Upload,
  UploadAnswer,
} from "./generated/payloads.js";
import { type Lost, STAND_IN, json, sayable, withLost } from "./json.js";
import { kind, object, viewed } from "./values.js";

/**
 * Returns what DOKU's requirements ask for and a registration lacks; `[]` when it lacks nothing.
 *
 * Values that break a rule of the registration itself are violations as well, as in `prepare`.
 */
export function checkAgainstRequirements(
  registration: BusinessRegistration | string,
  requirements: Requirements | string,
): Violation[] {
  const [told, lost]: [Lost[], Lost[]] = [[], []];
  const given = json(registration, told);
  const needs = json(requirements, lost, "requirements");
  const unmet = sayable(lost, () => glue.checkAgainstRequirements(given, needs), told);
  return withLost(unmet, told);
}

/** Lists the files to upload before a registration, as the requirements ask for them. */
export function uploadPlan(requirements: Requirements | string): PlannedUpload[] {
  const lost: Lost[] = [];
  const needs = json(requirements, lost, "requirements");
  return JSON.parse(sayable(lost, () => glue.uploadPlan(needs)));
}

/**
 * Returns where a file is not as the requirements ask; `[]` when it is.
 *
 * `size` is that of the whole file in bytes; left out, it is that of `content`.
 */
export function checkUpload(
  upload: Upload | string,
  requirements: Requirements | string,
  size?: number,
): Violation[] {
  return run(() => {
    const lost: Lost[] = [];
    const [given, content] = uploadText(upload, lost);
    const needs = json(requirements, lost, "requirements");
    return sayable(lost, () => glue.checkUpload(given, size ?? content?.length, needs));
  });
}

/**
 * Puts an uploaded file into a copy of the registration, where it belongs.
 *
 * `upload` is the body of the upload's answer. The registration may still lack other values.
 */
export function placeUpload(
  registration: BusinessRegistration | string,
  upload: UploadAnswer | string,
  placement: Placement | string,
): BusinessRegistration {
  const lost: Lost[] = [];
  const [given, answer] = [json(registration, lost), json(upload, lost, "upload")];
  const place = json(placement, lost, "placement");
  return JSON.parse(sayable(lost, () => glue.placeUpload(given, answer, place)));
}

/**
 * Returns whether a token is expired at `now`, or will be within `leeway`, all in seconds.
 *
 * `now` counts from 1970, and is the current time when left out.
 */
export function isExpired(token: TokenAnswer, now?: number, leeway = 0): boolean {
  return run(() => glue.isExpired(object(token, "token").expires_at ?? undefined, now, leeway));
}

/** An upload as JSON text with the first bytes of its file, and the content, if given as bytes. */
export function uploadText(
  upload: Upload | string,
  lost: Lost[],
): [string, Uint8Array | undefined] {
  const file: unknown = typeof upload === "object" ? upload?.file : undefined;
  if (typeof file !== "object" || file === null || !("content" in file) || hasBase64(file))
    return [json(upload, lost), undefined];
  const { content, ...rest } = file;
  const outline = (base64?: unknown) =>
    json({ ...(upload as Upload), file: { ...rest, base64 } }, lost);
  if (content === undefined || content === null) return [outline(), undefined];
  const bytes = viewed(content);
  if (bytes) {
    const head = bytes.subarray(0, FILE_HEAD_BYTES);
    return [outline(btoa(String.fromCharCode(...head))), bytes];
  }
  const got = bytes === null ? "a detached buffer: it is empty" : kind(content);
  const detail = `expected the file's bytes as Uint8Array, got ${got}`;
  lost.push({ path: "file.content", got, detail });
  return [outline(JSON.parse(STAND_IN)), undefined];
}

function hasBase64(file: object): boolean {
  return "base64" in file && file.base64 !== undefined;
}
