import DokuKit
import Foundation

// Runs a folder of vectors and prints one line of JSON for each; `tests/README.md` says what is in it.
let folder = CommandLine.arguments[1]
let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
for file in files {
    let vector = Vector(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")))
    let result = JSON(vector.run())
    print(JSON(["lang": "swift", "file": file, "differs": vector.differs, "result": result] as [String: Any?]))
}
