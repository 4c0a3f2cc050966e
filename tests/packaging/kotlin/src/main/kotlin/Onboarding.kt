import id.dokukit.*
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** A merchant from the first question to its data, over HTTP. */
fun onboard(doku: Doku) {
    val question = CheckRequirements("PERSONAL", "PERSEORANGAN", "RETAIL", "ID")
    val requirements = send(doku.prepareCheckRequirements(question), doku::readCheckRequirements).body
    val token = send(doku.prepareGenerateToken(), doku::readGenerateToken).body
    check(!token.isExpired(leeway = 30))

    check(checkAgainstRequirements(warung, requirements).isNotEmpty())
    val complete = uploadPlan(requirements).fold(warung) { registration, file ->
        val upload = Upload(file.category, file.code, UploadFile("photo.jpg", "image/jpeg", jpeg))
        check(checkUpload(upload, requirements).isEmpty())
        val uploaded = send(doku.prepareUpload(upload, token.token), doku::readUploadFile).body
        val forms = file.form?.map { RegistrationFormValue(it.code, "1234567890123456") }
        val place = if (file.belongsTo == "brand") Placement(brand = 0) else Placement(contact = 0)
        placeUpload(registration, uploaded, place.copy(code = file.code, forms = forms))
    }
    val unmet = checkAgainstRequirements(complete, requirements)
    check(unmet.isEmpty()) { unmet }

    val registered = send(doku.prepareRegisterBusiness(complete), doku::readRegisterBusiness)
    check(registered.signature == "verified")
    val brand = registered.body.business?.brands?.first()?.id
    val data = send(doku.prepareGetBusiness(GetBusiness(checkNotNull(brand))), doku::readGetBusiness).body
    val key = checkNotNull(data.brands?.first()?.sharedKey)
    check("$key" == "[redacted]" && key == Secret(key.expose()))
}

private fun <T> send(prepared: PreparedRequest, read: (PreparedRequest, Int, Headers, ByteArray) -> T): T {
    val body = prepared.body?.let(BodyPublishers::ofByteArray) ?: BodyPublishers.noBody()
    val request = HttpRequest.newBuilder(URI(prepared.url)).method(prepared.method, body)
    prepared.headers.forEach { request.header(it.name, it.value) }
    val response: HttpResponse<ByteArray> = http.send(request.build(), BodyHandlers.ofByteArray())
    return read(prepared, response.statusCode(), response.headers().map(), response.body())
}

private val http = HttpClient.newHttpClient()

private val jpeg = byteArrayOf(-1, -40, -1, -32, 0, 16, 74, 70, 73, 70, 0, 1)

private val warung = BusinessRegistration(
    RegistrationBusiness(
        type = "PERSONAL",
        legalEntity = "PERSEORANGAN",
        name = "Warung Uji",
        email = "warung@example.id",
        phoneCallingCode = "62",
        phoneNumber = "81234567890",
        brands = listOf(RegistrationBrand("Warung Uji", "Makanan", "RETAIL")),
        addresses = listOf(
            RegistrationAddress("40135 - Dago - Coblong - Bandung - Jawa Barat", "ID", "Jalan Dago 55", true),
        ),
        contacts = listOf(RegistrationContact(name = "Contoh Pemilik")),
    ),
)
