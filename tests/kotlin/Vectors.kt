import java.io.*
import kotlinx.serialization.json.*

/** Runs a folder of vectors, as JSON text and as typed records too, and prints what comes out. */
fun main(arguments: Array<String>) {
    System.setOut(PrintStream(FileOutputStream(FileDescriptor.out), true, Charsets.UTF_8))
    val root = File(arguments.single())
    root.walk().filter { it.extension == "json" }.sorted().forEach { file ->
        val json = runCatching { Json.parseToJsonElement(file.readText()) }.getOrNull()
        val vector = Vector(json["operation"].text.orEmpty(), json["given"])
        val result = outcome { vector.run(this) }.toJson()
        val differs = vector.disagreement ?: result["error"]["unexpected"].text
        val name = file.relativeTo(root).invariantSeparatorsPath
        println(mapOf("lang" to "kotlin", "file" to name, "differs" to differs, "result" to result).toJson())
    }
}
