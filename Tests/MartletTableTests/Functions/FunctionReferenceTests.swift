import Foundation
import MartletFunctions
import Testing

/// `Docs/Functions.md` says what the declarations say.
@Suite struct FunctionReferenceTests {
    private let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Docs/Functions.md").standardized

    @Test func thePageIsThatOfTheDeclarations() throws {
        let page = FunctionReference.markdown
        if ProcessInfo.processInfo.environment["MARTLET_RECORD_REFERENCE"] != nil {
            try page.write(to: path, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: path, encoding: .utf8)
        #expect(written == page, "Docs/Functions.md is not up to date; MARTLET_RECORD_REFERENCE=1 writes it anew.")
    }

    @Test func everyFunctionIsDescribed() {
        for function in ScalarFunctionCatalog.builtIn {
            #expect(function.summary.hasSuffix("."), "\(function.name)")
            #expect(!function.overloads.isEmpty, "\(function.name)")
        }
        for function in AggregateCatalog.builtIn { #expect(!function.signatures.isEmpty, "\(function.name)") }
    }

    @Test func noNameIsGivenTwice() {
        var seen: Set<String> = []
        for name in ScalarFunctionCatalog.builtIn.flatMap({ [$0.name] + $0.aliases })
            + AggregateCatalog.builtIn.flatMap({ [$0.name] + $0.aliases })
        {
            #expect(seen.insert(name).inserted, "\(name)")
        }
    }
}
