import MartletCore
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

/// The changes expected here are those that Flink 2.3 sends for the same rows.
struct RankTests {
    let input = Schema([Field("u", .string), Field("c", .bigint)])

    func harness(
        _ strategy: RankStrategy, _ range: ClosedRange<Int>, partitioned: Bool = false, outputsRank: Bool = true,
        sortKeys: [SortKey]? = nil,
        mode: RuntimeMode = .streaming
    ) throws -> OperatorHarness {
        try OperatorHarness(
            RankOperator(
                strategy: strategy, partitionKeys: partitioned ? [0] : [], sortKeys: sortKeys ?? [SortKey(1, isDescending: true)],
                range: .constant(start: range.lowerBound, end: range.upperBound), outputsRank: outputsRank, inputTypes: input.types,
                emitsUpdateBefore: true),
            inputs: [input], output: outputsRank ? Schema(input.fields + [Field("rn", .bigint)]) : input, runtimeMode: mode)
    }

    static let growing = "u c\na 11\nb 4\nc 12\nd 11\ne 12"

    @Test func aNewRowMovesTheRowsBehindItOn() throws {
        #expect(
            try harness(.appendFast, 1...3).feed(Self.growing) == """
                    u  c   rn
                +I  a  11  1
                +I  b  4   2
                -U  a  11  1
                +U  c  12  1
                -U  b  4   2
                +U  a  11  2
                +I  b  4   3
                -U  b  4   3
                +U  d  11  3
                -U  a  11  2
                +U  e  12  2
                -U  d  11  3
                +U  a  11  3
                """)
    }

    @Test func withoutTheRankOnlyWhatComesAndGoesIsSent() throws {
        #expect(
            try harness(.appendFast, 1...2, outputsRank: false).feed(Self.growing) == """
                    u  c
                +I  a  11
                +I  b  4
                -D  b  4
                +I  c  12
                -D  a  11
                +I  e  12
                """)
    }

    @Test func theFirstIsUpdatedInItsPlace() throws {
        #expect(
            try harness(.appendFast, 1...1, outputsRank: false).feed(Self.growing) == """
                    u  c
                +I  a  11
                -U  a  11
                +U  c  12
                """)
    }

    @Test func ranksBeforeTheRangeAreLeftOut() throws {
        #expect(
            try harness(.appendFast, 2...3, outputsRank: false).feed(Self.growing) == """
                    u  c
                +I  b  4
                -U  b  4
                +U  a  11
                +I  b  4
                -U  b  4
                +U  d  11
                -U  a  11
                +U  e  12
                -U  d  11
                +U  a  11
                """)
    }

    static let counts = "u c\na 1\nb 1\n+U a 2\n+U a 3\nc 1\n+U b 2\n+U b 3\n+U b 4\n+U c 2\n+U c 3\n+U a 4\n+U c 4\n+U c 5\nd 5"

    @Test func aRowThatMovesUpTakesThePlaceOfOthers() throws {
        #expect(
            try harness(.updateFast(rowKey: [0]), 1...3).feed(Self.counts) == """
                    u  c  rn
                +I  a  1  1
                +I  b  1  2
                -U  a  1  1
                +U  a  2  1
                -U  a  2  1
                +U  a  3  1
                +I  c  1  3
                -U  b  1  2
                +U  b  2  2
                -U  b  2  2
                +U  b  3  2
                -U  a  3  1
                -U  b  3  2
                +U  b  4  1
                +U  a  3  2
                -U  c  1  3
                +U  c  2  3
                -U  c  2  3
                +U  c  3  3
                -U  a  3  2
                +U  a  4  2
                -U  c  3  3
                +U  c  4  3
                -U  b  4  1
                -U  c  4  3
                +U  c  5  1
                -U  a  4  2
                +U  b  4  2
                +U  a  4  3
                -U  b  4  2
                +U  d  5  2
                -U  a  4  3
                +U  b  4  3
                """)
        #expect(
            try harness(.updateFast(rowKey: [0]), 1...2, outputsRank: false).feed("u c\na 3\nb 4\n+U a 4\nc 5\nd 5") == """
                    u  c
                +I  a  3
                +I  b  4
                -U  a  3
                +U  a  4
                -D  a  4
                +I  c  5
                -D  b  4
                +I  d  5
                """)
        #expect(
            try harness(.updateFast(rowKey: [0]), 1...1).feed("u c\na 3\nb 3\n+U b 4")
                == "    u  c  rn\n+I  a  3  1\n-U  a  3  1\n+U  b  4  1")
    }

    @Test(arguments: [1, 4096]) func rowsThatAreTakenBackMakeRoom(batchSize: Int) throws {
        let keys = [SortKey(1)]
        let numbered = try harness(.retract, 1...3, sortKeys: keys)
        numbered.batchSize = batchSize
        #expect(
            try numbered.feed("u c\n+I a 1\n+I b 1\n-D a 1\n+I a 0\n+I c 1\n+I d 1\n-D b 1\n-D d 1\n-D x 1") == """
                    u  c  rn
                +I  a  1  1
                +I  b  1  2
                -U  a  1  1
                +U  b  1  1
                -D  b  1  2
                -U  b  1  1
                +U  a  0  1
                +I  b  1  2
                +I  c  1  3
                -U  b  1  2
                +U  c  1  2
                -U  c  1  3
                +U  d  1  3
                -D  d  1  3
                """)
        #expect(
            try harness(.retract, 1...2, outputsRank: false, sortKeys: keys).feed(
                "u c\n+I a 1\n+I b 1\n-U a 1\n+U a 0\n+I c 1\n-U b 1\n+U b 1\n+I d 0") == """
                        u  c
                    +I  a  1
                    +I  b  1
                    -D  a  1
                    +I  a  0
                    -D  b  1
                    +I  c  1
                    -D  c  1
                    +I  d  0
                    """)
        // LIMIT of changes: no sort keys.
        #expect(
            try harness(.retract, 1...2, outputsRank: false, sortKeys: []).feed(
                "u c\n+I a 1\n+I b 1\n-U a 1\n+U a 2\n+I c 1\n-U b 1\n+U b 2") == """
                        u  c
                    +I  a  1
                    +I  b  1
                    -D  a  1
                    +I  a  2
                    -D  b  1
                    +I  c  1
                    """)
    }

    @Test func eachPartitionHasRanksOfItsOwn() throws {
        #expect(
            try harness(.appendFast, 1...1, partitioned: true, sortKeys: [SortKey(1)], mode: .batch).feed("u c\na 2\nb 3\na 1\nnull 1")
                == "")
        let harness = try harness(.appendFast, 1...2, partitioned: true, sortKeys: [SortKey(1)], mode: .batch)
        try harness.feed("u c\na 2\nb 3\na 1\na 3\nnull 1")
        #expect(try harness.finish() == "    u     c  rn\n+I  a     1  1\n+I  a     2  2\n+I  b     3  1\n+I  null  1  1")
    }

    @Test func theRangeMayEndWhereARowSays() throws {
        let input = Schema([Field("n", .bigint), Field("v", .int)])
        let harness = try OperatorHarness(
            RankOperator(
                strategy: .appendFast, partitionKeys: [0], sortKeys: [SortKey(1)], range: .variable(endColumn: 0), outputsRank: false,
                inputTypes: input.types, emitsUpdateBefore: true),
            inputs: [input], output: input)
        #expect(
            try harness.feed("n v\n1 5\n2 5\n1 4\n2 4\n2 3") == """
                    n  v
                +I  1  5
                +I  2  5
                -D  1  5
                +I  1  4
                +I  2  4
                -D  2  5
                +I  2  3
                """)
    }

    /// Random changes: what is left of the changes sent on is the Top-N of what is left.
    @Test(arguments: [true, false]) func itAgreesWithASortFromScratch(outputsRank: Bool) throws {
        var random = SplitMix64(seed: 11)
        let harness = try harness(.retract, 3...40, outputsRank: outputsRank, sortKeys: [SortKey(1), SortKey(0)])
        var rows: [(String, Int64)] = []
        var result: [String: Int] = [:]
        for _ in 0..<300 {
            var text = "u c"
            for _ in 0..<8 {
                if rows.count > 0, random.next() % 5 < (rows.count > 900 ? 4 : 2) {
                    let row = rows.remove(at: Int(random.next() % UInt64(rows.count)))
                    text += "\n-D \(row.0) \(row.1)"
                } else {
                    rows.append(("u\(random.next() % 50)", Int64(random.next() % 30)))
                    text += "\n+I \(rows[rows.count - 1].0) \(rows[rows.count - 1].1)"
                }
            }
            for line in try harness.feed(text).split(separator: "\n").dropFirst() {
                let cells = line.split(separator: " ")
                let row = cells.dropFirst().joined(separator: " ")
                result[row, default: 0] += cells[0].hasPrefix("+") ? 1 : -1
                if result[row] == 0 { result[row] = nil }
            }
            let sorted = rows.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            var expected: [String: Int] = [:]
            for (rank, row) in sorted.enumerated() where (3...40).contains(rank + 1) {
                expected[outputsRank ? "\(row.0) \(row.1) \(rank + 1)" : "\(row.0) \(row.1)", default: 0] += 1
            }
            #expect(result == expected)
        }
    }
}

