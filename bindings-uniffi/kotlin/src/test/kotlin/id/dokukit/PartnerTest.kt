package id.dokukit

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
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
    fun `an upload from bytes, from text and in a frame is the same`() {
        val whole = doku.prepareUpload(photo, Secret("token"), "boundary-1")
        assertEquals(listOf("Authorization", "Content-Type"), whole.headers.map { it.name })
        assertEquals("Bearer token", whole.headers.first().value)
        assertArrayEquals(whole.body, doku.prepareUpload(photoJson(), "token", "boundary-1").body)
        val beginning = photo.copy(file = photo.file?.copy(content = JPEG.copyOf(FILE_HEAD_BYTES)))
        val frame = doku.prepareUploadFrame(beginning, "token", "boundary-1")
        val outline = photoJson(JPEG.copyOf(FILE_HEAD_BYTES))
        assertArrayEquals(whole.body, doku.prepareUpload(outline, "token", "boundary-1", JPEG).body)
        assertArrayEquals(frame.tail, doku.prepareUploadFrame(outline, "token", "boundary-1").tail)
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
        assertTrue(unmet.isNotEmpty())
        assertEquals(unmet, checkAgainstRequirements(json, REQUIREMENTS))
        val plan = Json.parseToJsonElement(uploadPlan(REQUIREMENTS)).jsonArray.map { it.jsonObject["category"] }
        assertEquals(uploadPlan(requirements).map { JsonPrimitive(it.category) }, plan)
        val upload = """{"id":"PHP-1","link":"https://example.com/1","category":"PHOTO_PROOF"}"""
        val placed = businessRegistrationFromJson(placeUpload(json, upload, """{"brand":0}"""))
        assertEquals(placeUpload(business, uploaded, placementFromJson("""{"brand":0}""")), placed)
    }

    @Test
    fun `the size of a file is that of its content unless given`() {
        assertEquals(emptyList<Violation>(), checkUpload(photo, requirements))
        assertEquals(1, checkUpload(photo, requirements, size = 15_000_001).size)
        assertEquals(checkUpload(photo, requirements, 15_000_001), checkUpload(photoJson(), REQUIREMENTS, 15_000_001))
    }

    @Test
    fun `a token expires by the clock or by the given time`() {
        val token = doku.token(jwt(1_000, 1_300))
        assertTrue(token.isExpired())
        assertFalse(token.isExpired(now = 1_299))
        assertTrue(token.isExpired(now = 1_270, leeway = 30))
        assertFalse(doku.token(jwt(1_000, 4_000_000_000)).isExpired())
    }

    /** What no vector calls; their runner tells of any other exception. */
    @TestFactory
    fun `what takes records fails with a DokuException`() = mapOf<String, () -> Any>(
        "attachSignature" to { doku.attachSignature(doku.prepareRegisterBusiness(business), "HMACSHA256=") },
        "placeUpload" to { placeUpload(business, uploaded, Placement()) },
        "placementFromJson" to { placementFromJson("\uD83D") },
        "prepareUpload, half a token" to { doku.prepareUpload(photo, Secret("\uD83D")) },
        "prepareUploadFrame" to { doku.prepareUploadFrame(photo, "token", "brand.jpg") },
        "prepareUploadFrame, text" to { doku.prepareUploadFrame("{}", "token") },
        "resign, an upload" to { doku.resign(doku.prepareUpload(photo, "token")) },
        "timestampFromUnix" to { timestampFromUnix(Long.MIN_VALUE) },
    ).map { (name, call) -> dynamicTest(name) { fails { call() } } }
}
