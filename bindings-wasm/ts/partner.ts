// What is told and made of a registration and its files before any of it is sent.
import { run } from "./core.js";
import type { Violation } from "./error.js";
import * as glue from "./generated/glue.js";
import type { Operation, Operations } from "./generated/operations.js";
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
import { kind, object, text, viewed } from "./values.js";

/**
 * Tells everything for which `prepare` would refuse a request; `[]` when all is well.
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

/**
 * Tells everything that DOKU's requirements ask for and a registration lacks; `[]` when nothing.
 *
 * What breaks a rule of the registration itself is told as well, as `prepare` does.
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
 * Tells where a file is not as the requirements ask; `[]` when it is.
 *
 * `size` is that of the whole file in bytes, for a `content` that is only its beginning.
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
 * Puts an uploaded file where it belongs and returns the new registration; the given one stays.
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
 * Whether a token has expired at `now`, or will within `leeway`, all in seconds.
 *
 * `now` counts from 1970, and is the current time when left out.
 */
export function isExpired(token: TokenAnswer, now?: number, leeway = 0): boolean {
  return run(() => glue.isExpired(object(token, "token").expires_at ?? undefined, now, leeway));
}

/** An upload as JSON text, which needs only a file's first bytes; and its content, if given so. */
export function uploadText(
  upload: Upload | string,
  lost: Lost[],
): [string, Uint8Array | undefined] {
  const file: unknown = typeof upload === "object" ? upload?.file : undefined;
  if (typeof file !== "object" || file === null || !("content" in file) || "base64" in file)
    return [json(upload, lost), undefined];
  const { content, ...rest } = file;
  const outline = (base64?: unknown) =>
    json({ ...(upload as Upload), file: { ...rest, base64 } }, lost);
  if (content === undefined || content === null) return [outline(), undefined];
  const bytes = viewed(content);
  if (bytes) return [outline(btoa(String.fromCharCode(...bytes.subarray(0, SNIFFED)))), bytes];
  const got = bytes === null ? "a detached buffer: it is empty" : kind(content);
  const detail = `expected the file's bytes as Uint8Array, got ${got}`;
  lost.push({ path: "file.content", got, detail });
  return [outline(JSON.parse(STAND_IN)), undefined];
}

/** As many bytes as tell the type of a file, in whole groups of base64. */
const SNIFFED = 12;
