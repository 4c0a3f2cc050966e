import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { Doku, DokuError } from "dokukit";
import { sell } from "./shop.cjs";

const doku = sell(Doku);
assert.throws(
  () => doku.prepare("register_rdl_customer", { rdl_customer: {} }),
  (error) => {
    const { DokuError: Other } = createRequire(import.meta.url)("dokukit");
    return error instanceof DokuError && error instanceof Other && error.violations.length === 28;
  },
);
