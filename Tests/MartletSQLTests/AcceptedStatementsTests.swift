import Foundation
import Testing

@testable import MartletSQL

/// Statements that Flink's parser was asked about.
private let probes: [(isAccepted: Bool, statement: String)] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/accepted-statements.tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().map { line in
        let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        return (fields[0] == "yes", String(fields[2]))
    }
}()

@Test func whatFlinkAcceptsIsAcceptedAndWhatItRefusesIsRefused() {
    #expect(probes.count == 338)
    for probe in probes {
        if probe.isAccepted {
            #expect(throws: Never.self, "\(probe.statement)") { _ = try Parser.parse(probe.statement) }
        } else {
            #expect(throws: (any Error).self, "\(probe.statement)") { _ = try Parser.parse(probe.statement) }
        }
    }
}
