// A configuration as a vector has it, and what came in.
import { Doku } from "../../bindings-wasm/dist/esm/index.js";

export function configured(config) {
  const { environment: named, client_id: clientId, secret_key: secretKey, query, policy } = config;
  const environment = named?.base_url === undefined ? named : { baseUrl: named.base_url };
  const { previous_secret_keys: previousSecretKeys, accept_bare_signatures: acceptBareSignatures } = config;
  const { allow_plain_http: allowPlainHttp } = config;
  const reading = { previousSecretKeys, acceptBareSignatures, policy, allowPlainHttp };
  return new Doku({ environment, clientId, secretKey, query, ...reading });
}

/** Headers as pairs: a vector may have none, and an object without any is refused. */
export function pairs(headers) {
  return Object.entries(headers ?? {});
}

export function callback({ kind = null, signature, requestId = null, raw }) {
  const text = Buffer.from(raw).toString();
  const isText = Buffer.from(text).equals(Buffer.from(raw));
  return { kind, signature, request_id: requestId, raw: isText ? text : { base64: Buffer.from(raw).toString("base64") } };
}

export function diagnosed(doku, signed, { candidates = {} }) {
  const { secret_keys: secretKeys, targets, client_ids: clientIds, request_ids: requestIds } = candidates;
  const found = doku.diagnoseSignature(signed, { secretKeys, targets, clientIds, requestIds });
  return found.map(({ code }) => code);
}
