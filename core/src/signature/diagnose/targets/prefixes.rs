//! What a router, a proxy or a gateway takes from the beginning of a path.

/// Segments that may have stood before a target.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    pub(super) text: &'static str,
    pub(super) what: &'static str,
    /// Its rank: 0 for a frequent prefix, 2 for a rare one.
    pub(super) seldom: u8,
}

/// Makes the table from rows: the sentence around each prefix, the rank, the prefixes.
macro_rules! prefixes {
    ($($before:literal + $after:literal: $seldom:literal: $($text:literal)*;)*) => {
        /// The prefixes.
        pub(super) const PREFIXES: &[Prefix] = &[$($(Prefix {
            text: $text,
            what: concat!($before, $text, $after),
            seldom: $seldom,
        }),*),*];
    };
}

prefixes! {
    "the signed target has " + " before it, which a router or proxy took away": 0:
        "/api" "/v1" "/api/v1";
    "the signed target has " + " before it, which a router or proxy took away": 1:
        "/v2" "/api/v2" "/shop" "/doku" "/webhook" "/webhooks" "/callback" "/callbacks" "/payment"
        "/payments" "/notification" "/notifications" "/hook" "/hooks" "/pay" "/app" "/backend";
    "the signed target has " + " before it, which a router or proxy took away": 2:
        "/notify" "/v3" "/gateway" "/service" "/services" "/store" "/checkout" "/order" "/orders"
        "/merchant" "/partner" "/integration" "/integrations" "/internal" "/external" "/rest"
        "/web" "/server" "/payment-service" "/api/v3" "/api/webhook" "/api/webhooks"
        "/api/callback" "/api/payment" "/api/payments" "/api/doku" "/v1/api" "/doku/callback"
        "/payments/doku" "/webhooks/doku" "/id" "/en" "/admin" "/billing" "/transaction"
        "/transactions" "/kyb" "/ipn" "/notif" "/toko" "/bayar" "/pembayaran" "/edge" "/proxy"
        "/core" "/site" "/www" "/portal" "/platform" "/system" "/v4" "/functions/v1"
        "/.netlify/functions" "/rest/v1" "/api/rest" "/api/public" "/api/internal" "/api/hook"
        "/api/hooks" "/api/notification" "/api/notifications" "/api/callbacks";
    "the signed target has " + " before it, the stage of an AWS API Gateway": 0:
        "/prod" "/dev" "/stage" "/staging";
    "the signed target has " + " before it, the stage of an AWS API Gateway": 1:
        "/production" "/default";
    "the signed target has " + " before it, the stage of an AWS API Gateway": 2:
        "/test" "/live" "/prod/api" "/production/api" "/latest" "/beta" "/sandbox" "/uat" "/qa" "/demo" "/main" "/development";
    "the signed target has " + " before it, which the server's rewrite took away": 0:
        "/index.php";
    "the signed target has " + " before it, which the server's rewrite took away": 1:
        "/public" "/public/index.php";
    "the signed target has " + " before it, which the server's rewrite took away": 2:
        "/index.php/api";
    "the signed target has " + " before it, which WordPress took away": 1:
        "/wp-json" "/index.php/wp-json" "/wc-api";
}
