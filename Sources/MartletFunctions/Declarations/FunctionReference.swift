/// The reference page of all functions, `Docs/Functions.md`, made from their declarations.
package enum FunctionReference {
    package static var markdown: String {
        var page = """
            # Functions

            Everything here comes from the functions' declarations in `Sources/MartletFunctions`; a test keeps this page equal to them
            (`MARTLET_RECORD_REFERENCE=1 swift test --filter FunctionReferenceTests` writes it anew) and runs every example.

            Names are found in any case. Where an argument is NULL, so is the result, unless said otherwise. COALESCE, IF, IFNULL, NULLIF, CASE, CAST, IN,
            BETWEEN, AND and OR are part of the language: they compute only what they need.

            """
        for group in ScalarFunctionCatalog.groups {
            page += "\n## \(group.title)\n\n"
            for function in group.functions { page += entry(function) }
        }
        page += "\n## Aggregates\n\n"
        for function in AggregateCatalog.builtIn { page += entry(function) }
        return page
    }

    private static func entry(_ function: ScalarFunction) -> String {
        let calls = function.overloads.map { "`\(spelling(of: function.name, $0))`" }
        var text = "- \(unique(calls).joined(separator: ", "))\(synonyms(function.aliases))\\\n  \(function.summary)"
        for example in function.examples { text += " `\(example.call)` is \(example.answer.map { "`\($0)`" } ?? "NULL")." }
        return text + "\n"
    }

    private static func entry(_ function: AggregateFunction) -> String {
        "- \(function.signatures.map { "`\($0)`" }.joined(separator: ", "))\(synonyms(function.aliases))\\\n  \(function.summary)"
            + (function.isBatchOnly ? " In batch mode only." : "") + "\n"
    }

    private static func synonyms(_ aliases: [String]) -> String {
        aliases.isEmpty ? "" : ", also " + aliases.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func unique(_ calls: [String]) -> [String] {
        var seen: Set<String> = []
        return calls.filter { seen.insert($0).inserted }
    }

    /// A call as it is written: operators stand between their operands, tests behind.
    private static func spelling(of name: String, _ overload: Overload) -> String {
        var parameters = overload.parameters.map(\.description)
        let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        if parameters.count == 2, !isWord || ["LIKE"].contains(name) { return parameters.joined(separator: " \(name) ") }
        if parameters.count == 1, name.hasPrefix("IS ") { return "\(parameters[0]) \(name)" }
        if parameters.count == 1, name.hasPrefix("unary ") { return "\(name.dropFirst(6))\(parameters[0])" }
        for index in parameters.indices.suffix(overload.optional) { parameters[index] = "[\(parameters[index])]" }
        return "\(name)(\(parameters.joined(separator: ", "))\(overload.isVariadic ? ", ..." : ""))"
    }
}
