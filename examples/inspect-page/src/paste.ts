// What a pasted text says of a message: an HTTP message, a curl command, or an entry of a HAR file.
import { ofCurl } from "./curl.js";
import { ofHar } from "./har.js";
import { ofHttp } from "./http.js";

/** What to fill in; a part that is left out stays as it is. */
export interface Filled {
  /** What it was, in words. */
  readonly kind: string;
  readonly method?: string | undefined;
  readonly target?: string | undefined;
  /** One per line. */
  readonly headers?: string | undefined;
  readonly body?: Uint8Array | undefined;
  /** What the reader should know. */
  readonly notes: readonly string[];
}

export function read(text: string): Filled | undefined {
  return ofHar(text) ?? ofCurl(text) ?? ofHttp(text);
}

/** What a client sends as the target of a URL: nothing of the host, and no fragment. */
export function targetOf(url: string): string {
  const [rest = ""] = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, "").split("#");
  if (rest.startsWith("/")) return rest;
  return rest === url ? rest : `/${rest}`;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function lines(headers: readonly (readonly [name: string, value: string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}
