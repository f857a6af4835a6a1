import Foundation
import Testing

/// The house rule: a target imports only what stands on a lower floor (Docs/Architecture.md).
@Suite struct ImportTests {
    static let floors: [Set<String>] = [
        ["MartletCore"],
        ["MartletColumns"],
        ["MartletState"],
        ["MartletRuntime", "MartletFunctions"],
        ["MartletDataStream", "MartletTableRuntime", "MartletSQL", "MartletFormats"],
        ["MartletFiles", "MartletPatterns"],
        ["MartletConnectors"],
        ["MartletPlanner"],
        ["MartletTable"],
        ["Martlet", "MartletTesting"],
        ["martlet"],
    ]

    static func floor(of target: String) -> Int? { floors.firstIndex { $0.contains(target) } }

    @Test func everyTargetHasAFloor() throws {
        for target in try SourceTree.targets where !target.hasPrefix("C") && target != "MartletMacros" {
            #expect(Self.floor(of: target) != nil, "Sources/\(target) stands on no floor: give it one here and in Docs/Architecture.md")
        }
    }

    @Test func noImportPointsUpwards() throws {
        for file in try SourceTree.swiftFiles {
            guard let own = Self.floor(of: file.target) else { continue }
            for imported in file.imports {
                guard let other = Self.floor(of: imported) else { continue }
                #expect(other < own, "\(file.path) imports \(imported), which does not stand below \(file.target)")
            }
        }
    }

    @Test func eachShimHasOneUser() throws {
        var users: [String: Set<String>] = [:]
        for file in try SourceTree.swiftFiles {
            for imported in file.imports where SourceTree.shims.contains(imported) { users[imported, default: []].insert(file.target) }
        }
        for (shim, targets) in users { #expect(targets.count == 1, "\(shim) is used by \(targets.sorted())") }
    }

    @Test func startUpStaysLight() throws {
        // Foundation takes longer to load than `SELECT 1` may take to run.
        let heavy: Set = ["Foundation", "FoundationInternationalization", "FoundationNetworking", "RegexBuilder"]
        for file in try SourceTree.swiftFiles where file.target != "MartletMacros" {
            #expect(file.imports.isDisjoint(with: heavy), "\(file.path) imports \(file.imports.intersection(heavy).sorted())")
        }
    }
}
