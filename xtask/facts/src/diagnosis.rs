//! The page on diagnosis, from the core's table of findings.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use dokukit::DIAGNOSES;

/// Writes the page.
pub(crate) fn write(file: &Path) -> io::Result<()> {
    let mut page = String::from(BEFORE);
    for [code, meaning, example, advice] in DIAGNOSES {
        // A bar would end the cell.
        let example = example.replace('|', "\\|");
        let _ = writeln!(page, "| `{code}` | {meaning} | {example} | {advice} |");
    }
    page.push_str(AFTER);
    fs::write(file, page)
}

const BEFORE: &str = "\
<!-- Written by `cargo xtask docs` from the table in `core/src/signature/diagnose/codes.rs`. -->
# What explains a signature that does not match

`diagnose_signature` takes the message as it came, or as you sent it, and what you believe was signed: method
and target. A signature is a pipeline, and each stage has a documented choice and the mistakes that people make:

```
body -> bytes -> digest -> lines (labels, values, order, separators) -> HMAC (key, construction) -> header
```

What `verify` checks comes first: a header that is missing, repeated or malformed is the finding. Then each
mistake below is tried alone, then in pairs, also two of one stage. Those under which the signature matches
are returned, the likeliest first; a pair is returned as its two codes. A message that verifies gives no finding.
No sentence shows the secret key.

- A finding is **proven** (`proven`) when the signature matches under it, or when the headers alone are refused for
  it. Proven findings come alone.
- A **hint** is a suspicious fact that cannot be proven, such as a compressed body. Hints come where nothing
  is proven, before `wrong_secret`.
- `wrong_secret` is the verdict of last resort: no variant that was tried matches. Alone it counts as
  proven; behind a hint it does not, since the hint may be the reason.
- White space around the Signature header is no part of its value for DokuKit, and `verify` accepts it. It is a
  finding all the same: programs that compare the text refuse it.

What only you can know you name as candidates: other secret keys, targets, Client-Ids and Request-Ids. A
finding says which of them matched, by its index (`candidate`).

| code | what was signed, or how it was written | example | what to do |
|---|---|---|---|
";

const AFTER: &str = "
Bounds: at most 50000 signatures over 10.5 MiB, at most 2.25 MiB of variants of the body, and 20 candidates of each
kind. A body of more than 4 MiB is tried unchanged, and with white space at its end. Single mistakes and pairs
within one stage are all tried; of other pairs the frequent ones, until the bound is reached. It is for development
and support, not for the path of every request.
";
