package id.dokukit

import id.dokukit.generated.DokuCoreInterface
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Whether the facade has what is generated; an operation that was added to the core shows here. */
class PayloadsTest {
    private val generated = File("../../target/uniffi/kotlin/id/dokukit/generated/dokukit.kt").readText()

    @Test
    fun `every record has its public name`() {
        val files = FOLDERS.flatMap { File(it).walk().maxDepth(1).filter(File::isFile) }
        val aliases = Regex("""typealias (\w+) = id\.dokukit\.generated\.(\w+)\n""")
            .findAll(files.joinToString("") { it.readText() })
            .map { it.groupValues.drop(1) }
            .map { (public, name) -> name.also { assertEquals(RENAMED[name] ?: name, public) } }
            .sorted()
        val records = Regex("""^data class (\w+)""", RegexOption.MULTILINE).findAll(generated).map { it.groupValues[1] }
        val public = records.filterNot { it in OWN || isEnvelope(it) }.sorted().toList()
        assertEquals(public, aliases.toList())
        assertTrue("BusinessRegistration" in public)
    }

    @Test
    fun `every operation has its pair of functions`() {
        val facade = (Doku::class.java.methods + functions("IncomingKt") + functions("DiagnoseKt")).map { it.name }
        // What has an unsigned number in it has a suffix.
        val core = DokuCoreInterface::class.java.declaredMethods.map { it.name.substringBefore('-') }
        val missing = core.map { RENAMED[it] ?: it }.filter { it !in facade }
        assertEquals(emptyList<String>(), missing)
    }

    @Test
    fun `every function has its public name`() {
        val functions = Regex("""^ {4}@Throws\(CoreException::class\) fun `(\w+)`""", RegexOption.MULTILINE)
        val core = functions.findAll(generated).map { it.groupValues[1].removeSuffix("Text") }.toSet()
        val files = listOf("AnswersKt", "ChecksKt", "OnboardingKt", "PayloadsKt", "PreparedRequest", "RequestsKt")
        val facade = files.flatMap { file -> functions(file).map { it.name } }
        val missing = core.map { RENAMED[it] ?: it } - facade.toSet()
        assertEquals(emptyList<String>(), missing)
        assertTrue("placeUpload" in core)
    }

    private fun functions(file: String) = Class.forName("id.dokukit.$file").declaredMethods

    /** Whether the facade gives it as an [Answer]. */
    private fun isEnvelope(record: String) =
        Class.forName("id.dokukit.generated.$record").declaredFields.any { it.name == "replayed" }

    private companion object {
        /** Written by hand, and from the core's tables. */
        val FOLDERS = listOf("src/main/kotlin/id/dokukit", "../../target/facade/kotlin")

        /** Records that the facade makes by itself, from its functions' arguments. */
        val OWN = setOf("Candidates", "Config", "Limits", "Received", "Sent", "SignedMessage", "Stamp")
        val RENAMED = mapOf(
            "KybCallback" to "Callback",
            "redactedAnswer" to "redacted",
            "redactedRequest" to "redacted",
            "serializeRequest" to "serialize",
            "prepareText" to "prepare",
            "readText" to "read",
            "prepareUploadFile" to "prepareUpload",
            "prepareUploadText" to "prepareUpload",
            "prepareUploadFrameText" to "prepareUploadFrame",
            "tokenIsExpired" to "isExpired",
            "checkRequest" to "check",
        )
    }
}
