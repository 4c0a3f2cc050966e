"""Family generate-token: the minutes asked for, and the two times read from the token."""

import base64

from case import FULL
from family import HOST, TOKEN, Family, compact

SAMPLE = {"grant_type": "client_credentials", "valid_time": "360"}
BODY = '{"grant_type":"client_credentials","valid_time":"360"}'
# The token on DOKU's page Generate Token: RS256, 360 minutes.
PUBLISHED = (
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwYXlsb2FkIiwiZXhwIjoxNzA0ODY2MTkxLCJ1c2VyIjp7ImJ1c2luZXNzU2VydmljZUNsaWVudElkIj"
    "oiQlJOLTAyNDktMTY5NzUzNzM5Njc4MyJ9LCJpYXQiOjE3MDQ4NDQ1OTF9.F5HtcC4qmzTdvfSNow1mHneHKDQ4OYJl1bLghlKbEDJaIwFpIhKcb"
    "h93qEyGbTlAZsX2Akwz6idlpqd2acM4hq07jIbw5w_JbeGtB56P9bNIJJBAFEuf84ijGUOd3UPetwn0oXRnC1mvt3aCufcAqCnaR86gW8Mxs-GCA"
    "5XvkIfyc2OTnuuH5qI4ozhyYrInW3iJxs-s7CI81hPaAxfo6kC075Ub8eYcWxbtOygxthPcoSVI28OCiWGlBoBDq27DCYT3CbSlsljhEJIDMLBEk"
    "kaAMSt8RbxVi9RS2VvNwTxYLfcLiJG9UgCoKjtGCMg7M81mcD8VxkrHh5ftekbrKw"
)
ANSWER = {"token": PUBLISHED, "issued_at": 1704844591, "expires_at": 1704866191}

tokens = Family("generate-token", "generate_token", "DOKU, Generate Token API", {"valid_time": "360"}, TOKEN)


def part(content):
    content = content if isinstance(content, bytes) else content.encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


HEADER = part('{"alg":"RS256"}')
CLAIMS = part('{"iat":1704844591,"exp":1704866191}')
SIGNATURE = part("made-up-signature")


def jwt(header=HEADER, claims=CLAIMS, signature=SIGNATURE):
    return f"{header}.{claims}.{signature}"


def cases():
    sent = {"prepared": {"method": "POST", "url": f"{HOST}/adv-core-api/partner/v1.0/token"}}
    yield tokens.case("sample", SAMPLE, sent, prepared=FULL, body=BODY)
    for name, request, body in [
        ("without-grant-type", {"valid_time": "360"}, BODY),
        ("keys-backwards", dict(reversed(SAMPLE.items())), BODY),
        ("number", {"valid_time": 360}, BODY),
        ("one-minute", {"valid_time": "1"}, BODY.replace("360", "1")),
        ("most-of-64-bits", '{"valid_time":9223372036854775807}', BODY.replace("360", "9223372036854775807")),
        ("nothing", {}, '{"grant_type":"client_credentials"}'),
        ("null", {"valid_time": None}, '{"grant_type":"client_credentials"}'),
    ]:
        yield tokens.case(name, request, prepared=("body",), body=body)
    yield from refused()
    yield from tokens.roots()
    yield from tokens.calls()
    yield from tokens.answers(compact({"token": PUBLISHED}), ANSWER)
    yield from answers()


def refused():
    for name, literal, code in [
        ("zero", "0", "out_of_range"),
        ("zero-text", '"0"', "out_of_range"),
        ("beyond-64-bits", "18446744073709551616", "out_of_range"),
        ("beyond-64-bits-text", '"18446744073709551616"', "out_of_range"),
        ("empty", '""', "bad_format"),
        ("with-unit", '"6h"', "bad_format"),
        ("negative", "-5", "bad_format"),
        ("negative-text", '"-5"', "bad_format"),
        ("fraction", "1.5", "bad_format"),
        ("exponent", "36e1", "bad_format"),
        ("fullwidth-digits", '"３６０"', "bad_format"),
        ("true", "true", "wrong_type"),
        ("list", "[360]", "wrong_type"),
    ]:
        yield tokens.refused_text(name, f'{{"valid_time":{literal}}}', ("valid_time", code))
    for name, request, *violations in [
        ("grant-type-other", {"grant_type": "authorization_code"}, ("grant_type", "not_in_list")),
        ("grant-type-upper-case", {"grant_type": "CLIENT_CREDENTIALS"}, ("grant_type", "not_in_list")),
        ("grant-type-empty", {"grant_type": ""}, ("grant_type", "not_in_list")),
        ("grant-type-number", {"grant_type": 1}, ("grant_type", "wrong_type")),
        ("grant-type-of-snap", {"grantType": "client_credentials"}, ("grantType", "unknown_field")),
        ("key-twice", '{"valid_time":"1","valid_time":"2"}', ("valid_time", "not_allowed")),
        (
            "several-at-once",
            {"a": 1, "valid_time": "x", "grant_type": "x"},
            ("grant_type", "not_in_list"), ("valid_time", "bad_format"), ("a", "unknown_field"),
        ),
    ]:
        yield tokens.refused_text(name, request, *violations)


