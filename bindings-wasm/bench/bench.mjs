// Measures the package beside its peers in one process: `node bench.mjs` writes one JSON
// line per case. Rounds are interleaved, so that a busy machine slows both sides alike.
import { randomUUID } from "node:crypto";
import jokul from "jokul-nodejs-library";
import { Doku } from "../dist/esm/index.js";
import { clientId, photo, requestId, response, sample, secretKey, timestamp } from "./data.mjs";
import * as peers from "./peers.mjs";

const doku = new Doku({ environment: "test", clientId, secretKey });
const config = { clientId, secretKey };
const operation = "register_rdl_customer";
const ids = { requestId, timestamp };
const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
const body = JSON.stringify(sample);
const answered = response(doku);
const target = "/sac-rdl/v1/rdl-customers";
const jokulHeaders = {
  "client-id": clientId,
  "request-id": requestId,
  "request-timestamp": timestamp,
  "request-target": target,
};

const ZOD = "zod + node:crypto";
const cases = [
  {
    name: "prepare, 31 fields",
    ours: () => doku.prepare(operation, sample, ids),
    peers: { [ZOD]: () => peers.prepare(config, sample, requestId, timestamp) },
  },
  {
    name: "prepare, 31 fields, id and time made",
    ours: () => doku.prepare(operation, sample),
    peers: { [ZOD]: () => peers.prepare(config, sample, randomUUID(), now()) },
  },
  {
    name: "prepare, 31 fields, photo of 400 KB",
    ours: () => doku.prepare(operation, photo, ids),
    peers: { [ZOD]: () => peers.prepare(config, photo, requestId, timestamp) },
  },
  {
    name: "sign, body of 0.9 KB",
    ours: () => doku.signComponent("POST", target, body, ids),
    peers: { "jokul-nodejs-library getSignature": () => jokul.getSignature(jokulHeaders, body, secretKey) },
  },
  {
    name: "prepare, 31 fields, beside a signature alone",
    ours: () => doku.prepare(operation, sample, ids),
    peers: { "jokul-nodejs-library getSignature": () => jokul.getSignature(jokulHeaders, body, secretKey) },
  },
  {
    name: "read, signed answer",
    ours: () => doku.read(answered.request, answered.response),
    peers: { [ZOD]: () => peers.read(config, requestId, answered.response) },
  },
];

const rounds = Number(process.env.BENCH_ROUNDS ?? 400);
for (const { name, ours, peers } of cases) {
  const jobs = [["dokukit", ours], ...Object.entries(peers)].map(([who, run]) => ({ who, run, times: [] }));
  // A batch is short beside the time slice of the system, and long beside the clock's step.
  for (const job of jobs) job.batch = Math.max(1, Math.round(200_000 / time(job.run, 5)));
  for (let round = -rounds / 4; round < rounds; round++) {
    for (const { run, times, batch } of jobs) {
      const each = time(run, batch);
      if (round >= 0) times.push(each);
    }
  }
  const [own, ...others] = jobs.map(({ who, times }) => ({ who, ns: median(times) }));
  for (const { who, ns } of others) {
    const line = { lang: "node", case: name, ns_per_call: Math.round(own.ns), peer: who };
    console.log(JSON.stringify({ ...line, peer_ns_per_call: Math.round(ns), ratio: Number((own.ns / ns).toFixed(2)) }));
  }
}

function time(run, times) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) run();
  return Number(process.hrtime.bigint() - start) / times;
}

function median(times) {
  return times.sort((a, b) => a - b)[times.length >> 1];
}
