// Why a signature does not match: an entry point of its own with a module of its own, which
// programs in production need not load.
import { incoming, plain } from "../arguments.js";
import { Module } from "../border.js";
import { configured } from "../config.js";
import * as glue from "../generated/diagnose/glue.js";
import type { Config } from "../types.js";
import { known, object, text, texts } from "../values.js";
import type { Candidates, Explanation, Finding, SignedMessage } from "./types.js";
import { compiled } from "./wasm.js";

export * from "../errors.js";
export type {
  ErrorCode,
  SignaturePolicy,
  SignatureStatus,
  ViolationCode,
} from "../generated/operations.js";
export type { Body, Config, HeaderSource } from "../types.js";
export type * from "./types.js";

const wasm = new Module(() => glue.initSync({ module: compiled() }), glue.__wbg_reset_state);
const { run } = wasm;

/**
 * Finds the one or two mistakes that explain why a signature does not match, likeliest first.
 *
 * A signature that verifies gives `[]`. When nothing explains it, hints come first, and
 * `wrong_secret` says what has been ruled out. `docs/diagnosis.md` lists the codes. For development
 * and support: it tries thousands of signatures.
 */
export function diagnoseSignature(
  config: Config,
  signed: SignedMessage,
  others: Candidates = {},
): Finding[] {
  return withCore(config, (core) =>
    core.diagnoseSignature(...message(signed), ...candidates(others)),
  );
}

/**
 * What would be signed for this message, stage by stage: for a support ticket.
 *
 * Of the right signature it shows only the beginning: the message may be forged. `signComponent`
 * of a `Doku` gives all of it.
 */
export function explainSignature(config: Config, signed: SignedMessage): Explanation {
  return withCore(config, (core) => core.explainSignature(...message(signed)));
}

/** One core for one call, so that its keys are wiped after it. */
function withCore<T>(config: Config, use: (core: glue.Core) => T): T {
  return run(() => {
    const [core, { instance }] = [new glue.Core(configured(config)), wasm];
    try {
      return run(() => use(core));
    } finally {
      // After a trap its memory is gone.
      if (instance === wasm.instance) core.free();
    }
  });
}

function message(signed: SignedMessage): [string, string, string, number, Uint8Array] {
  const { method, target, headers, body } = object(signed, "message");
  plain(signed, ["method", "target", "headers", "body"]);
  return [text(method, "method"), ...incoming(target, headers, body ?? "")];
}

function candidates(given: Candidates): [string[], string[], string[], string[]] {
  const { secretKeys, targets, clientIds, requestIds } = object(given, "candidates");
  known(given, ["secretKeys", "targets", "clientIds", "requestIds"], "candidates.");
  return [
    texts(secretKeys, "candidates.secret_keys"),
    texts(targets, "candidates.targets"),
    texts(clientIds, "candidates.client_ids"),
    texts(requestIds, "candidates.request_ids"),
  ];
}
