package id.dokukit

import java.security.MessageDigest
import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue

internal const val CLIENT_ID = "MCH-0001-10791114622547"
internal const val SECRET = "SK-only-for-tests"
internal const val REQUEST_ID = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e"
internal const val TIMESTAMP = "2020-08-11T08:45:42Z"
internal const val TARGET = "/sac-rdl/v1/rdl-customers"

/** An investor without the optional fields; no value of it may ever be printed. */
internal val customer = RdlCustomer(
    customerId = "customer-7731",
    customerName = "Siti Rahmawati",
    addressCity = "Bandung",
    addressKecamatan = "Coblong",
    addressKelurahan = "Dago",
    addressProvince = "Jawa Barat",
    addressRtRw = "10/10",
    addressStreet = "Jalan Dago 55",
    birthDate = "1991-02-28",
    birthPlace = "Cimahi",
    education = "STRATA_SATU",
    email = "siti@example.id",
    gender = "FEMALE",
    idExpiryDate = "2030-12-31",
    idNumber = "3273012802910001",
    npwpNumber = "091234567423000",
    jobCode = "ENTREPRENEUR",
    maritalStatus = "MARRIED",
    mobilePhoneNumber = "081234567890",
    monthlyIncome = "1",
    motherMaidenName = "Kartini",
    nationality = "ID",
    residentStatus = "R",
    sourceOfFund = "SALARY",
    zipCode = "40135",
    title = "MS",
    openAccountReason = "INVESTMENT",
    selfiePhoto = "c2VsZmll",
)
internal val registration = RdlRegistration(customer)

internal fun doku() = Doku("test", CLIENT_ID, SECRET)

/** DOKU's signature, by the JDK: the other program that says what is right. */
internal fun signature(moment: String, target: String, body: ByteArray?, requestId: String): String {
    val digest = body?.let { "\nDigest:" + base64(MessageDigest.getInstance("SHA-256").digest(it)) }.orEmpty()
    val text = "Client-Id:$CLIENT_ID\nRequest-Id:$requestId\n$moment\nRequest-Target:$target$digest"
    val mac = Mac.getInstance("HmacSHA256").apply { init(SecretKeySpec(SECRET.toByteArray(), "HmacSHA256")) }
    return "HMACSHA256=" + base64(mac.doFinal(text.toByteArray()))
}

private fun base64(bytes: ByteArray) = Base64.getEncoder().encodeToString(bytes)

/** Requirements with one rule of each kind, as DOKU answers them. */
internal const val REQUIREMENTS = """{"business":{
    "brand":{"photo_proof":{"code":"PHOTO_PROOF","name":"Photo","extensions":["PNG","JPG"],"max_size":15}},
    "contact":{"documents":[{"code":"KTP","name":"KTP","extensions":["JPG"],"max_size":15,
        "form":[{"code":"NO_KTP","name":"No. KTP","min_size":16,"max_size":16,"numeric":true}]}],
    "owner_liveness":{"code":"OWNER_LIVENESS","name":"Liveness","extensions":["JPG"],"max_size":15}}}}"""

/** What a check of requirements asks with. */
internal val question = CheckRequirements("PERSONAL", "PERSEORANGAN", "RETAIL", "ID")

/** A business that lacks only what the requirements ask for. */
internal val business = BusinessRegistration(
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
        contacts = listOf(RegistrationContact(name = "Siti Rahmawati")),
    ),
)

/** The smallest content that is known for a JPEG. */
internal val JPEG = byteArrayOf(-1, -40, -1, -32, 0, 16, 74, 70, 73, 70, 0, 1, 0, 0x80.toByte())

internal val photo = Upload("PHOTO_PROOF", file = UploadFile("brand.jpg", "image/jpeg", JPEG))

internal fun photoJson(content: ByteArray = JPEG) = """{"category": "PHOTO_PROOF",
    "file": {"name": "brand.jpg", "content_type": "image/jpeg", "base64": "${base64(content)}"}}"""

/** A token that anybody could have made, of any length. */
internal fun jwt(issuedAt: Long, expiresAt: Long, signature: String = "bWFkZS11cA"): String {
    val parts = listOf("""{"alg":"none"}""", """{"iat":$issuedAt,"exp":$expiresAt}""")
    return parts.joinToString(".") { Base64.getUrlEncoder().withoutPadding().encodeToString(it.toByteArray()) } +
        "." + signature
}

/** An answer that came unsigned, as the Partner API is allowed to. */
internal fun Doku.token(text: String): TokenAnswer =
    readGenerateToken(prepareGenerateToken(), 200, mapOf(), """{"token":"$text"}""".toByteArray()).body

internal fun PreparedRequest.signature() = headers.single { it.name == "Signature" }.value

/** What a call throws. */
internal fun fails(call: () -> Any): DokuException {
    val thrown = assertThrows(DokuException::class.java) { call() }
    assertTrue(thrown.code.isNotEmpty() && thrown.detail.isNotEmpty())
    return thrown
}
