export * from "./checks.js";
export { Doku } from "./doku.js";
export * from "./errors.js";
export { FILE_HEAD_BYTES } from "./generated/operations.js";
export type * from "./generated/operations.js";
export type * from "./generated/payloads.js";
export {
  checkAgainstRequirements,
  checkUpload,
  isExpired,
  placeUpload,
  uploadPlan,
} from "./onboarding.js";
export { redacted, serialize } from "./redacted.js";
export { Secret } from "./secret.js";
export type * from "./types.js";
