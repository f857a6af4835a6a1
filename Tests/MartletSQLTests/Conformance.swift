import Foundation

/// The scripts of the conformance suite and the answers of a real Flink to their statements.
enum Conformance {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Conformance").resolvingSymlinksInPath()

    /// All scripts, by their path in the suite.
    static func scripts() throws -> [(name: String, text: String, answers: String)] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        return try files.filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }.map { file in
            let answers = file.deletingPathExtension().appendingPathExtension("out")
            let name = file.path.dropFirst(folder.path.count + 1)
            return (String(name), try String(contentsOf: file, encoding: .utf8), try String(contentsOf: answers, encoding: .utf8))
        }
    }

    /// The first lines of the answers, one a statement, with the line that tells of an error.
    static func answers(in text: String) -> [(head: String, phase: String?, place: String?)] {
        var answers: [(head: String, phase: String?, place: String?)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("> ") { answers.append((String(line.dropFirst(2)), nil, nil)) }
            guard line.hasPrefix("# error "), !answers.isEmpty else { continue }
            for word in line.split(separator: " ") {
                if word.hasPrefix("phase=") { answers[answers.count - 1].phase = String(word.dropFirst(6)) }
                if word.hasPrefix("at=") { answers[answers.count - 1].place = String(word.dropFirst(3)) }
            }
        }
        return answers
    }
}
