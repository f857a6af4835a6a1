import MartletCore
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct StreamingOverTests {
    let input = Schema([Field("id", .int), Field("g", .string), Field("v", .int), Field("at", .timestamp(3))])

    func harness(_ frame: OverFrame, _ functions: [OverFunction], rowtime: Bool = true) throws -> OperatorHarness {
        try OperatorHarness(
            OverAggregateOperator(
                partitionKeys: [1], rowtime: rowtime ? 3 : nil, calls: functions.map { OverCall($0, frame: frame, resultType: .int) },
                inputTypes: input.types),
            inputs: [input],
            output: Schema(
                input.fields
                    + functions.indices.map { index in
                        Field("r\(index)", { if case .lag = functions[index] { .int } else { index == 0 ? .int : .bigint } }())
                    }))
    }

    var sum: OverFunction { get throws { try .aggregate(.call("SUM", ["v"], of: input)) } }
    static let rows = """
        id g v at
        1 p 1 08:00:01
        2 q 1 08:00:02
        3 p 2 08:00:03
        4 p 3 08:00:03
        5 p 4 08:00:05
        """

    @Test func peersShareTheirResultUnderRange() throws {
        let harness = try harness(OverFrame(countsRows: false), [sum])
        #expect(try harness.feed(Self.rows) == "")
        #expect(
            try harness.advance(to: "08:00:03") == """
                    id  g  v  at        r0
                +I  1   p  1  08:00:01  1
                +I  2   q  1  08:00:02  1
                +I  3   p  2  08:00:03  6
                +I  4   p  3  08:00:03  6
                """)
        // Behind the watermark.
        try harness.feed("id g v at\n6 r 5 08:00:02")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(try harness.finish() == "    id  g  v  at        r0\n+I  5   p  4  08:00:05  10")
    }

    @Test func rowsLeaveAFrameWithABound() throws {
        let rows = try harness(OverFrame(countsRows: true, start: .preceding(.bigint(1))), [sum])
        try rows.feed(Self.rows)
        #expect(
            try rows.finish() == """
                    id  g  v  at        r0
                +I  1   p  1  08:00:01  1
                +I  2   q  1  08:00:02  1
                +I  3   p  2  08:00:03  3
                +I  4   p  3  08:00:03  5
                +I  5   p  4  08:00:05  7
                """)
        let range = try harness(OverFrame(countsRows: false, start: .preceding(.milliseconds(2_000))), [sum])
        try range.feed(Self.rows)
        #expect(
            try range.advance(to: "08:00:04") == """
                    id  g  v  at        r0
                +I  1   p  1  08:00:01  1
                +I  2   q  1  08:00:02  1
                +I  3   p  2  08:00:03  6
                +I  4   p  3  08:00:03  6
                """)
        // Behind the watermark, but not behind the partition's last row.
        try range.feed("id g v at\n6 q 5 08:00:03\n7 p 5 08:00:03")
        #expect(range.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(try range.finish() == "    id  g  v  at        r0\n+I  6   q  5  08:00:03  6\n+I  5   p  4  08:00:05  9")
    }

    @Test(arguments: [1, 100]) func byProcessingTimeRowsAreSentOnAtOnce(batchSize: Int) throws {
        let harness = try harness(OverFrame(countsRows: true), [sum, .rowNumber], rowtime: false)
        harness.batchSize = batchSize
        #expect(
            try harness.feed("id g v\n1 p 1\n2 q 1\n3 p 2") == """
                    id  g  v  at    r0  r1
                +I  1   p  1  null  1   1
                +I  2   q  1  null  1   1
                +I  3   p  2  null  3   2
                """)
    }

    @Test(arguments: [1, 100]) func lagLooksBack(batchSize: Int) throws {
        let harness = try harness(
            OverFrame(countsRows: true), [sum, .lag(value: 2, offset: 1, defaultValue: nil), .lag(value: 2, offset: 2, defaultValue: 0)])
        harness.batchSize = batchSize
        try harness.feed(Self.rows)
        #expect(
            try harness.finish() == """
                    id  g  v  at        r0  r1    r2
                +I  1   p  1  08:00:01  1   null  1
                +I  2   q  1  08:00:02  1   null  2
                +I  3   p  2  08:00:03  3   1     3
                +I  4   p  3  08:00:03  6   2     1
                +I  5   p  4  08:00:05  10  3     2
                """)
        #expect(throws: MartletError.self) {
            try self.harness(OverFrame(countsRows: true), [.lag(value: 2, offset: -1, defaultValue: nil)])
        }
    }

    @Test func aProcessingTimeRangeWaitsAMillisecond() throws {
        let harness = try harness(OverFrame(countsRows: false, start: .preceding(.milliseconds(1_000))), [sum], rowtime: false)
        #expect(try harness.feed("id g v\n1 p 1\n3 p 2") == "")
        #expect(try harness.setProcessingTime("00:00:00.500") == "    id  g  v  at    r0\n+I  1   p  1  null  3\n+I  3   p  2  null  3")
        try harness.feed("id g v\n4 p 4")
        #expect(try harness.setProcessingTime("00:00:01.200") == "    id  g  v  at    r0\n+I  4   p  4  null  7")
        try harness.feed("id g v\n5 p 8")
        #expect(try harness.setProcessingTime("00:00:02") == "    id  g  v  at    r0\n+I  5   p  8  null  12")
    }
}

