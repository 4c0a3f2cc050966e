// What a configuration is in JavaScript; whether it is right is for the core to say.
import type { Config } from "./types.js";
import { CONFIG, kind, known, object, optional, text, texts, wrongType } from "./values.js";

/** A configuration as it crosses: in the order of a core's constructor. */
export type Configured = [
  environment: string | undefined,
  baseUrl: string | undefined,
  clientId: string,
  secretKey: string | undefined,
  previousSecretKeys: string[],
  acceptBareSignatures: boolean,
  query: string | undefined,
  policy: string | undefined,
  allowPlainHttp: boolean,
];

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
  return [
    isOwn ? undefined : optional(environment, "environment", CONFIG),
    isOwn ? text(environment.baseUrl ?? "", "base_url", CONFIG) : undefined,
    text(clientId ?? "", "client_id", CONFIG),
    optional(secretKey, "secret_key", CONFIG),
    texts(previousSecretKeys, "previous_secret_keys", CONFIG),
    truth(acceptBareSignatures, "accept_bare_signatures"),
    optional(query, "query", CONFIG),
    optional(policy, "policy", CONFIG),
    truth(allowPlainHttp, "allow_plain_http"),
  ];
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
