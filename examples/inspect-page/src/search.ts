// One check in a worker of its own, which ends with it: what it knew of the secret key goes too.
import source from "worker-source";
import type { Input, Report } from "./check.js";

/** What the worker tells: what it does next, or how it ended. */
export type Told =
  | { readonly step: string }
  | { readonly report: Report }
  | { readonly failed: string };

/** Starts a check; the function that comes back stops it. */
export function search(input: Input, told: (what: Told) => void): () => void {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  const stop = () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (!("step" in data)) stop();
    told(data);
  });
  worker.addEventListener("error", (event) => {
    // The page says it; the browser need not.
    event.preventDefault();
    stop();
    told({ failed: event.message || "the worker does not start" });
  });
  worker.postMessage(input);
  return stop;
}
