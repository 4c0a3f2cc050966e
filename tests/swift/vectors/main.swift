import DokuKit
import Foundation

// Runs a folder of vectors, as JSON text and as typed records too, and prints what comes out.
let folder = CommandLine.arguments[1]
let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
for file in files {
    let text = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
    let vector = Vector((try? JSON(parsing: text)) ?? .null, from: text)
    let result = JSON(vector.run())
    print(JSON(["lang": "swift", "file": file, "differs": vector.disagreement, "result": result] as [String: Any?]))
}
