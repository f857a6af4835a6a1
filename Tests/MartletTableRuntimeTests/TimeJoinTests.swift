import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

private let session = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))

struct IntervalJoinTests {
    let left = Schema([Field("id", .int), Field("k", .string), Field("at", .timestamp(3))])
    let right = Schema([Field("rk", .string), Field("v", .int), Field("rat", .timestamp(3))])

    /// The right is up to ten minutes behind the left.
    func harness(_ kind: JoinKind, residual: Evaluation? = nil, rowtime: Bool = true) throws -> OperatorHarness {
        try OperatorHarness(
            IntervalJoinOperator(
                kind: kind, leftTypes: left.types, rightTypes: right.types, leftKeys: [1], rightKeys: [0], nullsMatch: [false],
                timeColumns: rowtime ? (left: 2, right: 2) : nil, lowerBound: -600_000, upperBound: 0, residual: residual, session: session),
            inputs: [left, right], output: Schema(left.fields + right.fields))
    }

    @Test func rowsWithinTheIntervalAreJoined() throws {
        let harness = try harness(.inner)
        #expect(try harness.feed("id k at\n1 a 10:00\n2 a 10:05\n3 null 10:05", input: 0) == "")
        #expect(
            try harness.feed("rk v rat\na 7 10:10\na 8 09:59\na 9 10:16\nnull 9 10:06", input: 1) == """
                    id  k  at     rk  v  rat
                +I  1   a  10:00  a   7  10:10
                +I  2   a  10:05  a   7  10:10
                """)
        #expect(
            try harness.feed("id k at\n4 a 10:09", input: 0) == """
                    id  k  at     rk  v  rat
                +I  4   a  10:09  a   7  10:10
                +I  4   a  10:09  a   9  10:16
                """)
        try harness.advance(to: "11:00")
        #expect(try harness.feed("rk v rat\na 7 10:10", input: 1) == "")
    }

    @Test func anOuterJoinSendsOnWhatHasExpiredAlone() throws {
        let harness = try harness(.full)
        try harness.feed("id k at\n1 a 10:00\n2 b 10:05\n3 null 10:05", input: 0)
        #expect(try harness.feed("rk v rat\na 7 10:10\nc 8 10:00", input: 1).contains("+I  1"))
        #expect(
            try harness.finish().split(separator: "\n").dropFirst().map { $0.split(separator: " ").joined(separator: " ") }.sorted() == [
                "+I 2 b 10:05 null null null", "+I null null null c 8 10:00",
            ])
        let early = try self.harness(.left)
        #expect(
            try early.feed("id k at\n3 null 10:05", input: 0)
                == "    id  k     at     rk    v     rat\n+I  3   null  10:05  null  null  null")
        try early.feed("id k at\n1 a 10:00", input: 0)
        #expect(try early.advance(to: "10:14") == "")
        #expect(try early.advance(to: "10:16") == "    id  k  at     rk    v     rat\n+I  1   a  10:00  null  null  null")
    }

    @Test func theResidualDecidesWhatMatches() throws {
        let isLarge: Evaluation = { frame in .boolean(BooleanColumn(Bitmap(count: frame.count) { frame.column(4).int32.values[$0] > 7 })) }
        let harness = try harness(.left, residual: isLarge)
        try harness.feed("id k at\n1 a 10:00\n2 b 10:00", input: 0)
        #expect(
            try harness.feed("rk v rat\na 7 10:01\na 8 10:02\nb 5 10:03", input: 1) == """
                    id  k  at     rk  v  rat
                +I  1   a  10:00  a   8  10:02
                """)
        #expect(try harness.finish() == "    id  k  at     rk    v     rat\n+I  2   b  10:00  null  null  null")
    }

    @Test func processingTimeIsTheMachines() throws {
        let harness = try harness(.left, rowtime: false)
        try harness.setProcessingTime("10:00")
        try harness.feed("id k\n1 a", input: 0)
        try harness.setProcessingTime("10:05")
        #expect(try harness.feed("rk v\na 7", input: 1) == "    id  k  at    rk  v  rat\n+I  1   a  null  a   7  null")
        try harness.feed("id k\n2 a", input: 0)
        #expect(try harness.setProcessingTime("10:30") == "    id  k  at    rk    v     rat\n+I  2   a  null  null  null  null")
    }
}

struct TemporalJoinTests {
    let left = Schema([Field("id", .int), Field("k", .string), Field("at", .timestamp(3))])
    let right = Schema([Field("rk", .string), Field("v", .int), Field("rat", .timestamp(3))])

    func harness(isLeftOuter: Bool, residual: Evaluation? = nil) throws -> OperatorHarness {
        try OperatorHarness(
            TemporalJoinOperator(
                isLeftOuter: isLeftOuter, leftTypes: left.types, rightTypes: right.types, leftKeys: [1], rightKeys: [0], leftTime: 2,
                rightTime: 2,
                residual: residual, session: session),
            inputs: [left, right], output: Schema(left.fields + right.fields))
    }

