//! Every finding that there is: its code, what it means, an example, and what to do.
//!
//! `docs/diagnosis.md` is written from this table.

/// Makes the list of codes from rows `Name "code": meaning, example, what to do;`.
macro_rules! codes {
    ($($name:ident $code:literal: $meaning:literal, $example:literal, $advice:literal;)*) => {
        /// One kind of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Code { $($name),* }

        impl Code {
            /// The stable name.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// What to do about it; the end of the sentence of each finding.
            pub(super) fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice),* }
            }
        }

        /// The findings of `diagnose_signature`: code, meaning, example, what to do.
        #[cfg(any(test, feature = "docs"))]
        #[cfg_attr(not(feature = "docs"), expect(unreachable_pub, reason = "a test reads it"))]
        pub const DIAGNOSES: &[[&str; 4]] = &[$([$code, $meaning, $example, $advice]),*];
    };
}

codes! {
    // What `verify` refuses before it looks at the signature.
    HeaderMissing "header_missing":
        "a header that is signed is not there, or is empty",
        "no `Request-Id`",
        "read the headers where the message arrives, before a proxy or framework drops any";
    HeaderRepeated "header_repeated":
        "a header that is signed came more than once, and none of its values matches",
        "two `Request-Timestamp`",
        "see who adds the second one: a proxy, or a client that sets it twice";
    HeaderMalformed "header_malformed":
        "a header holds a line end or another control character",
        "a NUL in `Request-Id`",
        "such a value cannot be signed: clean it where it is made";
    // How the Signature header is written.
    PrefixMissing "prefix_missing":
        "the header lacks `HMACSHA256=`",
        "`dTOKwd8g…=`",
        "put HMACSHA256= before the base64";
    PrefixSpelling "prefix_spelling":
        "what stands before the base64 is not `HMACSHA256=`",
        "`HMACHSHA256=…` (jokul-php), `hmacsha256=…`, `HMAC-SHA256=…`, `SHA256=…`, twice, a colon, a blank after it",
        "write exactly HMACSHA256= before the base64";
    PaddingMissing "padding_missing":
        "base64 lacks its `=`, in the header or in the Digest line",
        "43 characters",
        "encode with padding";
    UrlSafeBase64 "url_safe_base64":
        "base64 with `-` and `_`, in the header or in the Digest line, or with percent escapes in the header",
        "`…-…_…=`, `…%2B…%3D`",
        "encode with the standard alphabet, which has + and /";
    HexSignature "hex_signature":
        "the signature in hexadecimal, or base64 of that",
        "`HMACSHA256=7533…`",
        "encode the 32 bytes of the HMAC in base64, not their hexadecimal text";
    SignatureWhiteSpace "signature_white_space":
        "white space around or inside the value of the Signature header",
        "a blank before `HMACSHA256=`, a line feed after it, base64 in lines of 60",
        "send and compare the value without any: base64 -w0, Python's b64encode, no chunk_split";
    SignatureQuoted "signature_quoted":
        "quotes around the signature",
        "`\"HMACSHA256=…\"`",
        "take the quotes away: JSON.stringify or a configuration file put them there";
    SignatureDoubled "signature_doubled":
        "the Signature header holds two signatures, or came twice",
        "`HMACSHA256=…, HMACSHA256=…`",
        "send one: a client and its middleware have both set the header";
    NotASignature "not_a_signature":
        "the header is not 32 bytes in any of these forms; nothing else is tried",
        "`HMACSHA256=AAAA`, `Bearer …`",
        "send HMACSHA256= and the base64 of the HMAC-SHA256";
    // The body.
    BodyEmpty "body_empty":
        "nothing of the body was signed: something had read it before",
        "the digest of no bytes, of `{}`, `[]`, `null` or `[object Object]`",
        "take the raw body before a body parser does, and sign or verify those bytes";
    BodyReserialised "body_reserialised":
        "the same JSON in another spelling: white space, escapes, order of keys, numbers",
        "`{\"a\": 1}` for `{\"a\":1}`, `\\/`, `\\u003c`, `\\u00E9`, `75000.00` for `75000`, `1.5E7`",
        "sign and verify the bytes that are sent, not a body that was parsed and written again";
    BodyValues "body_values":
        "values that middleware changes on the way",
        "`null` for `\"\"` (Laravel's ConvertEmptyStringsToNull), keys with `null` dropped, `[]` for `{}` (PHP), trimmed texts",
        "verify the raw body before such middleware runs";
    BodyEncoded "body_encoded":
        "the body here is an encoding of what was signed, or the reverse",
        "base64, base64url, JSON text of the text, `{\"type\":\"Buffer\",\"data\":[…]}`, `b'…'`",
        "undo the encoding and verify the bytes that were on the wire";
    BodyCharset "body_charset":
        "the same text in other bytes",
        "Latin-1, Windows-1252, ASCII with `?`, UTF-16, a byte order mark lost or added, UTF-8 read as Latin-1",
        "sign and send UTF-8, and verify bytes rather than a text that was decoded";
    BodyCompressed "body_compressed":
        "the body is compressed, and what was signed usually is not",
        "gzip, deflate, br or zstd by its first bytes or Content-Encoding",
        "verify after decompression, or let the proxy send the body as it came";
    TrailingNewline "trailing_newline":
        "white space around the body, or a line feed before the first or after the last line of the string",
        "`json.Encoder` of Go, `echo` without `-n`",
        "leave out the white space, or send it as well";
    Crlf "crlf":
        "other line ends, in the body or in the string",
        "CR LF for LF",
        "use LF alone in the string, and send a body with the line ends that were signed";
    // The Digest line.
    DigestMissing "digest_missing":
        "no Digest line, where the method is not GET",
        "four lines for a POST",
        "add Digest: and the base64 of the body's SHA-256 as the last line";
    DigestOnGet "digest_on_get":
        "a Digest line in a request with GET",
        "the digest of no bytes, `{}`, `[]`, `\"\"` or `null`, or an empty Digest line",
        "a GET has no Digest line: leave it out";
    HexDigest "hex_digest":
        "the digest in hexadecimal, or base64 of that",
        "`Digest:5f70bf18…`, PHP's `hash()` without `true`",
        "encode the 32 bytes of the SHA-256 in base64, not their hexadecimal text";
    DigestPrefix "digest_prefix":
        "the name of the hash before the digest",
        "`Digest:SHA-256=…`",
        "the base64 stands alone in the Digest line";
    // The target.
    QueryInTarget "query_in_target":
        "the path without the query that this target has",
        "`/hook` for `/hook?a=1`",
        "sign and verify with the target as it was signed";
    QueryMissing "query_missing":
        "a target with a query, which this one lacks",
        "`/hook?a=1` for `/hook`",
        "give the target with its query, as it was on the wire";
    HostInTarget "host_in_target":
        "a whole URL was signed, or this target is one",
        "`https://shop.example/hook`, `shop.example:8443/hook`",
        "Request-Target is the path alone, without scheme and host";
    TrailingSlash "trailing_slash":
        "a target that differs by the slash at its end",
        "`/hook/` for `/hook`",
        "write the path in both places as it is in the URL that is called";
    LeadingSlash "leading_slash":
        "a target without the slash at its beginning, or with it where this lacks it",
        "`hook`",
        "Request-Target begins with a slash";
    DoubleSlash "double_slash":
        "a target with two slashes where this has one, or back",
        "`//hook`: a base URL that ends with a slash",
        "join base URL and path with one slash";
    PathPrefix "path_prefix":
        "a target with segments before it, or without the first ones",
        "`/prod/hook` (AWS API Gateway), `/index.php/hook`, `/api/hook`; what `X-Forwarded-Prefix`, `X-Original-URI`, `X-Forwarded-Uri` or `X-Rewrite-URL` say",
        "verify with the path of the public URL, not with what a router or proxy left of it";
    TargetCase "target_case":
        "a target in other letters",
        "`/Doku/Notify` for `/doku/notify`",
        "use the path byte for byte as it is on the wire: no toLowerCase, no router's spelling";
    TargetEncoding "target_encoding":
        "a target with other percent escapes",
        "`/a b` for `/a%20b`, `%2f` for `%2F`, `%2520`",
        "use the path as it was on the wire, neither decoded nor encoded again";
    MethodInTarget "method_in_target":
        "the method stands before the target",
        "`POST /hook`",
        "Request-Target is the path alone, unlike (request-target) of HTTP Signatures";
    OtherTarget "other_target":
        "a target that differs otherwise: a candidate, or what a proxy's header says",
        "`/payments` for `/hook`",
        "verify with that target";
    // The timestamp.
    TimestampNotUtc "timestamp_not_utc":
        "local time labelled as UTC, another zone, or no zone",
        "7, 8 or 9 hours off (WIB, WITA, WIT), `+00:00`, `+07:00`",
        "format the time in UTC with Z, and sign the very text that is sent";
    TimestampFraction "timestamp_fraction":
        "a time with another fraction of a second",
        "`…:42.000Z` (JavaScript's toISOString)",
        "send and sign whole seconds, the same text in both places";
    TimestampLabel "timestamp_label":
        "Response-Timestamp for Request-Timestamp, or back",
        "`Request-Timestamp:` in an answer",
        "requests and notifications have Request-Timestamp, answers Response-Timestamp";
    TimestampShifted "timestamp_shifted":
        "a time up to 5 seconds off: the clock was read twice",
        "`08:45:41Z` for `08:45:42Z`",
        "read the clock once, and use that text for the header and the signature";
    TimestampEpoch "timestamp_epoch":
        "seconds or milliseconds since 1970",
        "`1597135542`",
        "sign the text of the header, YYYY-MM-DDTHH:MM:SSZ";
    // The lines of the string to sign.
    SpaceAfterColon "space_after_colon":
        "a blank at the colons",
        "`Client-Id: MCH-…`",
        "write Label:value without a blank";
    LabelsMissing "labels_missing":
        "the values without labels: DOKU's v3 scheme",
        "`MCH-…` in place of `Client-Id:MCH-…`",
        "write the label and a colon before each value";
    LowerCaseLabels "lower_case_labels":
        "the labels in lower case",
        "`client-id:MCH-…`: names as HTTP/2 and Node give them",
        "write the labels as DOKU does: Client-Id, Request-Id";
    LabelSpelling "label_spelling":
        "the labels in another spelling",
        "`Client-ID`, `Client-id`, `ClientId`",
        "write Client-Id, Request-Id, Request-Timestamp, Request-Target and Digest";
    LineOrder "line_order":
        "the lines in another order",
        "alphabetical, Digest first, target last",
        "the order is Client-Id, Request-Id, Request-Timestamp, Request-Target, Digest";
    LineSeparator "line_separator":
        "something else than a line feed between the lines",
        "a backslash and n (PHP's single quotes), nothing, a comma, a blank, the indentation of a template literal",
        "join the lines with one line feed (0x0A) and nothing else";
    // The ids.
    RequestIdMismatch "request_id_mismatch":
        "a candidate for the Request-Id",
        "the id of the call before",
        "make the id once, and use it for the header and the signature";
    RequestIdRewritten "request_id_rewritten":
        "the Request-Id header has several values or came twice, and one of them was signed; a value that starts with a bar is a hint",
        "`|8da1737a-4c14b253bd8e4130.1., d9cf8f7e-…` (Application Insights)",
        "keep tracing tools from writing this header: in .NET and Node, Application Insights adds its own Request-Id";
    RequestIdCase "request_id_case":
        "the Request-Id in another spelling",
        "upper case, lower case, in braces, without dashes",
        "sign the id exactly as the header has it";
    ClientIdMismatch "client_id_mismatch":
        "the Client-Id of the header is not the one of this configuration, or a candidate was signed",
        "the Client-Id of the other environment",
        "use one Client-Id for the header, the signature and this configuration";
    // The HMAC.
    SnapScheme "snap_scheme":
        "the form of SNAP, or a signature as long as one of SNAP",
        "`MCH-…|2020-08-11T08:45:42Z`, 64 bytes",
        "this endpoint takes the non-SNAP signature of five lines and HMAC-SHA256";
    BodySignedAlone "body_signed_alone":
        "the HMAC of the body, as other gateways do",
        "`hash_hmac('sha256', $body, $key)`",
        "sign the component string of five lines, in which the body's digest is the last";
    DigestSignedAlone "digest_signed_alone":
        "the HMAC of the digest",
        "`HMAC(key, base64(SHA-256(body)))`",
        "sign the component string of five lines, in which the digest is the last";
    KeyAndMessageSwapped "key_and_message_swapped":
        "the string was the key, and the secret key the message",
        "CryptoJS.HmacSHA256(secret, string)",
        "swap the two arguments: the secret key is the key";
    SecretIsClientId "secret_is_client_id":
        "the Client-Id was used as the key",
        "two settings in the wrong order",
        "sign with the secret key (SK-…)";
    SecretWhitespace "secret_whitespace":
        "white space around the secret key",
        "a line feed pasted with it, `cat key.txt`",
        "trim the key where it is read";
    SecretHtmlEscaped "secret_html_escaped":
        "the secret key as HTML shows it, or this one is that",
        "`&amp;` for `&`",
        "copy the key from DOKU Back Office as text";
    SecretQuoted "secret_quoted":
        "quotes around the secret key",
        "`\"SK-…\"` from an .env file",
        "take the quotes away where the key is read";
    SecretDecoded "secret_decoded":
        "the secret key decoded from base64 or hexadecimal",
        "`Buffer.from(key, 'base64')`",
        "the bytes of the key are its text: do not decode it";
    SecretPrefix "secret_prefix":
        "the secret key without its `SK-`, or with one that this lacks",
        "`zWTj…` for `SK-zWTj…`",
        "use the key as DOKU Back Office shows it, SK- included";
    OtherSecret "other_secret":
        "a candidate for the secret key",
        "the key of the other environment",
        "use one secret key on both sides";
    // The verdict of last resort.
    WrongSecret "wrong_secret":
        "no mistake explains the signature; the sentence says how many of each kind were tried",
        "",
        "the secret key is another one, or something was signed that is not here: compare both ends' string to sign (explain_signature), or name candidates";
}
