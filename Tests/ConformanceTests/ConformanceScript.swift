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

    /// All scripts of a suite, by category and name; with `filter`, those whose id has it in it.
    static func all(of suite: Suite, matching filter: String? = nil) throws -> [ConformanceScript] {
        try suite.categories().flatMap { category in
            try FileManager.default.contentsOfDirectory(atPath: suite.directory + "/" + category)
                .filter { $0.hasSuffix(".sql") }.sorted()
                .map { category + "/" + $0.dropLast(4) }
                .filter { filter == nil || $0.contains(filter ?? "") }
                .map { id in
                    let path = suite.directory + "/" + id
                    return ConformanceScript(
                        id: id, text: try String(contentsOfFile: path + ".sql", encoding: .utf8),
                        answers: try String(contentsOfFile: path + ".out", encoding: .utf8))
                }
        }
    }
}

/// A directory of scripts by category, with the files that they read in `data`.
struct Suite: Sendable {
    let directory: String

    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    /// The suite that Martlet is measured by.
    static let conformance = Suite(directory: tests + "/Conformance")
    /// More of the kind, recorded for what is not in it.
    static let more = Suite(directory: tests + "/Answers")

    /// What both suites' scripts read.
    static let data = conformance.directory + "/data"
    static let passing = conformance.directory + "/passing.txt"

    func categories() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: directory + "/" + name, isDirectory: &isDirectory) && isDirectory.boolValue
                && name != "data"
        }
    }
}
