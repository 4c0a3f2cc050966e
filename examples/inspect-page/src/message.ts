// Reading what was pasted.

export interface Pasted {
  readonly headers: [name: string, value: string][];
  /** Numbers, from 1, of the lines that are no header. */
  readonly unread: number[];
}

/** Header lines, also as `curl -v` shows them, below a request or status line or without one. */
export function pastedHeaders(text: string): Pasted {
  const [headers, unread]: [Pasted["headers"], number[]] = [[], []];
  text.split("\n").forEach((raw, index) => {
    const line = raw.replace(/^[<>] ?/, "").trim();
    if (line === "" || FIRST.test(line)) return;
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined || value === undefined) unread.push(index + 1);
    else headers.push([name, value]);
  });
  return { headers, unread };
}

/** The values under one name, in any case of letters; an empty one is as good as none. */
export function valuesOf(headers: Pasted["headers"], name: string): string[] {
  const same = headers.filter(([known]) => known.toLowerCase() === name.toLowerCase());
  return same.map(([, value]) => value).filter((value) => value !== "");
}

/** One candidate per line. Only a line without anything is none: a secret key may be white space. */
export function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

const FIRST = /^([A-Z]+ \S+ HTTP\/[\d.]+|HTTP\/[\d.]+ \d{3}.*)$/;

/** A name of HTTP/2, such as `:authority`, starts with a colon. */
const HEADER = /^(:?[^\s:]+)[ \t]*:[ \t]*(.*)$/;