/// The changes expected here are those that Flink 2.3 sends for the same rows.
struct NonTimeOverTests {
    let input = Schema([Field("id", .int), Field("x", .int), Field("v", .int)])
    static let changes = "id x v\n+I 1 10 1\n+I 2 10 2\n+I 4 20 4\n+I 5 null 5\n-D 2 10 2\n-U 1 10 1\n+U 1 10 9\n-D 9 11 1"

    func harness(countsRows: Bool) throws -> OperatorHarness {
        try OperatorHarness(
            NonTimeOverOperator(
                partitionKeys: [], sortKey: SortKey(1),
                calls: [OverCall(.aggregate(.call("SUM", ["v"], of: input)), frame: OverFrame(countsRows: countsRows), resultType: .int)],
                inputTypes: input.types, emitsUpdateBefore: true),
            inputs: [input], output: Schema(input.fields + [Field("r", .int)]))
    }

    @Test func underRangePeersChangeWithARow() throws {
        #expect(
            try harness(countsRows: false).feed(Self.changes) == """
                    id  x     v  r
                +I  1   10    1  1
                -U  1   10    1  1
                +U  1   10    1  3
                +I  2   10    2  3
                +I  4   20    4  7
                +I  5   null  5  5
                -U  1   10    1  3
                +U  1   10    1  8
                -U  2   10    2  3
                +U  2   10    2  8
                -U  4   20    4  7
                +U  4   20    4  12
                -U  1   10    1  8
                +U  1   10    1  6
                -D  2   10    2  8
                -U  4   20    4  12
                +U  4   20    4  10
                -D  1   10    1  6
                -U  4   20    4  10
                +U  4   20    4  9
                +U  1   10    9  14
                -U  4   20    4  9
                +U  4   20    4  18
                """)
    }

    @Test func underRowsOnlyThoseBehindItChange() throws {
        #expect(
            try harness(countsRows: true).feed(Self.changes) == """
                    id  x     v  r
                +I  1   10    1  1
                +I  2   10    2  3
                +I  4   20    4  7
                +I  5   null  5  5
                -U  1   10    1  1
                +U  1   10    1  6
                -U  2   10    2  3
                +U  2   10    2  8
                -U  4   20    4  7
                +U  4   20    4  12
                -D  2   10    2  8
                -U  4   20    4  12
                +U  4   20    4  10
                -D  1   10    1  6
                -U  4   20    4  10
                +U  4   20    4  9
                +U  1   10    9  14
                -U  4   20    4  9
                +U  4   20    4  18
                """)
    }
}

struct BatchOverTests {
    let input = Schema([Field("id", .int), Field("g", .string), Field("v", .int), Field("d", .double)])

    func answer(_ calls: [OverCall], partitioned: Bool = true, sortKeys: [SortKey] = [SortKey(0)], rows: String = rows) throws -> [String] {
        let harness = try OperatorHarness(
            BatchOverOperator(partitionKeys: partitioned ? [1] : [], sortKeys: sortKeys, calls: calls, inputTypes: input.types),
            inputs: [input],
            output: Schema(input.fields + calls.enumerated().map { Field("r\($0.offset)", $0.element.resultType) }), runtimeMode: .batch)
        try harness.feed(rows)
        return try harness.finish().split(separator: "\n").dropFirst().map {
            $0.split(separator: " ").filter { $0 != "+I" }.enumerated().filter { $0.offset == 0 || $0.offset > 3 }.map(\.element).joined(
                separator: " ")
        }
    }

    static let rows = "id g v d\n4 a 8 0.1\n1 a 1 0.1\n2 a 2 0.2\n3 b null 0.3\n5 b 16 0.1\n6 b 32 0.2"

    func sum(_ frame: OverFrame) throws -> OverCall {
        try OverCall(.aggregate(.call("SUM", ["v"], of: input)), frame: frame, resultType: .int)
    }

