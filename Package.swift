// swift-tools-version: 6.2
// The layers of ARCHITECTURE.md: a target imports only what its line here names.
// `Tools/check layers` holds every source file to this table.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func layer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "engaged",
    products: [
        .executable(name: "engaged", targets: ["engaged"]),
        .executable(name: "engagectl", targets: ["engagectl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // What swift-nio brings along, held to the versions that were tested.
        .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
    ],
    targets: [
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CSystemd", linkerSettings: [.linkedLibrary("systemd")]),
        .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
        layer("Schema", []),
        layer("Lifecycle", ["Schema"]),
        layer("Ledger", ["CSQLite", "CCrypto"]),
        layer("Views", ["Lifecycle", "Schema", "Ledger", "CSQLite"]),
        layer("Varlink", ["Schema"] + nio),
        layer("Application",
              ["Schema", "Lifecycle", "Ledger", "Views", "Varlink", "CSystemd"] + nio),
        layer("Console", ["Schema", "Lifecycle", "Ledger", "Views", "Varlink"]),
        program("engaged", ["Application", arguments]),
        program("engagectl", ["Console"]),

        .executableTarget(name: "schema-files", dependencies: ["Application", "Lifecycle", "Schema"],
                          path: "Tools/schema-files", swiftSettings: strict),

        .executableTarget(name: "bench-support", dependencies: ["Ledger", "Lifecycle", "Schema", "Views"],
                          path: "Tools/bench-support", swiftSettings: strict),

        .target(name: "CFaultVFS", path: "Tests/Support/CFaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "TestSupport", dependencies: ["Schema"], path: "Tests/Support/TestSupport",
                swiftSettings: strict),
        .target(name: "LedgerVectors", dependencies: ["Ledger", "Lifecycle", "Schema", "CSQLite"],
                path: "Tests/Support/LedgerVectors", swiftSettings: strict),
        .target(name: "Histories", dependencies: ["Ledger", "Lifecycle", "Schema"], path: "Tests/Support/Histories",
                swiftSettings: strict),
        .executableTarget(name: "ledger-vectors", dependencies: ["LedgerVectors"],
                          path: "Tests/Support/ledger-vectors", swiftSettings: strict),
        .executableTarget(name: "varlink-certification", dependencies: ["Varlink", "Schema"] + nio,
                          path: "Tests/Support/varlink-certification", swiftSettings: strict),
        tests("SchemaTests", ["Schema", "TestSupport"]),
        tests("LifecycleTests", ["Lifecycle", "Schema", "TestSupport"]),
        tests("LedgerTests", ["Ledger", "CSQLite", "CFaultVFS", "TestSupport"]),
        tests("ViewsTests",
              ["Views", "Lifecycle", "Ledger", "LedgerVectors", "Histories", "Schema", "CSQLite", "TestSupport"]),
        tests("VarlinkTests", ["Varlink", "Schema", "TestSupport"] + nio),
        tests("ApplicationTests",
              ["Application", "Views", "Ledger", "Lifecycle", "Schema", "Varlink", "CFaultVFS", "TestSupport"] + nio),
        tests("ConsoleTests", ["Console", "Lifecycle", "Schema", "Varlink", "Views", "Ledger", "TestSupport"]),
        tests("ProcessTests",
              ["Varlink", "Schema", "Lifecycle", "Ledger", "Histories", "CSQLite", "TestSupport"] + nio),
    ]
)
