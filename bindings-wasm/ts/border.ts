import { DokuError, type DokuErrorParts } from "./error.js";

/**
 * Calls a module, which `start` compiles at first use; what is thrown becomes a `DokuError`.
 *
 * Everything, since a program takes another error for one of its HTTP client and sends again.
 */
export function runner(start: () => void): <T>(call: () => T) => T {
  let isReady = false;
  return (call) => {
    try {
      if (!isReady) {
        if (typeof TextDecoder !== "function" || typeof TextEncoder !== "function")
          throw failed(
            "expected a platform with TextEncoder and TextDecoder, got one without",
            "invalid_config",
          );
        start();
        isReady = true;
      }
      return call();
    } catch (thrown) {
      if (thrown instanceof DokuError) throw thrown;
      if (
        !(thrown instanceof Error) &&
        typeof thrown === "object" &&
        thrown !== null &&
        "violations" in thrown
      )
        throw new DokuError(thrown as unknown as DokuErrorParts);
      // Not its text: it may quote what was given.
      throw failed("expected values that can be read, got one that throws");
    }
  };
}

export function failed(
  detail: string,
  code: DokuErrorParts["code"] = "invalid_request",
): DokuError {
  return new DokuError({ code, detail });
}