    @Test func everyFrameIsOnItsOwn() throws {
        let none = OverFrame(countsRows: true)
        #expect(
            try answer([
                sum(OverFrame(countsRows: true, start: .preceding(.bigint(1)), end: .following(.bigint(1)))),
                sum(OverFrame(countsRows: true, start: .currentRow, end: .unboundedFollowing)),
                sum(OverFrame(countsRows: true, start: .following(.bigint(1)), end: .following(.bigint(2)))), sum(none),
                sum(OverFrame(countsRows: true, start: .unboundedPreceding, end: .unboundedFollowing)),
                OverCall(.lag(value: 2, offset: 1, defaultValue: nil), frame: none, resultType: .int),
                OverCall(.lead(value: 2, offset: 2, defaultValue: 0), frame: none, resultType: .int),
            ]) == [
                "1 3 11 10 1 11 null 8", "2 11 10 8 3 11 1 2", "4 10 8 null 11 11 2 4", "3 16 48 48 null 48 null 32",
                "5 48 48 32 16 48 null 5",
                "6 48 32 null 48 48 16 6",
            ])
    }

    @Test func rangesGoByTheSortKey() throws {
        #expect(
            try answer(
                [
                    sum(OverFrame(countsRows: false, start: .preceding(.int(1)), end: .currentRow)),
                    sum(OverFrame(countsRows: false, start: .preceding(.int(2)), end: .following(.int(1)))),
                    sum(OverFrame(countsRows: false)),
                ], partitioned: false, sortKeys: [SortKey(2)], rows: "id g v\n1 a 1\n2 a 2\n3 a 2\n4 a 4\n5 a null\n6 a 9")
                == ["5 null null null", "1 1 5 1", "2 5 5 5", "3 5 5 5", "4 4 8 9", "6 9 9 18"])
        #expect(
            try answer(
                [sum(OverFrame(countsRows: false, start: .preceding(.int(1)), end: .currentRow))], partitioned: false,
                sortKeys: [SortKey(2, isDescending: true)], rows: "id g v\n1 a 1\n2 a 2\n3 a 4\n4 a null") == [
                    "3 4", "2 2", "1 3", "4 null",
                ])
    }

    @Test func ranksTellPlaces() throws {
        let frame = OverFrame(countsRows: false)
        let functions: [(OverFunction, DataType)] = [
            (.rowNumber, .bigint), (.rank, .bigint), (.denseRank, .bigint), (.percentRank, .double), (.cumeDist, .double),
            (.ntile(buckets: 3), .int),
        ]
        #expect(
            try answer(
                functions.map { OverCall($0.0, frame: frame, resultType: $0.1) }, partitioned: false, sortKeys: [SortKey(2)],
                rows: "id g v\n1 a 1\n2 a 2\n3 a 2\n4 a 3\n5 a 3") == [
                    "1 1 1 1 0.0 0.2 1", "2 2 2 2 0.25 0.4 1", "3 3 2 2 0.25 0.6 2", "4 4 4 3 0.75 0.8 2", "5 5 4 3 0.75 1.0 3",
                ])
        #expect(throws: MartletError.self) { try answer([OverCall(.ntile(buckets: 0), frame: frame, resultType: .int)]) }
    }

    /// A wide frame slides; a narrow one, or one over DOUBLE, is computed anew for each row.
    @Test func aSlidingFrameGivesTheSameAsOneComputedAnew() throws {
        var random = SplitMix64(seed: 5)
        let rows = (0..<300).map { "\($0) \(["a", "b", "c"][Int(random.next() % 3)]) \(random.next() % 100) 0.1" }
        let text = "id g v d\n" + rows.joined(separator: "\n")
        for (start, end) in [(-40, 3), (-60, -20), (5, 70), (0, 100)] {
            func bound(_ offset: Int) -> OverFrame.Bound {
                offset < 0 ? .preceding(.bigint(Int64(-offset))) : .following(.bigint(Int64(offset)))
            }
            let got = try answer([sum(OverFrame(countsRows: true, start: bound(start), end: bound(end)))], rows: text)
            var expected: [String] = []
            for g in ["a", "b", "c"] {
                let part = rows.map { $0.split(separator: " ") }.filter { $0[1] == g }
                for index in part.indices {
                    let frame = part.indices.filter { ($0 - index) >= start && ($0 - index) <= end }.map { Int(part[$0][2]) ?? 0 }
                    expected.append("\(part[index][0]) \(frame.isEmpty ? "null" : String(frame.reduce(0, +)))")
                }
            }
            #expect(got == expected)
        }
    }
}