struct DeduplicateTests {
    let schema = Schema([Field("id", .int), Field("u", .string), Field("at", .timestamp(3))])
    static let rows = "id u at\n1 a 10:01\n2 b 10:02\n3 a 10:00\n4 a 10:01\n5 b 10:02"

    func harness(rowtime: Bool, keepsLast: Bool, emitsUpdateBefore: Bool = true, mode: RuntimeMode = .streaming) throws -> OperatorHarness {
        try OperatorHarness(
            DeduplicateOperator(
                keys: [1], rowtime: rowtime ? 2 : nil, keepsLast: keepsLast, inputTypes: schema.types, emitsUpdateBefore: emitsUpdateBefore),
            inputs: [schema], output: schema, runtimeMode: mode)
    }

    @Test func theFirstByEventTimeWaitsForTheWatermark() throws {
        let harness = try harness(rowtime: true, keepsLast: false)
        #expect(try harness.feed(Self.rows) == "")
        #expect(try harness.advance(to: "10:01") == "    id  u  at\n+I  3   a  10:00")
        #expect(try harness.feed("id u at\n6 a 10:05\n7 c 10:01\n8 c 10:03") == "")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(try harness.finish() == "    id  u  at\n+I  2   b  10:02\n+I  8   c  10:03")
    }

