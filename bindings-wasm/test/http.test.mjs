import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { after, before, test } from "node:test";
import { Doku } from "dokukit";
import {
  accountId,
  answerText,
  clientId,
  ids,
  registration,
  secretKey,
  signed,
} from "./sample.mjs";

const operation = "register_rdl_customer";
const received = [];
let server, doku;

before(async () => {
  server = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    received.push({ request, body });
    const sent = { target: request.url, requestId: request.headers["request-id"] };
    const expected = signed(body, sent, "Request");
    const isSame =
      request.headers["request-timestamp"] === ids.timestamp &&
      request.headers.signature === expected.Signature;
    const answer = isSame ? answerText : '{"message":"Invalid Header Signature"}';
    response.writeHead(isSame ? 201 : 401, isSame ? signed(answer, sent) : {});
    response.end(answer);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  doku = new Doku({
    environment: { baseUrl: `http://127.0.0.1:${server.address().port}` },
    clientId,
    secretKey,
  });
});

after(() => server.close());

test("a prepared request is sent and read as it is", async () => {
  const request = doku.prepare(operation, registration, ids);
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  const answer = doku.read(request, {
    status,
    headers,
    body: new Uint8Array(await response.arrayBuffer()),
  });
  assert.equal(answer.signature, "verified");
  assert.equal(answer.body.rdl_customer.account_id, accountId);
  const { request: seen, body } = received.at(-1);
  assert.equal(seen.method, "POST");
  assert.equal(seen.url, request.target);
  assert.equal(seen.headers["content-type"], "application/json");
  assert.equal(body, request.body);
});

test("the headers of node:http, incoming and outgoing, are taken as they are", async () => {
  const request = doku.prepare(operation, registration, ids);
  const { method, headers: given, body } = request;
  const client = http.request(request.url, { method, headers: given }).end(body);
  const [incoming] = await once(client, "response");
  const raw = Buffer.concat(await incoming.toArray());
  const { statusCode: status, headers } = incoming;
  const answer = doku.read(request, { status, headers, body: raw });
  assert.equal(answer.signature, "verified");
  assert.equal(answer.body.rdl_customer.account_id, accountId);
  const { request: seen, body: text } = received.at(-1);
  const notified = new Doku({ environment: "test", clientId, secretKey });
  assert.equal(notified.verifyNotification(seen.url, seen.headers, text), "verified");
  assert.equal(notified.verifyNotification(seen.url, seen.headersDistinct, text), "verified");
});

test("non-ASCII text arrives as it was signed", async () => {
  const named = {
    rdl_customer: { ...registration.rdl_customer, customer_name: "Žofie 😀 \u2028" },
  };
  const request = doku.prepare(operation, named, ids);
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  assert.equal(
    doku.read(request, { status, headers, body: await response.text() }).httpStatus,
    201,
  );
});

test("a refusal is an error with the gateway's words", async () => {
  const request = doku.prepare("call", { method: "GET", target: "/orders/v1/status/INV-1" }, ids);
  const response = await fetch(request.url, request);
  const body = await response.text();
  const read = () =>
    doku.read(request, { status: response.status, headers: response.headers, body });
  assert.throws(read, {
    code: "gateway_error",
    httpStatus: 401,
    gateway: { code: undefined, message: "Invalid Header Signature", type: undefined },
  });
});
