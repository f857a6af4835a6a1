import Foundation

/// The table of `Docs/Conformance.md`: how many scripts of each category agree with Flink.
struct DocumentedCounts {
    private static let page = URL(fileURLWithPath: Suite.tests).deletingLastPathComponent().appendingPathComponent("Docs/Conformance.md")
    private static let marks = (begin: "<!-- counts -->\n", end: "<!-- end of counts -->")

    /// The table as it should be.
    let table: String

    /// - Parameter scripts: all of the suite.
    init(_ scripts: [ConformanceScript], passing: PassingList) {
        let counted = scripts.filter { !$0.isOddity }
        func row(_ name: String, _ scripts: [ConformanceScript]) -> String {
            "| \(name) | \(scripts.count { passing.ids.contains($0.id) }) | \(scripts.count) |\n"
        }
        let categories = Dictionary(grouping: counted, by: \.category).sorted { $0.key < $1.key }
        table =
            "| category | agree | scripts |\n|---|---:|---:|\n" + categories.map { row($0.key, $0.value) }.joined()
            + row("**all**", counted)
    }

    /// The table as the page has it, and the text around it.
    private static func parts() throws -> (before: Substring, table: Substring, after: Substring) {
        let text = try String(contentsOf: page, encoding: .utf8)
        guard let begin = text.range(of: marks.begin), let end = text.range(of: marks.end) else { throw CocoaError(.fileReadCorruptFile) }
        return (text[..<begin.upperBound], text[begin.upperBound..<end.lowerBound], text[end.lowerBound...])
    }

    static func documented() throws -> String { String(try parts().table) }

    func write() throws {
        let (before, _, after) = try Self.parts()
        try (before + table + after).write(to: Self.page, atomically: true, encoding: .utf8)
    }
}
