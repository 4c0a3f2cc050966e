// swift-tools-version: 6.0
import PackageDescription

// The packed package is put beside this file.
let package = Package(
    name: "shop",
    dependencies: [.package(path: "DokuKit")],
    targets: [.executableTarget(name: "shop", dependencies: ["DokuKit"])]
)
