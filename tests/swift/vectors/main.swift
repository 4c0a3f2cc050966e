import DokuKit
import Foundation

let folder = CommandLine.arguments[1]
let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
var failed = false
for file in files {
    let text = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
    let json = try JSON(parsing: text)
    let vector = Vector(json, from: text)
    let result = JSON(vector.run())
    let named = ["stages": json["stages"], "expect": json["expect"]].filter { !$0.value.isNull }
    let got = JSON(["stages": result["stages"], "expect": result])
    let wrong = vector.disagreement.map { "\($0) differ" } ?? difference(.object(named), got)
    print(JSON(["lang": "swift", "file": file, "ok": wrong == nil, "result": result]))
    if let wrong {
        failed = true
        FileHandle.standardError.write(Data("swift \(file): \(wrong)\n".utf8))
    }
}
exit(failed ? 1 : 0)
