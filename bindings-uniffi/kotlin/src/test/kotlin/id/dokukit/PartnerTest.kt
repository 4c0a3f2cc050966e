package id.dokukit

import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class PartnerTest {
    private val doku = doku()
    private val requirements = doku.prepareCheckRequirements(question).let {
        doku.readCheckRequirements(it, 200, mapOf(), REQUIREMENTS.toByteArray()).body
    }
    private val uploaded = UploadAnswer("PHP-1", "https://example.com/1", "PHOTO_PROOF")

    @Test
    fun `a GET has neither body nor Content-Type, and signs its query when told to`() {
        val unsigned = doku.prepareCheckRequirements(question, REQUEST_ID, TIMESTAMP)
        assertEquals("GET", unsigned.method)
        assertNull(unsigned.body)
        assertFalse(unsigned.headers.any { it.name == "Content-Type" })
        val path = "/adv-core-api/partner/v1.0/file"
        val query = "businessType=PERSONAL&businessLegalEntity=PERSEORANGAN" +
            "&brandBusinessLine=RETAIL&businessContactNationality=ID"
        assertEquals("https://api-uat.doku.com$path?$query", unsigned.url)
        assertEquals(signature("Request-Timestamp:$TIMESTAMP", path, null, REQUEST_ID), unsigned.signature())
        val signed = Doku("test", CLIENT_ID, SECRET, query = "signed")
            .prepareCheckRequirements(question, REQUEST_ID, TIMESTAMP)
        assertEquals(unsigned.url, signed.url)
        assertEquals(signature("Request-Timestamp:$TIMESTAMP", "$path?$query", null, REQUEST_ID), signed.signature())
        assertNull(doku.prepareGetBusiness(GetBusiness("BRN-1")).body)
    }

    @Test
    fun `an upload from bytes, from text and in a frame is the same`() {
        val whole = doku.prepareUpload(photo, Secret("token"), "boundary-1")
        assertEquals(listOf("Authorization", "Content-Type"), whole.headers.map { it.name })
        assertEquals("Bearer token", whole.headers.first().value)
        assertArrayEquals(whole.body, doku.prepareUpload(photoJson, "token", "boundary-1").body)
        val beginning = photo.copy(file = photo.file?.copy(content = JPEG.copyOf(12)))
        val frame = doku.prepareUploadFrame(beginning, "token", "boundary-1")
        assertNull(frame.request.body)
        assertEquals(whole.headers, frame.request.headers)
        assertArrayEquals(whole.body, frame.head + JPEG + frame.tail)
    }

    @Test
    fun `a boundary that is not given is random, and found by no other`() {
        val types = List(2) { doku.prepareUpload(photo, "token").headers.last().value }
        assertNotEquals(types[0], types[1])
        assertTrue(types.all { it.matches(Regex("multipart/form-data; boundary=[0-9a-f-]{36}")) })
    }

    @Test
    fun `the answer to an upload is read without a signature`() {
        val body = """{"id":"PHP-1","link":"https://example.com/1","category":"PHOTO_PROOF"}""".toByteArray()
        val answer = doku.readUploadFile(doku.prepareUpload(photo, "token"), 200, mapOf(), body)
        assertEquals("absent", answer.signature)
        assertEquals(uploaded, answer.body)
    }

    @Test
    fun `a plan is carried out, and nothing is missing any more`() {
        val plan = uploadPlan(requirements)
        val expected = listOf("brand PHOTO_PROOF null", "contact DOCUMENT KTP", "contact OWNER_LIVENESS null")
        assertEquals(expected, plan.map { "${it.belongsTo} ${it.category} ${it.code}" })
        assertEquals(
            listOf("brands[0].photo_proofs", "contacts[0].documents", "contacts[0].owner_liveness"),
            checkAgainstRequirements(business, requirements).map { it.path.removePrefix("business.") },
        )
        val complete = plan.fold(business) { registration, file ->
            val forms = file.form?.map { RegistrationFormValue(it.code, "1234567890123456") }
            val place = Placement(code = file.code, forms = forms).let {
                if (file.belongsTo == "brand") it.copy(brand = 0) else it.copy(contact = 0)
            }
            placeUpload(registration, UploadAnswer("ID-1", "", file.category), place)
        }
        assertEquals(emptyList<Violation>(), checkAgainstRequirements(complete, requirements))
    }

    @Test
    fun `placing an upload leaves the registration as it was`() {
        val before = business.copy()
        val placed = placeUpload(business, uploaded, Placement(brand = 0))
        assertEquals(before, business)
        assertEquals(listOf(RegistrationPhotoProof("PHP-1")), placed.business.brands.single().photoProofs)
        val refused = fails { placeUpload(business, uploaded, Placement(brand = 1)) }
        assertEquals(listOf("placement" to "out_of_range"), refused.violations.map { it.path to it.code })
    }

    @Test
    fun `the text forms say what the typed ones say`() {
        val json = String(doku.prepareRegisterBusiness(business).body!!)
        assertEquals(business, businessRegistrationFromJson(json))
        val unmet = checkAgainstRequirements(business, requirements)
        assertEquals(unmet, checkAgainstRequirements(json, REQUIREMENTS))
        assertTrue(uploadPlan(REQUIREMENTS).startsWith("""[{"belongs_to":"brand","category":"PHOTO_PROOF""""))
        val upload = """{"id":"PHP-1","link":"https://example.com/1","category":"PHOTO_PROOF"}"""
        val placed = businessRegistrationFromJson(placeUpload(json, upload, """{"brand":0}"""))
        assertEquals(placeUpload(business, uploaded, placementFromJson("""{"brand":0}""")), placed)
    }

    @Test
    fun `the size of a file is that of its content unless given`() {
        assertEquals(emptyList<Violation>(), checkUpload(photo, requirements))
        assertEquals(1, checkUpload(photo, requirements, size = 15_000_001).size)
        assertEquals(checkUpload(photo, requirements, 15_000_001), checkUpload(photoJson, REQUIREMENTS, 15_000_001))
    }

    @Test
    fun `a token expires by the clock or by the given time`() {
        val token = doku.token(jwt(1_000, 1_300))
        assertEquals(listOf(1_000L, 1_300L), listOf(token.issuedAt, token.expiresAt))
        assertTrue(token.isExpired())
        assertFalse(token.isExpired(now = 1_299))
        assertTrue(token.isExpired(now = 1_270, leeway = 30))
        assertFalse(doku.token(jwt(1_000, 4_000_000_000)).isExpired())
    }

    @Test
    fun `an undocumented answer is read where it has known names, and is whole in raw`() {
        val prepared = doku.prepareRegisterBusiness(business)
        val body = """{"id":"BSN-1","extra":[1],"brands":[{"id":"BRN-1"}]}""".toByteArray()
        val answer = doku.readRegisterBusiness(prepared, 200, mapOf(), body)
        assertEquals(RegisteredBusiness("BSN-1", brands = listOf(RegisteredBrand("BRN-1"))), answer.body.business)
        assertArrayEquals(body, answer.raw)
        assertNull(doku.readRegisterBusiness(prepared, 200, mapOf(), "fine".toByteArray()).body.business)
    }

    @Test
    fun `a request is checked without a key`() {
        val json = String(doku.prepareRegisterBusiness(business).body!!)
        assertEquals(emptyList<Violation>(), check("register_business", json))
        assertEquals(emptyList<Violation>(), check("upload_file", photoJson))
        val told = check("upload_file", """{"category": "KTP"}""").map { it.path to it.code }
        assertEquals(listOf("category" to "not_in_list", "file" to "required"), told)
        assertEquals("operation", check("refund", "{}").single().path)
    }

    @TestFactory
    fun `every function fails with a DokuException`(): List<DynamicTest> {
        val other = doku.prepareCall(GenericCall("GET", "/orders"))
        val data = doku.prepareGetBusiness(GetBusiness("BRN-1"))
        val none = ByteArray(0)
        val half = "\uD83D"
        return mapOf<String, () -> Any>(
            "Doku, other query" to { Doku("test", CLIENT_ID, SECRET, query = "both") },
            "prepareCheckRequirements" to { doku.prepareCheckRequirements(question.copy(businessType = "BOTH")) },
            "prepareGenerateToken" to { doku.prepareGenerateToken(GenerateToken(validTime = 0)) },
            "prepareRegisterBusiness" to { doku.prepareRegisterBusiness(business, requestId = "") },
            "prepareCreateBusinessLite" to { doku.prepareCreateBusinessLite(liteRegistrationFromJson("{}")) },
            "prepareGetBusiness" to { doku.prepareGetBusiness(GetBusiness("../token")) },
            "prepareDisburseRdl" to { doku.prepareDisburseRdl(RdlDisbursement(RdlTransaction("1", 9_999))) },
            "prepare, an upload" to { doku.prepare("upload_file", "{}") },
            "prepareUpload, bad token" to { doku.prepareUpload(photo, "a b") },
            "prepareUpload, half a token" to { doku.prepareUpload(photo, Secret(half)) },
            "prepareUpload, text" to { doku.prepareUpload("[]", Secret("")) },
            "prepareUploadFrame" to { doku.prepareUploadFrame(photo, "token", "brand.jpg") },
            "resign, an upload" to { doku.resign(doku.prepareUpload(photo, "token")) },
            "readCheckRequirements" to { doku.readCheckRequirements(other, 200, mapOf(), none) },
            "readGenerateToken" to { doku.token("") },
            "readUploadFile" to { doku.readUploadFile(doku.prepareUpload(photo, "token"), 200, mapOf(), none) },
            "readRegisterBusiness" to { doku.readRegisterBusiness(other, 200, mapOf(), none) },
            "readCreateBusinessLite" to { doku.readCreateBusinessLite(other, 200, mapOf(), none) },
            "readGetBusiness" to { doku.readGetBusiness(data, 200, mapOf(), none) },
            "readDisburseRdl" to { doku.readDisburseRdl(other, 200, mapOf(), none) },
            "isExpired, half a token" to { TokenAnswer(Secret(half), 0, 0).isExpired() },
            "checkAgainstRequirements" to { checkAgainstRequirements("null", "{}") },
            "uploadPlan" to { uploadPlan("{}") },
            "checkUpload" to { checkUpload("{}", "{}", -1) },
            "placeUpload" to { placeUpload(business, uploaded, Placement()) },
            "placeUpload, text" to { placeUpload("{}", "{}", "{}") },
            "checkRequirementsFromJson" to { checkRequirementsFromJson("{}") },
            "generateTokenFromJson" to { generateTokenFromJson("") },
            "uploadFromJson" to { uploadFromJson("{}") },
            "businessRegistrationFromJson" to { businessRegistrationFromJson("{}") },
            "getBusinessFromJson" to { getBusinessFromJson("{}") },
            "rdlDisbursementFromJson" to { rdlDisbursementFromJson("{}") },
            "placementFromJson" to { placementFromJson(half) },
        ).map { (name, call) -> dynamicTest(name) { fails { call() } } }
    }
}
