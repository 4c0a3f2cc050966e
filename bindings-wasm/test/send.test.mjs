// `send` over real connections to a server on loopback that fails in every way a connection can.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { inspect } from "node:util";
import { Doku, DokuError, serialize } from "dokukit";
import {
  accountId,
  answerText,
  cjs,
  clientId,
  hmac,
  ids,
  registration,
  secretKey,
  signed,
} from "./sample.mjs";

const operation = "register_rdl_customer";
const page = "<html>log in</html>";
/** What the server does with each request in turn; then it answers. */
let behaviours = [];
/** The requests that came. */
let seen = [];
let server, base, doku;

/** Answers as DOKU does. */
const answer = (response, request, status = 201) => {
  const sent = { target: request.url, requestId: request.headers["request-id"] };
  response.writeHead(status, signed(answerText, sent)).end(answerText);
};
const drop = (response) => response.socket.destroy();
const hang = () => {};
const says = (status, body, headers = {}) => (response) => response.writeHead(status, headers).end(body);
const busy = says(503, page, { "Content-Type": "text/html" });

before(async () => {
  server = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    seen.push({ headers: request.headers, url: request.url, body });
    (behaviours.shift() ?? answer)(response, request);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${server.address().port}`;
  doku = new Doku({ environment: { baseUrl: base }, clientId, secretKey });
});
after(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  [behaviours, seen] = [[], []];
});

const register = (options) => doku.send(operation, registration, options);

async function rejected(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
/** Code, outcome and number of attempts of the error of a promise. */
async function failure(promise) {
  const error = await rejected(promise);
  assert.ok(error instanceof DokuError, error.stack);
  assert.equal(error.attempts, seen.length);
  return [error.code, error.outcome, error.attempts];
}

test("one call from an operation to its answer", async () => {
  const { signature, body, replayed } = await register(ids);
  assert.deepEqual([signature, replayed, body.rdl_customer.account_id], ["verified", false, accountId]);
  assert.equal(seen.length, 1);
  assert.equal(seen[0].headers["request-id"], ids.requestId);
  assert.deepEqual(JSON.parse(seen[0].body), registration);
});

test("a request that was stored is signed anew and keeps its Request-Id and body", async () => {
  const request = doku.prepare(operation, registration, ids);
  assert.equal((await doku.send(doku.restore(serialize(request)))).httpStatus, 201);
  const { headers, url, body } = seen[0];
  assert.deepEqual([headers["request-id"], url, body], [ids.requestId, request.target, request.body]);
  assert.notEqual(headers["request-timestamp"], ids.timestamp);
  const time = Date.parse(headers["request-timestamp"]);
  assert.ok(Math.abs(Date.now() - time) < 60_000, headers["request-timestamp"]);
  assert.equal(request.headers["Request-Timestamp"], ids.timestamp);
});

test("a connection that drops, an answer that stops halfway and a busy gateway are survived", async () => {
  const half = (response) => {
    response.writeHead(201, { "Content-Length": 1000 }).write("{");
    setTimeout(() => drop(response), 20);
  };
  behaviours = [drop, half, busy, (response, request) => answer(response, request, 409)];
  const { replayed } = await register({ attempts: 4 });
  assert.equal(replayed, true);
  assert.equal(seen.length, 4);
  assert.equal(new Set(seen.map(({ headers, body }) => headers["request-id"] + body)).size, 1);
});

test("attempts end at their limit", async () => {
  behaviours = [drop, drop, drop, drop];
  const error = await rejected(register());
  assert.deepEqual([error.code, error.outcome, error.attempts], ["no_answer", "unknown", 3]);
  assert.equal(seen.length, 3);
  assert.equal(error.cause.message, "fetch failed");
  assert.match(error.detail, /DOKU may have acted/);
  assert.equal(JSON.stringify(error).includes(base), false);
  behaviours = [drop];
  seen = [];
  assert.deepEqual(await failure(register({ attempts: 1 })), ["no_answer", "unknown", 1]);
});

test("a host without a server, or without a name, is not_sent", async () => {
  const gone = http.createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address();
  await new Promise((resolve) => gone.close(resolve));
  for (const baseUrl of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, "https://nobody.invalid"]) {
    const nobody = new Doku({ environment: { baseUrl }, clientId, secretKey });
    const error = await rejected(nobody.send(operation, registration, { attempts: 2 }));
    assert.deepEqual([error.code, error.outcome, error.attempts], ["no_answer", "not_sent", 2], baseUrl);
    assert.ok(error.cause instanceof TypeError);
  }
});

test("a server without TLS is unknown: no client says that nothing was read", async () => {
  const baseUrl = base.replace("http:", "https:");
  const error = await rejected(
    new Doku({ environment: { baseUrl }, clientId, secretKey }).send(operation, registration, { attempts: 1 }),
  );
  assert.deepEqual([error.code, error.outcome], ["no_answer", "unknown"]);
});

test("an attempt that hangs ends after its own timeout, before or after the headers", async () => {
  const opened = (response) => response.writeHead(201, { "Content-Length": 1000 }).write("{");
  behaviours = [hang, opened];
  assert.equal((await register({ timeout: 0.1 })).httpStatus, 201);
  assert.equal(seen.length, 3);
  behaviours = [hang];
  const error = await rejected(register({ timeout: 0.1, attempts: 1 }));
  assert.deepEqual([error.outcome, error.cause.name], ["unknown", "TimeoutError"]);
});

test("what proves nothing is not repeated, and its outcome is unknown", async () => {
  const another = (response) =>
    response.writeHead(201, signed(answerText, { target: seen[0].url, requestId: "another" })).end(answerText);
  const moved = says(302, "", { Location: "/elsewhere" });
  for (const [behaviour, code] of [
    [says(200, page, { "Content-Type": "text/html" }), "signature_missing"],
    [says(204), "signature_missing"],
    [another, "not_for_this_request"],
    [moved, "gateway_error"],
  ]) {
    [behaviours, seen] = [[behaviour], []];
    assert.deepEqual(await failure(register()), [code, "unknown", 1]);
  }
  assert.equal(seen.length, 1, "a redirect was followed");
});

test("a refusal that is signed is refused", async () => {
  behaviours = [
    (response, request) => {
      const body = '{"error":{"code":"invalid_parameter","message":"no"}}';
      const sent = { target: request.url, requestId: request.headers["request-id"] };
      response.writeHead(400, signed(body, sent)).end(body);
    },
  ];
  const error = await rejected(register());
  assert.deepEqual([error.code, error.outcome, error.attempts], ["gateway_error", "refused", 1]);
  assert.equal(error.gateway.code, "invalid_parameter");
});

test("a clock that is off is found out once and kept", async () => {
  const late = says(400, '{"error":{"code":"request_time_out_of_range"}}', {
    Date: new Date(Date.now() + 7_200_000).toUTCString(),
  });
  behaviours = [late];
  const clock = { shift: 0 };
  const call = { method: "POST", target: "/checkout/v1/payment", body: "{}" };
  await doku.send("call", call, { clock });
  assert.ok(Math.abs(clock.shift - 7200) < 5, String(clock.shift));
  const ahead = ({ headers }) => Date.parse(headers["request-timestamp"]) - Date.now();
  assert.ok(Math.abs(ahead(seen[1]) - 7_200_000) < 5000);
  await doku.send("call", call, { clock });
  assert.equal(seen.length, 3);
  assert.ok(Math.abs(ahead(seen[2]) - 7_200_000) < 5000);
});

test("the caller gives up: before, on the way and in a wait", async () => {
  const before = await rejected(register({ signal: AbortSignal.abort() }));
  const told = ({ name, cause }) => [name, cause.code, cause.outcome, cause.attempts];
  assert.deepEqual(told(before), ["AbortError", "no_answer", "not_sent", 0]);
  assert.equal(seen.length, 0);

  const reason = new Error("closing time");
  const controller = new AbortController();
  behaviours = [() => controller.abort(reason)];
  const during = await rejected(register({ signal: controller.signal }));
  assert.deepEqual(told(during), ["AbortError", "no_answer", "unknown", 1]);
  assert.equal(during.cause.cause, reason);
  assert.equal(reason.cause, undefined);
  assert.ok(during instanceof DOMException);

  [behaviours, seen] = [[says(503, page, { "Retry-After": "30" })], []];
  const start = Date.now();
  const waiting = await rejected(register({ signal: AbortSignal.timeout(300) }));
  assert.deepEqual(told(waiting), ["TimeoutError", "no_answer", "unknown", 1]);
  assert.ok(Date.now() - start < 5000);
  assert.equal(seen.length, 1);
});

test("a signal that lives on keeps no listener", async () => {
  const { signal } = new AbortController();
  const kept = new Set();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type, listener) => (kept.add(listener), add(type, listener));
  signal.removeEventListener = (type, listener) => (kept.delete(listener), remove(type, listener));
  behaviours = [drop];
  await register({ signal });
  assert.equal(seen.length, 2);
  assert.equal(kept.size, 0);
});

test("a fetch of one's own: one that throws, hangs for ever, or answers nonsense", async () => {
  const calls = [];
  const throws = async (url, init) => {
    calls.push([url, init.redirect, init.method]);
    throw new Error(`no ${url}`);
  };
  const error = await rejected(register({ fetch: throws, attempts: 2 }));
  assert.deepEqual([error.code, error.outcome, error.attempts], ["no_answer", "unknown", 2]);
  assert.match(error.cause.message, /^no http/);
  assert.equal(error.message.includes("http"), false);
  const { url } = doku.prepare(operation, registration);
  assert.deepEqual(calls, Array(2).fill([url, "manual", "POST"]));

  const forever = () => new Promise(() => {});
  const hung = await rejected(register({ fetch: forever, attempts: 1, timeout: 0.05 }));
  assert.deepEqual([hung.outcome, hung.cause.name], ["unknown", "TimeoutError"]);

  for (const nonsense of [undefined, {}, { status: 200, headers: {}, arrayBuffer: async () => "" }]) {
    const odd = await rejected(register({ fetch: async () => nonsense, attempts: 1 }));
    assert.deepEqual([odd instanceof DokuError, odd.outcome, odd.attempts], [true, "unknown", 1]);
  }
  const sync = () => {
    throw new Error("at once");
  };
  assert.equal((await rejected(register({ fetch: sync, attempts: 1 }))).outcome, "unknown");
});

test("a key elsewhere signs every attempt", async () => {
  const keyless = new Doku({ environment: { baseUrl: base }, clientId });
  const asked = [];
  const sign = async (text) => {
    asked.push(text);
    return hmac(text).signature;
  };
  // Without a key nothing can be verified, so this is how far it goes.
  behaviours = [drop];
  const error = await rejected(keyless.send(operation, registration, { sign }));
  assert.deepEqual([error.outcome, error.attempts, asked.length], ["unknown", 2, 2]);
  const { headers } = seen[1];
  const signature = createHmac("sha256", secretKey).update(asked[1]).digest("base64");
  assert.equal(headers.signature, `HMACSHA256=${signature}`);

  const fails = async () => {
    throw new Error("the vault is closed");
  };
  const closed = await rejected(keyless.send(operation, registration, { sign: fails }));
  assert.deepEqual([closed.code, closed.outcome, closed.attempts], ["no_answer", "not_sent", 0]);
  assert.equal(closed.cause.message, "the vault is closed");
  const none = await rejected(keyless.send(operation, registration));
  assert.deepEqual([none.code, none.outcome], ["invalid_config", undefined]);
});

test("an upload is sent again as it is", async () => {
  const file = { name: "a.jpg", content_type: "image/jpeg", content: Buffer.from("/9j/4AAQSkZJRgA=", "base64") };
  const upload = doku.prepareUpload({ category: "DOCUMENT", code: "KTP", file }, "a-token", "boundary");
  const taken = says(200, '{"id":"FIL-1","link":"https://doku.example/1","category":"DOCUMENT"}');
  behaviours = [drop, taken];
  const { body } = await doku.send(upload);
  assert.equal(body.id, "FIL-1");
  assert.equal(seen.length, 2);
  assert.equal(seen[0].body, seen[1].body);
  assert.equal(seen[1].headers.authorization, "Bearer a-token");
});

test("nothing is sent for what is wrong before", async () => {
  for (const [options, path] of [
    [{ fetch: "no" }, "fetch"],
    [{ timeout: 0 }, "timeout"],
    [{ timeout: "30" }, "timeout"],
    [{ attempts: "3" }, "attempts"],
    [{ seconds: 1.5 }, "seconds"],
    [{ clock: { shift: "0" } }, "clock.shift"],
    [{ retries: 3 }, "retries"],
    [{ policy: 3 }, "policy"],
  ]) {
    const error = await rejected(register(options));
    assert.deepEqual([error.code, error.violations[0].path, error.outcome], ["invalid_request", path, undefined]);
  }
  const empty = await rejected(doku.send(operation, { rdl_customer: {} }));
  assert.deepEqual([empty.code, empty.outcome, empty.attempts], ["invalid_request", undefined, 0]);
  for (const odd of [undefined, null, 3, []])
    assert.equal((await rejected(doku.send(odd))).code, "invalid_request");
  assert.equal(seen.length, 0);
});

test("a Doku that is disposed of on the way does not lose the outcome", async () => {
  const short = new Doku({ environment: { baseUrl: base }, clientId, secretKey });
  behaviours = [
    (response, request) => {
      short[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
      answer(response, request);
    },
  ];
  const error = await rejected(short.send(operation, registration));
  assert.deepEqual([error.code, error.outcome, error.attempts], ["invalid_config", "unknown", 1]);
  assert.match(error.detail, /DOKU may have acted/);
});

test("no text shows a personal value, a key or a signature", async () => {
  behaviours = [drop];
  const error = await rejected(register({ attempts: 1 }));
  const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error.stack].join();
  const { rdl_customer: customer } = registration;
  for (const secret of [secretKey, customer.email, customer.customer_name, seen[0].headers.signature])
    assert.equal(shown.includes(secret), false);
});

test("cjs: the same", async () => {
  behaviours = [drop];
  const other = new cjs.Doku({ environment: { baseUrl: base }, clientId, secretKey });
  const { body } = await other.send(operation, registration);
  assert.equal(body.rdl_customer.account_id, accountId);
  assert.equal(seen.length, 2);
});

test("200 investors over a server that refuses and drops each once: each exactly once", async () => {
  const tried = new Map();
  behaviours = {
    shift: () => (response, request) => {
      const id = request.headers["request-id"];
      const times = (tried.get(id) ?? 0) + 1;
      tried.set(id, times);
      if (times === 1) return says(429, "", { "Retry-After": "0" })(response);
      // DOKU has done the work, and the answer is lost.
      if (times === 2) return drop(response);
      answer(response, request, 409);
    },
  };
  const answers = await Promise.all(Array.from({ length: 200 }, () => register()));
  assert.equal(answers.filter(({ replayed }) => replayed).length, 200);
  assert.deepEqual([...tried.values()], Array(200).fill(3));
});
