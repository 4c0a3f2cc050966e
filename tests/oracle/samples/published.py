"""Values that other programs computed or DOKU printed, as published. Never recomputed here."""

MERCHANT = "MCH-0001-10791114622547"
SDK = (
    "Signature computed on these inputs by DOKU's own npm package jokul-nodejs-library and Composer package "
    "jokul-php-library"
)
ORDER = (
    '{"order":{"invoice_number":"INV-20210124-0001","amount":15000},"virtual_account_info":{"expired_time":60,'
    '"reusable_status":false,"info1":"Merchant Demo Store"},"customer":{"name":"Anton Budiman",'
    '"email":"anton@example.com"}}'
)
VIRTUAL_ACCOUNT = {
    "client_id": MERCHANT,
    "secret_key": "test-secret-key",
    "request_id": "cc682442-6c22-493e-8121-b9ef6b3fa728",
    "timestamp": "2020-08-11T08:45:42Z",
    "target": "/doku-virtual-account/v2/payment-code",
}
SDK_SIGNATURES = {
    "post-as-dokus-sdk-signs": (ORDER, "HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk="),
    "post-non-ascii-as-dokus-sdk-signs": (
        '{"name":"Café — Toko Ñ"}',
        "HMACSHA256=5rSDcM8H5e20pmbCPIMx7nIosXZfcWfwhVxN9jZ/w1g=",
    ),
}

DIGESTS = {
    "digest-of-nothing": ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    "digest-of-a-small-object": ('{"a":1}', "AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI="),
    "digest-of-an-empty-object": ("{}", "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="),
}

# DOKU's page Signature from API GET Method.
GET_COMPONENT = {
    "client_id": MERCHANT,
    "request_id": "d895fb53-479c-4f77-a76a-ab81b40d77cb",
    "timestamp": "2020-08-11T08:45:42Z",
    "target": "/orders/v1/status/INV-123123-12313",
    "component": "Client-Id:MCH-0001-10791114622547\nRequest-Id:d895fb53-479c-4f77-a76a-ab81b40d77cb\n"
    "Request-Timestamp:2020-08-11T08:45:42Z\nRequest-Target:/orders/v1/status/INV-123123-12313",
}

# DOKU's page Signature Component from Request Header; the body behind the digest is not published.
POST_COMPONENT = {
    "client_id": MERCHANT,
    "request_id": "cc682442-6c22-493e-8121-b9ef6b3fa728",
    "timestamp": "2020-08-11T08:45:42Z",
    "target": "/doku-virtual-account/v2/payment-code",
    "digest": "5WIYK2TJg6iiZ0d5v4IXSR0EkYEkYOezJIma3Ufli5s=",
    "component": "Client-Id:MCH-0001-10791114622547\nRequest-Id:cc682442-6c22-493e-8121-b9ef6b3fa728\n"
    "Request-Timestamp:2020-08-11T08:45:42Z\nRequest-Target:/doku-virtual-account/v2/payment-code\n"
    "Digest:5WIYK2TJg6iiZ0d5v4IXSR0EkYEkYOezJIma3Ufli5s=",
}

# RFC 4231, test case 2: key, message, HMAC-SHA-256.
RFC4231 = (
    "Jefe",
    "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
)

# DOKU's v3 scheme: same header names and prefix, values without labels and no Request-Id.
V3 = {
    "lines": [
        "BRN-0239-1709018494325",
        "2026-08-11T06:39:29Z",
        "/v3/checkouts",
        "el2bNyc5l8LJQFykYaWxXoFgIXFJHtVfwt47GqQoS28=",
    ],
    "secret_key": "doku-test-secret",
    "signature": "HMACSHA256=R0BUPIVvyC2kIWCsn4dyvuxeZQmToShEGQWLt0RDCEs=",
}
