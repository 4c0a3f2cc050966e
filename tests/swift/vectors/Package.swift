// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "vectors",
    dependencies: [.package(path: "../../../bindings-uniffi/swift")],
    targets: [
        .executableTarget(
            name: "vectors",
            dependencies: [.product(name: "DokuKit", package: "swift")],
            path: "."
        )
    ]
)
