import Foundation

/// A script of the suite with Flink's answers to it.
struct ConformanceScript: Sendable {
    /// `category/name`
    let id: String
    let text: String
    let expected: [Answer]
    private let directives: [String: String]

    var category: String { isOddity ? "oddity" : String(id.prefix { $0 != "/" }) }
    /// Whether Flink itself surprises here: differences are reported but do not count.
    var isOddity: Bool { directives["oddity"] != nil }
    var mode: String { directives["mode"] ?? "changelog" }
    var runtime: String { directives["runtime"] ?? "streaming" }

    init(id: String, text: String, answers: String) {
        self.id = id
        self.text = text
        expected = Answer.answers(in: answers)
        var directives: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /-- ([a-z-]+): (.*)/) else { continue }
            directives[String(match.1)] = String(match.2)
        }
        self.directives = directives
    }

    /// All scripts of the suite, by category and name; with `filter`, those whose id has it in it.
    static func all(matching filter: String? = nil) throws -> [ConformanceScript] {
        try Suite.categories().flatMap { category in
            try FileManager.default.contentsOfDirectory(atPath: Suite.directory + "/" + category)
                .filter { $0.hasSuffix(".sql") }.sorted()
                .map { category + "/" + $0.dropLast(4) }
                .filter { filter == nil || $0.contains(filter ?? "") }
                .map { id in
                    let path = Suite.directory + "/" + id
                    return ConformanceScript(
                        id: id, text: try String(contentsOfFile: path + ".sql", encoding: .utf8),
                        answers: try String(contentsOfFile: path + ".out", encoding: .utf8))
                }
        }
    }
}

/// Where the suite is.
enum Suite {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Conformance").path
    static let data = directory + "/data"
    static let passing = directory + "/passing.txt"

    static func categories() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: directory + "/" + name, isDirectory: &isDirectory) && isDirectory.boolValue
                && name != "data"
        }
    }
}
