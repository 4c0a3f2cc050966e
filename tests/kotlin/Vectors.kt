import java.io.*
import kotlin.system.exitProcess
import kotlinx.serialization.json.*

/** Runs a folder of vectors: as JSON text and, wherever that decodes, as typed records too. */
fun main(arguments: Array<String>) {
    System.setOut(PrintStream(FileOutputStream(FileDescriptor.out), true, Charsets.UTF_8))
    val root = File(arguments.single())
    val files = root.walk().filter { it.extension == "json" }.sorted()
    exitProcess(files.count { !passes(it, it.relativeTo(root).invariantSeparatorsPath) }.coerceAtMost(1))
}

private fun passes(file: File, name: String): Boolean {
    val json = Json.parseToJsonElement(file.readText())
    val vector = Vector(json["operation"].text.orEmpty(), json["given"])
    val result = outcome { vector.run(this) }.toJson()
    val wrong = vector.disagreement?.let { "$it differ" } ?: difference(json["stages"], result["stages"], "stages")
        ?: difference(json["expect"], result, "expect") ?: result["error"]["unexpected"].text
    println(mapOf("lang" to "kotlin", "file" to name, "ok" to (wrong == null), "result" to result).toJson())
    wrong?.let { System.err.println("kotlin $name: $it") }
    return wrong == null
}