    @Test func theLastByEventTimeIsReplacedByRowsThatAreNotBeforeIt() throws {
        #expect(
            try harness(rowtime: true, keepsLast: true).feed(Self.rows) == """
                    id  u  at
                +I  1   a  10:01
                +I  2   b  10:02
                -U  1   a  10:01
                +U  4   a  10:01
                -U  2   b  10:02
                +U  5   b  10:02
                """)
    }

    @Test func byProcessingTimeTheOrderOfRowsCounts() throws {
        #expect(try harness(rowtime: false, keepsLast: false).feed(Self.rows) == "    id  u  at\n+I  1   a  10:01\n+I  2   b  10:02")
        #expect(
            try harness(rowtime: false, keepsLast: true, emitsUpdateBefore: false).feed(Self.rows) == """
                    id  u  at
                +I  1   a  10:01
                +I  2   b  10:02
                +U  3   a  10:00
                +U  4   a  10:01
                +U  5   b  10:02
                """)
    }

    @Test func batchModeSendsOnTheRowsThatAreLeft() throws {
        for (keepsLast, expected) in [(true, "4   a  10:01\n+I  5   b  10:02"), (false, "3   a  10:00\n+I  2   b  10:02")] {
            let harness = try harness(rowtime: true, keepsLast: keepsLast, mode: .batch)
            #expect(try harness.feed(Self.rows) == "")
            #expect(try harness.finish() == "    id  u  at\n+I  " + expected)
        }
    }
}