def answers():
    made = {"token": jwt(), "issued_at": 1704844591, "expires_at": 1704866191}
    yield tokens.answered("answer-made-up", compact({"token": jwt()}), made)
    more = {"token_type": "Bearer", "token": jwt(), "expires_in": 21600}
    yield tokens.answered("answer-with-more-keys", compact(more), more | made)
    spaced = jwt(claims=part('{ "exp": 2 ,\n"iat": 1, "name": "é" }'))
    body = {"token": spaced, "issued_at": 1, "expires_at": 2}
    yield tokens.answered("answer-claims-with-whitespace", compact({"token": spaced}), body)
    long = jwt(claims=part('{"iat":1704844591,"exp":253402300800}'))
    body = {"token": long, "issued_at": 1704844591, "expires_at": 253402300800}
    yield tokens.answered("answer-expires-after-9999", compact({"token": long}), body)
    yield from opaque()
    for name, text, code in [
        ("missing", "{}", "required"),
        ("null", '{"token":null}', "required"),
        ("empty", '{"token":""}', "required"),
        ("true", '{"token":true}', "wrong_type"),
    ]:
        yield tokens.unreadable(f"token-{name}", text, ("token", code))


def opaque():
    """A token that is no JWT, or one without these claims, has no times; what is there is read."""
    for name, token in [
        ("one-part", HEADER),
        ("two-parts", f"{HEADER}.{CLAIMS}"),
        ("four-parts", jwt() + ".x"),
        ("without-header", jwt(header="")),
        ("without-claims", jwt(claims="")),
        ("header-not-json", jwt(header=part("RS256"))),
        ("header-list", jwt(header=part("[]"))),
        ("claims-not-json", jwt(claims=part("iat=1"))),
        ("claims-null", jwt(claims=part("null"))),
        ("claims-not-utf8", jwt(claims=part(b'{"iat":1,"exp":2,"a":"\xe9"}'))),
        ("claims-cut-off", jwt(claims=part('{"iat":1,"exp":2'))),
        # RFC 7515, 3.1: parts in base64url without padding, and nothing else.
        ("padded", jwt(header=part('{"alg":"RS512"} ') + "==")),
        ("signature-not-base64", jwt(signature="made up")),
        ("signature-padded", jwt(signature=SIGNATURE + "=")),
        ("part-of-impossible-length", jwt(signature="abcde")),
        ("space-before", " " + jwt()),
        ("newline-after", jwt() + "\n"),
        ("standard-base64", jwt(claims=base64.b64encode(b'{"iat":1,"exp":2,"a":">>>?"}').decode().rstrip("="))),
        ("no-jwt", "opaque"),
    ]:
        yield timed(name, token)
    for name, claims, times in [
        ("without-iat", '{"exp":2}', {"expires_at": 2}),
        ("without-exp", '{"iat":1}', {"issued_at": 1}),
        ("without-times", '{"sub":"payload"}', {}),
        ("iat-null", '{"iat":null,"exp":2}', {"expires_at": 2}),
        ("exp-text", '{"iat":1,"exp":"2"}', {"issued_at": 1}),
        ("exp-exponent", '{"iat":1.0E0,"exp":2e9}', {"issued_at": 1, "expires_at": 2000000000}),
        ("exp-fraction", '{"iat":1,"exp":2.5}', {"issued_at": 1}),
        ("exp-beyond-64-bits", '{"iat":1,"exp":18446744073709551616}', {"issued_at": 1}),
    ]:
        yield timed(name, jwt(claims=part(claims)), **times)
    yield tokens.answered("token-number", '{"token":17}', {"token": "17", "issued_at": None, "expires_at": None})


def timed(name, token, issued_at=None, expires_at=None):
    body = {"token": token, "issued_at": issued_at, "expires_at": expires_at}
    return tokens.answered(f"token-{name}", compact({"token": token}), body)