    @Test(arguments: [true, false]) func aRowFindsTheVersionOfItsTime(isLeftOuter: Bool) throws {
        let harness = try harness(isLeftOuter: isLeftOuter)
        try harness.feed("rk v rat\n+I a 1 10:00\n+I b 5 10:00\n-U a 1 10:00\n+U a 2 10:10\n-D b 5 10:20", input: 1)
        #expect(
            try harness.feed("id k at\n1 a 10:15\n2 a 09:00\n3 b 10:05\n4 b 10:25\n5 a 10:10\n6 null 10:00\n-D 7 a 10:01", input: 0) == "")
        #expect(
            try harness.advance(to: "10:20")
                == (isLeftOuter
                    ? """
                        id  k     at     rk    v     rat
                    +I  1   a     10:15  a     2     10:10
                    +I  2   a     09:00  null  null  null
                    +I  3   b     10:05  b     5     10:00
                    +I  5   a     10:10  a     2     10:10
                    +I  6   null  10:00  null  null  null
                    -D  7   a     10:01  a     1     10:00
                    """
                    : """
                        id  k  at     rk  v  rat
                    +I  1   a  10:15  a   2  10:10
                    +I  3   b  10:05  b   5  10:00
                    +I  5   a  10:10  a   2  10:10
                    -D  7   a  10:01  a   1  10:00
                    """))
        try harness.feed("rk v rat\n+I b 6 10:22", input: 1)
        #expect(try harness.finish() == "    id  k  at     rk  v  rat\n+I  4   b  10:25  b   6  10:22")
    }

    @Test func aVersionThatIsOverIsForgottenAndALateRowFindsNone() throws {
        let harness = try harness(isLeftOuter: true)
        try harness.feed("rk v rat\n+I a 1 10:00\n+U a 2 10:10\n+U a 3 10:20", input: 1)
        try harness.advance(to: "10:15")
        try harness.feed("id k at\n1 a 10:05\n2 a 10:12", input: 0)
        #expect(
            try harness.advance(to: "10:16") == """
                    id  k  at     rk    v     rat
                +I  1   a  10:05  null  null  null
                +I  2   a  10:12  a     2     10:10
                """)
    }
}

struct WindowJoinTests {
    let left = Schema([Field("k", .string), Field("start", .timestamp(3)), Field("end", .timestamp(3))])
    let right = Schema([Field("rk", .string), Field("v", .int), Field("rstart", .timestamp(3)), Field("rend", .timestamp(3))])

    @Test func eachWindowIsJoinedWhenItIsComplete() throws {
        let harness = try OperatorHarness(
            WindowJoinOperator(
                kind: .full, leftTypes: left.types, rightTypes: right.types, leftKeys: [0, 1, 2], rightKeys: [0, 2, 3],
                nullsMatch: [false, true, true], windowEnds: (left: 2, right: 3), timeType: .timestamp(3), timeZone: .utc, residual: nil,
                session: session),
            inputs: [left, right], output: Schema(left.fields + right.fields))
        #expect(try harness.feed("k start end\na 10:00 10:10\nb 10:00 10:10\na 10:10 10:20", input: 0) == "")
        #expect(try harness.feed("rk v rstart rend\na 1 10:00 10:10\na 2 10:10 10:20\nc 3 10:00 10:10\na 4 10:05 10:10", input: 1) == "")
        #expect(
            try harness.advance(to: "10:10").split(separator: "\n").dropFirst().map { $0.split(separator: " ").joined(separator: " ") }
                .sorted() == [
                    "+I a 10:00 10:10 a 1 10:00 10:10", "+I b 10:00 10:10 null null null null", "+I null null null a 4 10:05 10:10",
                    "+I null null null c 3 10:00 10:10",
                ])
        try harness.feed("k start end\na 10:00 10:10", input: 0)
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(
            try harness.finish() == """
                    k  start  end    rk  v  rstart  rend
                +I  a  10:10  10:20  a   2  10:10   10:20
                """)
    }
}

struct WindowRankTests {
    let input = Schema([Field("k", .string), Field("v", .int), Field("start", .timestamp(3)), Field("end", .timestamp(3))])
    static let rows = """
        k v start end
        a 3 10:00 10:10
        b 5 10:00 10:10
        c 3 10:00 10:10
        d 1 10:10 10:20
        e 4 10:00 10:10
        """

    func harness(_ range: ClosedRange<Int>, descending: Bool = true, prefersLast: Bool = false, outputsRank: Bool = true) throws
        -> OperatorHarness
    {
        try OperatorHarness(
            WindowRankOperator(
                windowStart: 2, windowEnd: 3, timeType: .timestamp(3), timeZone: .utc, partitionKeys: [],
                sortKeys: [SortKey(1, isDescending: descending)], range: range, prefersLast: prefersLast, outputsRank: outputsRank,
                inputTypes: input.types),
            inputs: [input], output: outputsRank ? Schema(input.fields + [Field("rn", .bigint)]) : input)
    }

    @Test func theFirstRowsOfAWindowAreSentOnWhenItIsComplete() throws {
        let harness = try harness(2...3)
        #expect(try harness.feed(Self.rows) == "")
        #expect(
            try harness.advance(to: "10:10") == """
                    k  v  start  end    rn
                +I  e  4  10:00  10:10  2
                +I  a  3  10:00  10:10  3
                """)
        try harness.feed("k v start end\nz 9 10:00 10:10")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(try harness.finish() == "")
    }

    @Test func ofEqualRowsTheLastMayBePreferred() throws {
        #expect(
            try {
                let h = try harness(1...1, descending: false, outputsRank: false); try h.feed(Self.rows); return try h.advance(to: "10:10")
            }()
                == "    k  v  start  end\n+I  a  3  10:00  10:10")
        #expect(
            try {
                let h = try harness(1...1, descending: false, prefersLast: true, outputsRank: false)
                try h.feed(Self.rows)
                return try h.advance(to: "10:10")
            }() == "    k  v  start  end\n+I  c  3  10:00  10:10")
    }
}
