import Foundation
import MartletCore
import MartletTable
import Testing

/// The types that Flink 2.3's planner gave calls of all its functions (`Fixtures/function-result-types.tsv`).
@Suite struct FunctionResultTypeTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let call: String
        let type: String
        let isAggregate: Bool

        var testDescription: String { call }
    }

    static let samples: [Sample] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/function-result-types.tsv")
        let lines = ((try? String(contentsOf: path, encoding: .utf8)) ?? "").split(separator: "\n").dropFirst()
        return lines.compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count > 3, !fields[2].isEmpty, !fields[3].isEmpty else { return nil }
            return Sample(call: fields[2], type: fields[3], isAggregate: fields[0].hasPrefix("Aggregate"))
        }
    }()

    @Test func theTableIsThere() { #expect(Self.samples.count > 200) }

    @Test(arguments: samples)
    func theTypeIsFlinks(_ sample: Sample) throws {
        let environment = TableEnvironment()
        // Some aggregates are for bounded inputs only.
        environment.set("execution.runtime-mode", to: "batch")
        let rows = "(SELECT i, CAST(i AS DOUBLE) AS d, s, BITMAP_BUILD(ARRAY[i]) AS bm FROM (VALUES (1, 'a'), (2, 'b')) AS v(i, s)) AS t"
        let table = try environment.sqlQuery("SELECT \(sample.call) FROM \(sample.isAggregate ? rows : "(VALUES 0) AS t(zero)")")
        let type = try table.schema.types[0]
        #expect("\(type)" == sample.type)
    }
}
