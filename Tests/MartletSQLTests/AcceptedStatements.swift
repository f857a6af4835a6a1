import Foundation

/// Statements that Flink's parser was asked about.
enum AcceptedStatements {
    static let all: [(isAccepted: Bool, statement: String)] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/accepted-statements.tsv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            return (fields[0] == "yes", String(fields[2]))
        }
    }()
}
