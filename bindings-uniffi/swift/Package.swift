// swift-tools-version: 6.0
import PackageDescription

// `cargo xtask build --only swift` writes the folder Generated and builds this package.
let package = Package(
    name: "DokuKit",
    platforms: [.macOS(.v12), .iOS(.v15), .tvOS(.v15), .watchOS(.v8)],
    products: [.library(name: "DokuKit", targets: ["DokuKit"])],
    targets: [
        .target(name: "DokuKit", dependencies: ["DokuKitCore"]),
        .target(
            name: "DokuKitCore",
            dependencies: ["DokuKitFFI"],
            exclude: ["Generated/libdokukit_uniffi.a"],
            linkerSettings: [.unsafeFlags(["-L\(Context.packageDirectory)/Sources/DokuKitCore/Generated"])]
        ),
        .systemLibrary(name: "DokuKitFFI"),
        .testTarget(name: "DokuKitTests", dependencies: ["DokuKit", "DokuKitFFI"]),
    ]
)
