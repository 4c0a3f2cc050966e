import id.dokukit.*

/** What a shop does with the jar; the signature is what openssl gives for the same string. */
fun main() {
    Doku("production", "MCH-0001-10791114622547", "test-secret-key").use { doku ->
        val call = GenericCall("GET", "/orders/v1/status/INV-123123-12313")
        val prepared = doku.prepareCall(call, "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e", "2020-08-11T08:45:42Z")
        check(prepared.url == "https://api.doku.com/orders/v1/status/INV-123123-12313")
        val signature = prepared.headers.single { it.name == "Signature" }.value
        check(signature == "HMACSHA256=REa+9eaVUf+p58ZoS+uwilsNPHIUKAOkPo93/nNjHvY=") { signature }
        check(doku.restore(prepared.serialize()) == prepared)
        check(signature !in "$prepared" && signature !in prepared.redacted())
        try {
            doku.prepare("register_rdl_customer", """{"rdl_customer": {"email": "nobody"}}""")
            error("an empty registration was signed")
        } catch (refused: DokuException) {
            check(refused.code == "invalid_request" && refused.violations.size == 28) { refused.violations }
            check(Violation("rdl_customer.email", "bad_format", refused.violations[11].detail) in refused.violations)
        }
    }
    val secretKey = System.getenv("DOKU_SECRET_KEY")
    Doku(baseUrl = System.getenv("DOKU_URL"), clientId = System.getenv("DOKU_CLIENT_ID"), secretKey = secretKey)
        .use(::onboard)
    println("the jar works")
}
