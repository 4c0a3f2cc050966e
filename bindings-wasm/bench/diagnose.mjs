// What a diagnosis costs where nothing explains the signature: `node diagnose.mjs`, once the package is built.
// Each figure is a ratio to SHA-256 of 1 MB in the same module and run: a busy machine slows both alike.
import { explainSignature, diagnoseSignature } from "../dist/esm/diagnose/index.js";
import { clientId, requestId, secretKey, timestamp } from "./data.mjs";

const config = { environment: "test", clientId, secretKey };
const headers = {
  "Client-Id": clientId,
  "Request-Id": requestId,
  "Request-Timestamp": timestamp,
  "Signature": `HMACSHA256=${"A".repeat(43)}=`,
  "Host": "shop.example",
};
const message = (body) => ({ method: "POST", target: "/payments/doku/callback", headers, body });

/** A list of orders of so many bytes, with all that programs write in their own way. */
function orders(bytes) {
  const order = '{"sku":"A/1","name":"Kopi <Café> & Roti \'x\'","price":12500.00,"note":null,"qty":2}';
  const parts = Math.max(1, Math.floor((bytes - 40) / (order.length + 2)));
  return Buffer.from(`{"amount":75000,"orders":[${Array(parts).fill(order).join(",")}]}`);
}

const MEGABYTE = message(Buffer.alloc(1_000_000, "7"));
/** Bytes, how often it is measured, and the mark: the largest ratio, or milliseconds. */
const CASES = [
  { name: "1 KB", bytes: 1_000, rounds: 25, most: "12 times" },
  { name: "10 KB", bytes: 10_000, rounds: 25, most: "12 times" },
  { name: "100 KB", bytes: 100_000, rounds: 25, most: "12 times" },
  { name: "20 MB", bytes: 20_000_000, rounds: 3, most: "1000 ms" },
];

for (const { name, bytes, rounds, most } of CASES) {
  const given = message(orders(bytes));
  const runs = [() => explainSignature(config, MEGABYTE), () => diagnoseSignature(config, given)];
  const times = runs.map(() => []);
  for (let round = -2; round < rounds; round++)
    for (const [index, run] of runs.entries()) {
      const time = milliseconds(run);
      if (round >= 0) times[index].push(time);
    }
  const [hash, diagnosis] = times.map(median);
  const ratio = (diagnosis / hash).toFixed(1);
  console.log(`${name.padStart(6)}  ${diagnosis.toFixed(1).padStart(6)} ms  ${ratio.padStart(5)} times SHA-256 of 1 MB (${hash.toFixed(2)} ms), at most ${most}`);
}

/** The processor's time, which other programs do not lengthen. */
function milliseconds(run) {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values) {
  return values.sort((one, other) => one - other)[values.length >> 1];
}
