package id.dokukit

import id.dokukit.generated.FfiConverterTypeSecret
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.NotSerializableException
import java.io.ObjectOutputStream
import java.lang.reflect.Modifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test

class SecretTest {
    private val doku = doku()
    private val key = "SK-of-a-brand-91"
    private val token = jwt(1_000, 4_000_000_000, "c2VjcmV0LXBhcnQ")

    @Test
    fun `a secret shows nothing and gives its text`() {
        val secret = Secret(key)
        assertEquals("[redacted] [redacted] [[redacted]]", "$secret ${"%s".format(secret)} ${listOf(secret)}")
        assertEquals(key, secret.expose())
        assertThrows(NotSerializableException::class.java) {
            ObjectOutputStream(ByteArrayOutputStream()).writeObject(secret)
        }
        assertTrue(Secret::class.java.declaredFields.all { Modifier.isTransient(it.modifiers) })
    }

    @Test
    fun `secrets are equal by their texts`() {
        assertEquals(Secret(key), Secret(key))
        assertEquals(Secret(key).hashCode(), Secret(key).hashCode())
        for (other in listOf("", key.lowercase(), "$key-", key.dropLast(1), "\uD83D")) {
            assertNotEquals(Secret(key), Secret(other))
        }
        assertNotEquals(Secret("\uD83D"), Secret("\uFFFD"))
        assertFalse(Secret(key).equals(key))
    }

    @Test
    fun `records with secrets are compared, copied and printed`() {
        val answer = doku.token(token)
        assertEquals(answer, doku.token(token))
        assertEquals(answer.hashCode(), doku.token(token).hashCode())
        assertEquals(answer, answer.copy())
        assertNotEquals(answer, answer.copy(token = Secret("other")))
        assertEquals(TokenAnswer(Secret(token), 1_000, 4_000_000_000), answer)
        assertTrue("$answer".startsWith("TokenAnswer") && token !in "$answer", "$answer")
    }

    @Test
    fun `no print of an answer shows a secret`() {
        val prepared = doku.prepareGetBusiness(GetBusiness("BRN-1"))
        val json = """{"id":"BSN-1","brands":[{"id":"BRN-1","shared_key":"$key"}]}""".toByteArray()
        val data = doku.readGetBusiness(prepared, 200, mapOf(), json)
        val brand = data.body.brands!!.single()
        assertEquals(key, brand.sharedKey?.expose())
        val registered = doku.readRegisterBusiness(doku.prepareRegisterBusiness(business), 200, mapOf(), json)
        assertEquals(Secret(key), registered.body.business?.brands?.single()?.sharedKey)
        val answer = doku.token(token)
        val upload = doku.prepareUpload(photo, answer.token)
        val frame = doku.prepareUploadFrame(photo, answer.token)
        val text = doku.read(prepared, 200, mapOf(), json)
        val printed = listOf(
            data, data.body, brand, brand.sharedKey, registered, registered.body, registered.body.business, answer,
            text, upload, upload.headers, frame, photo, photo.file, business,
        ).joinToString("\n")
        assertTrue("[redacted]" in printed, printed)
        val secrets = listOf(key, token, business.business.email, business.business.contacts.single().name)
        assertEquals(emptyList<String>(), secrets.filter { it in printed }, printed)
    }

    @Test
    fun `a token outlives its answer and the Doku that read it`() {
        val secret = doku().use { other -> other.token(token).also { it.destroy() }.token }
        System.gc()
        val headers = doku.prepareUpload(photo, secret).headers
        assertEquals("Bearer $token", headers.single { it.name == "Authorization" }.value)
        assertEquals("Bearer $token", doku.prepareUpload(photo, secret.expose()).headers.first().value)
    }

    @Test
    fun `the core keeps nothing of the secrets that crossed`() {
        val status = File("/proc/self/status")
        assumeTrue(status.exists())
        fun native(): Long {
            System.gc()
            val resident = status.readLines().single { it.startsWith("VmRSS:") }.filter(Char::isDigit).toLong()
            return resident / 1024 - Runtime.getRuntime().totalMemory() / (1 shl 20)
        }
        val secret = Secret("A".repeat(1 shl 20))
        fun rounds(count: Int) = repeat(count) {
            val crossed = FfiConverterTypeSecret.lift(FfiConverterTypeSecret.lower(secret))
            assertEquals(secret.expose(), crossed.expose())
        }
        rounds(200)
        val before = native()
        rounds(400)
        val grown = native() - before
        assertTrue(grown < 200, "400 rounds with a secret of 1 MB left $grown MB behind")
    }
}
