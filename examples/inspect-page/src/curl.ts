// A curl command, as a terminal, a README or a browser's "Copy as cURL" has it.
import { type Filled, lines, targetOf, utf8 } from "./paste.js";

export function ofCurl(text: string): Filled | undefined {
  const command = unescaped(text.trim().replace(/^\$ /, ""));
  if (!/^curl(\.exe)?\s/.test(command)) return undefined;
  const given = options(words(command).slice(1));
  const of = (...names: string[]) => given.filter(([name]) => names.includes(name)).map(([, value]) => value);
  const url = of("--url", "").at(-1);
  if (url === undefined) return undefined;
  const json = of("--json");
  const data = given.filter(([name]) => DATA.includes(name));
  const isGet = of("-G", "--get").length > 0;
  const files = data.filter(([name, value]) => name !== "--data-raw" && value.startsWith("@"));
  // `-d` twice is a form, `--json` twice one text.
  const joined = data.map(([, value]) => value).join(json.length > 0 ? "" : "&");
  const hasBody = data.length > 0 && !isGet && files.length === 0;
  const [target, query] = [targetOf(url), isGet && joined !== "" ? joined : ""];
  const headers = of("-H", "--header").flatMap(header);
  const names = headers.map(([name]) => name.toLowerCase());
  if (json.length > 0)
    for (const name of ["Content-Type", "Accept"])
      if (!names.includes(name.toLowerCase())) headers.push([name, "application/json"]);
  const notes: string[] = [];
  if (files.length > 0) notes.push("The body is in a file: choose it below.");
  if (of("--data-urlencode").length > 0) notes.push("curl encodes what --data-urlencode has: check the body.");
  if (of("-F", "--form").length > 0) notes.push("A form of files has a body that curl writes: choose a file with it.");
  if (/\$\w|\$\(|`/.test(unquoted(command))) notes.push("Variables of the shell stand as they are.");
  return {
    kind: "a curl command",
    method: of("-X", "--request").at(-1) ?? (of("-I", "--head").length > 0 ? "HEAD" : data.length > 0 && !isGet ? "POST" : "GET"),
    target: query === "" ? target : `${target}${target.includes("?") ? "&" : "?"}${query}`,
    headers: lines(headers),
    body: hasBody ? utf8(joined) : files.length > 0 ? undefined : new Uint8Array(),
    notes,
  };
}

/** Windows' command line escapes with carets: browsers copy for it as well. */
function unescaped(command: string): string {
  if (!command.includes('^"')) return command;
  return command.replace(/\^(\r?\n|.)/gs, (_, kept: string) => (/\n/.test(kept) ? " " : kept));
}

/** `Name: value`; `Name;` has none, and `Name:` takes away what curl would send. */
function header(text: string): [string, string][] {
  const [, name, value] = /^([^:;]+):\s*(.*)$/s.exec(text) ?? [];
  return name === undefined || value === undefined || value === "" ? [] : [[name.trim(), value]];
}

/** Each option with its value; what is none is the URL, under an empty name. */
function options(given: string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? "";
    const next = () => given[++at] ?? "";
    if (word.startsWith("--")) found.push([word, VALUED.has(word) ? next() : ""]);
    else if (!word.startsWith("-") || word === "-") found.push(["", word]);
    else
      // Letters may stand together; the first that has a value takes the rest.
      for (let letter = 1; letter < word.length; letter++) {
        const name = `-${word[letter]}`;
        if (!VALUED.has(name)) {
          found.push([name, ""]);
          continue;
        }
        found.push([name, word.slice(letter + 1) || next()]);
        break;
      }
  }
  return found;
}

/** The words of a command of a POSIX shell: quotes, escapes, and a backslash at a line's end. */
function words(command: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (const [part] of command.matchAll(PART)) {
    if (/^(\s|\\\r?\n)/.test(part)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else word = (word ?? "") + plain(part);
  }
  return word === undefined ? found : [...found, word];
}

function plain(part: string): string {
  if (part.startsWith("$'")) return part.slice(2, -1).replace(ESCAPE, (_, escape: string) => ansi(escape));
  if (part.startsWith("'")) return part.slice(1, -1);
  if (part.startsWith('"')) return part.slice(1, -1).replace(/\\(\r?\n|["\\$`])/g, (_, kept: string) => (/\n/.test(kept) ? "" : kept));
  return part.startsWith("\\") ? part.slice(1) : part;
}

function ansi(escape: string): string {
  const named = NAMED[escape];
  if (named !== undefined) return named;
  if (/^[uUx]/.test(escape)) return String.fromCodePoint(Math.min(parseInt(escape.slice(1), 16), 0x10ffff));
  return /^[0-7]/.test(escape) ? String.fromCharCode(parseInt(escape, 8)) : escape;
}

/** The command without what the shell leaves alone. */
function unquoted(command: string): string {
  return command.replace(/\$?'(?:\\.|[^'])*'/gs, "");
}

const PART = /\s+|\\\r?\n|\\.|\$'(?:\\.|[^'\\])*'|'[^']*'|"(?:\\.|[^"\\])*"|[^\s\\'"$]+|\$/gs;
const ESCAPE = /\\(u[\da-fA-F]{1,4}|U[\da-fA-F]{1,8}|x[\da-fA-F]{1,2}|[0-7]{1,3}|.)/gs;
const NAMED: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07", e: "\x1b" };

const DATA = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json"];

/** The options that have a value, of those that commands of this kind have. */
const VALUED = new Set([
  ...DATA,
  ..."-X --request -H --header --url -u --user -A --user-agent -b --cookie -c --cookie-jar -e --referer".split(" "),
  ..."-o --output -m --max-time --connect-timeout -x --proxy -F --form -E --cert --key --cacert -w --write-out".split(" "),
  ..."--resolve --retry -T --upload-file --oauth2-bearer --http-version -K --config --interface --limit-rate".split(" "),
]);
