const assert = require("node:assert/strict");
const dokukit = require("dokukit");

/** Prepares a call and reads the answer that a gateway with the same key would give. */
function sell(Doku) {
  const doku = new Doku({ environment: "test", clientId: "MCH-1", secretKey: "a test key" });
  const request = doku.prepare("call", {
    method: "POST",
    target: "/orders/v1",
    body: '{"amount":20000}',
  });
  const timestamp = request.timestamp;
  const body = '{"order":{"id":1}}';
  const { signature } = doku.signReply(request.target, body, {
    requestId: request.requestId,
    timestamp,
  });
  const headers = {
    "client-id": "MCH-1",
    "request-id": request.requestId,
    "response-timestamp": timestamp,
    signature,
  };
  const answer = doku.read(request, { status: 200, headers, body });
  assert.equal(answer.signature, "verified");
  assert.deepEqual(answer.body, { order: { id: 1 } });
  return doku;
}

module.exports = { sell };
if (require.main === module) sell(dokukit.Doku);
