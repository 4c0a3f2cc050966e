// swift-tools-version: 6.0
import PackageDescription

// The packed package is put beside this file.
let package = Package(
    name: "e2e",
    platforms: [.macOS(.v15)],
    dependencies: [.package(path: "DokuKit")],
    targets: [.executableTarget(name: "e2e", dependencies: ["DokuKit"])]
)
