// The library's side: it may compute for seconds, and the page stays alive.
import { type Input, check } from "./check.js";
import type { Told } from "./search.js";

const tell = (told: Told) => postMessage(told);

addEventListener("message", ({ data }: MessageEvent<Input>) => {
  try {
    tell({ report: check(data, (step) => tell({ step })) });
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : "unknown error" });
  }
});
