// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

// Targets stand on floors and import downwards only (Docs/Architecture.md); a test checks it.

let package = Package(
    name: "martlet",
    products: [
        .executable(name: "martlet", targets: ["martlet"]),
        .library(name: "Martlet", targets: ["Martlet"]),
        .library(name: "MartletTesting", targets: ["MartletTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        // Libraries of the system, each behind one thin module.
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Floor 0: values, types, time, codecs, hashing, errors.
        .target(name: "MartletCore"),
        // Floor 1: columns and their kernels.
        .target(name: "MartletColumns", dependencies: ["MartletCore"]),
        // Floor 2: state, found by stable hashes, and the handles of functions.
        .target(name: "MartletState", dependencies: ["MartletColumns", "MartletCore"]),
        // Floor 3: job graph, subtasks, exchanges, hosts.
        .target(
            name: "MartletRuntime",
            dependencies: [
                "CMalloc", "MartletColumns", "MartletCore", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "DequeModule", package: "swift-collections"), .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        // Floor 3: SQL's scalar and aggregate functions, each said once.
        .target(name: "MartletFunctions", dependencies: ["CPCRE2", "MartletColumns", "MartletCore"]),
        // Floor 4: columnar operators.
        .target(
            name: "MartletTableRuntime",
            dependencies: [
                "MartletColumns", "MartletCore", "MartletFunctions", "MartletRuntime",
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        // Floor 9: drives operators by hand, for tests.
        .target(name: "MartletTesting", dependencies: ["MartletColumns", "MartletCore", "MartletRuntime"]),
        // Floor 4: text to syntax tree, and back.
        .target(name: "MartletSQL", dependencies: ["MartletCore"]),
        // Floor 4: the typed API and its operators.
        .target(name: "MartletDataStream", dependencies: ["MartletColumns", "MartletCore", "MartletRuntime", "MartletState"]),
        // Floor 4: rows as bytes.
        .target(name: "MartletFormats", dependencies: ["MartletColumns", "MartletCore", "MartletRuntime"]),
        // Floor 5: patterns of events.
        .target(name: "MartletPatterns", dependencies: ["MartletCore", "MartletDataStream", "MartletRuntime", "MartletState"]),
        // Floor 5: local files.
        .target(
            name: "MartletFiles",
            dependencies: [
                "CZlib", "MartletColumns", "MartletCore", "MartletDataStream", "MartletFormats", "MartletRuntime",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // Floor 6: the other connectors, and the list of all.
        .target(
            name: "MartletConnectors",
            dependencies: ["MartletColumns", "MartletCore", "MartletFiles", "MartletFormats", "MartletRuntime"]),
        // Floor 7: catalog objects, binding, logical and physical plans, their translation to stream graphs.
        .target(
            name: "MartletPlanner",
            dependencies: [
                "MartletColumns", "MartletCore", "MartletFunctions", "MartletRuntime", "MartletSQL", "MartletTableRuntime",
            ]),
        // Floor 8: the Table API, statements of SQL executed, scripts and their answers.
        .target(
            name: "MartletTable",
            dependencies: [
                "MartletColumns", "MartletConnectors", "MartletCore", "MartletDataStream", "MartletFunctions", "MartletPlanner",
                "MartletRuntime", "MartletSQL",
            ]),
        // Floor 9: what programs import.
        .target(
            name: "Martlet",
            dependencies: [
                "MartletColumns", "MartletCore", "MartletDataStream", "MartletFiles", "MartletMacros", "MartletPatterns", "MartletRuntime",
                "MartletState", "MartletTable",
            ]),
        // Beside the floors: runs in the compiler.
        .macro(
            name: "MartletMacros",
            dependencies: [
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ]),
        // Floor 10: the command line.
        .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
        .executableTarget(
            name: "martlet",
            dependencies: [
                "CEdit", "MartletColumns", "MartletConnectors", "MartletCore", "MartletFormats", "MartletRuntime", "MartletSQL",
                "MartletTable",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "Logging", package: "swift-log"),
            ]),
        // Programs to begin from.
        .executableTarget(name: "word-count", dependencies: ["Martlet"], path: "Examples/WordCount"),
        .executableTarget(name: "flights", dependencies: ["Martlet"], path: "Examples/Flights/Swift"),
        // What is measured, and how: Benchmarks/run.sh.
        .executableTarget(
            name: "martlet-benchmarks",
            dependencies: [
                "Martlet", "MartletColumns", "MartletConnectors", "MartletCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks", exclude: ["run.sh"]),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "ConformanceTests", dependencies: ["MartletCore", "MartletSQL", "MartletTable"]),
        .testTarget(name: "ExamplesTests", dependencies: ["Martlet", "flights", "word-count"]),
        .testTarget(name: "MartletCoreTests", dependencies: ["MartletCore"]),
        .testTarget(name: "MartletColumnsTests", dependencies: ["MartletColumns"]),
        .testTarget(
            name: "MartletDataStreamTests", dependencies: ["MartletCore", "MartletDataStream", "MartletRuntime", "MartletState"],
            exclude: ["Answers"]),
        .testTarget(
            name: "MartletConnectorsTests", dependencies: ["MartletColumns", "MartletConnectors", "MartletCore", "MartletRuntime"]),
        .testTarget(name: "MartletFormatsTests", dependencies: ["MartletColumns", "MartletCore", "MartletFormats", "MartletRuntime"]),
        .testTarget(name: "MartletFunctionsTests", dependencies: ["MartletFunctions"]),
        .testTarget(name: "MartletPlannerTests", dependencies: ["MartletPlanner", "MartletTesting"]),
        .testTarget(
            name: "MartletMacrosTests",
            dependencies: ["MartletMacros", .product(name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax")]),
        .testTarget(
            name: "MartletRuntimeTests",
            dependencies: [
                "MartletCore", "MartletRuntime", .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]),
        .testTarget(
            name: "MartletPatternsTests", dependencies: ["MartletCore", "MartletDataStream", "MartletPatterns", "MartletRuntime"],
            exclude: ["Answers"]),
        .testTarget(name: "MartletStateTests", dependencies: ["MartletColumns", "MartletCore", "MartletState"]),
        .testTarget(name: "MartletTests", dependencies: ["Martlet", "MartletColumns"]),
        .testTarget(name: "MartletSQLTests", dependencies: ["MartletSQL"], exclude: ["Fixtures"]),
        .testTarget(
            name: "MartletTableTests",
            dependencies: ["Martlet", "MartletColumns", "MartletCore", "MartletFunctions", "MartletPlanner", "MartletTable"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "MartletTableRuntimeTests",
            dependencies: [
                "MartletColumns", "MartletCore", "MartletFunctions", "MartletRuntime", "MartletTableRuntime", "MartletTesting",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
