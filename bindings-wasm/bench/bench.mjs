// The package beside its peers in one process: `node bench.mjs` writes one JSON line per case.
// Rounds are short and interleaved, so that a busy machine slows both sides alike.
import { randomUUID } from "node:crypto";
import jokul from "jokul-nodejs-library";
import { Doku } from "../dist/esm/index.js";
import { answered, clientId, photo, requestId, sample, secretKey, timestamp } from "./data.mjs";
import * as peers from "./peers.mjs";

const doku = new Doku({ environment: "test", clientId, secretKey });
const config = { clientId, secretKey };
const operation = "register_rdl_customer";
const target = "/sac-rdl/v1/rdl-customers";
const ids = { requestId, timestamp };
const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
const body = JSON.stringify(sample);
const { request, response } = answered(doku);
const jokulHeaders = {
  "client-id": clientId,
  "request-id": requestId,
  "request-timestamp": timestamp,
  "request-target": target,
};

/** Milliseconds, and how often. */
const [WARM_UP, ROUNDS] = [500, 400];
const ZOD = "zod + node:crypto";
const JOKUL = "jokul-nodejs-library getSignature";
const cases = [
  {
    name: "prepare, 31 fields",
    ours: () => doku.prepare(operation, sample, ids),
    peer: ZOD,
    theirs: () => peers.prepare(config, sample, requestId, timestamp),
  },
  {
    name: "prepare, 31 fields, id and time made",
    ours: () => doku.prepare(operation, sample),
    peer: ZOD,
    theirs: () => peers.prepare(config, sample, randomUUID(), now()),
  },
  {
    name: "prepare, 31 fields, photo of 400 KB",
    ours: () => doku.prepare(operation, photo, ids),
    peer: ZOD,
    theirs: () => peers.prepare(config, photo, requestId, timestamp),
  },
  {
    name: "prepare, 31 fields, beside a signature alone",
    ours: () => doku.prepare(operation, sample, ids),
    peer: JOKUL,
    theirs: () => jokul.getSignature(jokulHeaders, body, secretKey),
  },
  {
    name: "sign a body of 0.9 KB",
    ours: () => doku.signComponent("POST", target, body, ids),
    peer: JOKUL,
    theirs: () => jokul.getSignature(jokulHeaders, body, secretKey),
  },
  {
    name: "verify and read an answer",
    ours: () => doku.read(request, response),
    peer: ZOD,
    theirs: () => peers.read(config, requestId, response),
  },
];

for (const { name, ours, peer, theirs } of cases) {
  const jobs = [ours, theirs].map((run) => ({ run, times: [] }));
  for (const { run } of jobs) {
    const end = performance.now() + WARM_UP;
    while (performance.now() < end) run();
  }
  // A batch is short beside the system's time slice and long beside the clock's step.
  for (const job of jobs) job.batch = Math.max(1, Math.round(300_000 / time(job.run, 20)));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run, times, batch } of jobs) times.push(time(run, batch));
  }
  const [own, other] = jobs.map(({ times }) => median(times));
  const figures = { ns_per_call: Math.round(own), peer, peer_ns_per_call: Math.round(other) };
  const line = { lang: "node", case: name, ...figures, ratio: Number((own / other).toFixed(2)) };
  console.log(JSON.stringify(line));
}

function time(run, times) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) run();
  return Number(process.hrtime.bigint() - start) / times;
}

function median(times) {
  return times.sort((a, b) => a - b)[times.length >> 1];
}
