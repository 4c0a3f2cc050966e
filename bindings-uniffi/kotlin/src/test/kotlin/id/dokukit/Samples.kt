package id.dokukit

import java.security.MessageDigest
import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

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
