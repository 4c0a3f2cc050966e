// A configuration in JavaScript, as the object that crosses; the core checks the values.
import type { Config } from "./types.js";
import { CONFIG, kind, known, object, optional, text, texts, wrongType } from "./values.js";

/** A configuration as the core reads it. */
export interface Configured {
  environment: string | undefined;
  baseUrl: string | undefined;
  clientId: string;
  secretKey: string | undefined;
  previousSecretKeys: string[];
  acceptBareSignatures: boolean;
  query: string | undefined;
  policy: string | undefined;
  allowPlainHttp: boolean;
}

export function configured(config: Config): Configured {
  const {
    environment,
    clientId,
    secretKey,
    previousSecretKeys,
    acceptBareSignatures,
    query,
    policy,
    allowPlainHttp,
  } = object(config, "config", CONFIG);
  known(config, OPTIONS, "", CONFIG);
  const isOwn = typeof environment === "object" && environment !== null;
  if (isOwn) known(environment, ["baseUrl"], "environment.", CONFIG);
  return {
    environment: isOwn ? undefined : optional(environment, "environment", CONFIG),
    baseUrl: isOwn ? text(environment.baseUrl ?? "", "base_url", CONFIG) : undefined,
    clientId: text(clientId ?? "", "client_id", CONFIG),
    secretKey: optional(secretKey, "secret_key", CONFIG),
    previousSecretKeys: texts(previousSecretKeys, "previous_secret_keys", CONFIG),
    acceptBareSignatures: truth(acceptBareSignatures, "accept_bare_signatures"),
    query: optional(query, "query", CONFIG),
    policy: optional(policy, "policy", CONFIG),
    allowPlainHttp: truth(allowPlainHttp, "allow_plain_http"),
  };
}

const OPTIONS = [
  "environment",
  "clientId",
  "secretKey",
  "previousSecretKeys",
  "acceptBareSignatures",
  "query",
  "policy",
  "allowPlainHttp",
];

function truth(value: unknown, path: string): boolean {
  const given = value ?? false;
  if (typeof given === "boolean") return given;
  throw wrongType(path, `expected true or false, got ${kind(given)}`, CONFIG);
}
