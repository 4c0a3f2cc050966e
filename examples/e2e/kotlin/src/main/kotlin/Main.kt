import id.dokukit.*
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.Base64
import java.util.UUID
import kotlin.io.path.Path
import kotlin.io.path.readBytes
import kotlin.io.path.readText
import kotlin.system.exitProcess

/**
 * A merchant and an investor, with a lost connection and a forged callback.
 *
 * Wants `DOKU_URL` of a simulator, `DOKU_CLIENT_ID`, `DOKU_SECRET_KEY`, and `DOKU_DATA`, the folder
 * `examples/data`.
 */
fun main() {
    try {
        val doku = Doku(
            baseUrl = environment("DOKU_URL"),
            clientId = environment("DOKU_CLIENT_ID"),
            secretKey = environment("DOKU_SECRET_KEY"),
        )
        println(doku.use { Callbacks(it).use { callbacks -> run(it, callbacks) } })
    } catch (unexpected: Exception) {
        System.err.println("e2e kotlin: $unexpected")
        exitProcess(1)
    }
}

private fun run(doku: Doku, callbacks: Callbacks): String {
    val data = Path(environment("DOKU_DATA"))
    val selfie = data.resolve("selfie.jpg").readBytes()

    val sample = businessRegistrationFromJson(data.resolve("business-registration.json").readText())
    val question = CheckRequirements("PERSONAL", "PERSEORANGAN", "RETAIL", "ID")
    val requirements = doku.client().send(doku.prepareCheckRequirements(question), doku::readCheckRequirements).body
    val merchant = placeFiles(doku, withoutFiles(sample, callbacks.url), requirements, selfie)
    val unmet = checkAgainstRequirements(merchant, requirements)
    check(unmet.isEmpty()) { unmet }

    val registered = sendWithLostConnection(doku, doku.prepareRegisterBusiness(merchant), doku::readRegisterBusiness)
    val business = checkNotNull(registered.body.business) { "the answer names no business" }
    val id = checkNotNull(business.id) { "the business has no id" }
    val brand = checkNotNull(business.brands?.first()?.id) { "the brand has no id" }
    fun businessData() = doku.client().send(doku.prepareGetBusiness(GetBusiness(brand)), doku::readGetBusiness).body
    check(businessData().id == id) { "another business was found" }

    simulate("business/$id", """{"status":"ACTIVE"}""")
    val told = checkNotNull(callbacks.next(Duration.ofSeconds(10))) { "no callback came" }
    check(told == Handled("BUSINESS", id, "verified")) { "got $told" }
    // A callback's payload is undocumented: for the state, ask.
    val status = businessData().status
    check(status == "ACTIVE") { "the business is $status" }

    forgeCallback(doku, callbacks.url)
    check(callbacks.next(Duration.ZERO) == null) { "a forged callback was handled" }

    val investor = rdlRegistrationFromJson(data.resolve("rdl-registration.json").readText()).run {
        copy(
            rdlCustomer = rdlCustomer.copy(
                customerId = "INVESTOR-${UUID.randomUUID()}",
                selfiePhoto = Base64.getEncoder().encodeToString(selfie),
            ),
        )
    }
    val prepared = doku.prepareRegisterRdlCustomer(investor)
    val opened = sendWithLostConnection(doku, prepared, doku::readRegisterRdlCustomer)
    val account = opened.body.rdlCustomer.accountId
    check(Regex("[0-9]{40}").matches(account)) { "the account has lost digits" }
    simulate("rdl/$account", """{"status":"ACTIVE"}""")

    return "e2e kotlin: business $id $status, account $account, " +
        "2 replayed, 1 callback verified, 1 forged refused"
}

/** The sample's ids are of somebody else's files. */
private fun withoutFiles(sample: BusinessRegistration, callbackUrl: String) = sample.copy(
    business = sample.business.copy(
        callbackUrl = callbackUrl,
        brands = sample.business.brands.map { it.copy(photoProofs = null) },
        contacts = sample.business.contacts.map { it.copy(documents = null, ownerLiveness = null) },
    ),
)

private fun placeFiles(
    doku: Doku,
    merchant: BusinessRegistration,
    requirements: Requirements,
    photo: ByteArray,
): BusinessRegistration {
    val token = doku.client().send(doku.prepareGenerateToken(), doku::readGenerateToken).body.token
    return uploadPlan(requirements).fold(merchant) { registration, planned ->
        val upload = Upload(planned.category, planned.code, UploadFile("photo.jpg", "image/jpeg", photo))
        val uploaded = doku.client().send(doku.prepareUpload(upload, token), doku::readUploadFile).body
        placeUpload(registration, uploaded, place(planned))
    }
}

private fun place(planned: PlannedUpload): Placement {
    // NO_KTP is the only one that is asked for.
    val forms = planned.form?.map { RegistrationFormValue(it.code, "1234567890123456") }
    return when (planned.belongsTo) {
        "brand" -> Placement(brand = 0, code = planned.code, forms = forms)
        "contact" -> Placement(contact = 0, code = planned.code, forms = forms)
        else -> error("no file for the ${planned.belongsTo} was expected")
    }
}

/** The first try gets no answer, although DOKU did what it asks for. */
private fun <T> sendWithLostConnection(doku: Doku, prepared: PreparedRequest, read: Read<T>): Answer<T> {
    simulate("faults", """{"drop_percent":100}""")
    val lost = try {
        doku.client(attempts = 1).send(prepared)
        null
    } catch (error: DokuException) {
        error
    }
    simulate("faults", """{"drop_percent":0}""")
    check(lost?.code == "no_answer" && lost.outcome == "unknown") { "the connection was not dropped" }

    val answer = doku.client().send(doku.restore(prepared.serialize()), read)
    check(answer.replayed) { "DOKU did the same work twice" }
    return answer
}

/** Sends our own server a callback whose body is not the one that was signed. */
private fun forgeCallback(doku: Doku, url: String) {
    val genuine = """{"type":"BUSINESS","id":"BSN-1","status":"REJECTED"}"""
    val forged = """{"type":"BUSINESS","id":"BSN-1","status":"ACTIVE"}"""
    val request = HttpRequest.newBuilder(URI(url)).POST(BodyPublishers.ofString(forged))
    doku.signTestNotification(Callbacks.PATH, genuine.toByteArray()).forEach { (name, values) ->
        values.forEach { request.header(name, it) }
    }
    val status = http.send(request.build(), BodyHandlers.discarding()).statusCode()
    check(status == 400) { "a forged callback got $status" }
}

private fun simulate(path: String, body: String) {
    val url = URI("${environment("DOKU_URL")}/_sim/$path")
    val request = HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body))
        .header("Content-Type", "application/json")
    val status = http.send(request.build(), BodyHandlers.discarding()).statusCode()
    check(status == 200) { "the simulator answers $status to $path" }
}

private fun environment(name: String) = checkNotNull(System.getenv(name)) { "$name is not set" }

private val http = HttpClient.newHttpClient()
