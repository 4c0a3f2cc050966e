export { Doku } from "./doku.js";
export * from "./error.js";
export type * from "./generated/operations.js";
export type * from "./generated/payloads.js";
export { redacted, serialize } from "./stored.js";
export * from "./moments.js";
export {
  check,
  checkAgainstRequirements,
  checkUpload,
  isExpired,
  placeUpload,
  uploadPlan,
} from "./partner.js";
export { Secret } from "./secret.js";
export type * from "./types.js";
