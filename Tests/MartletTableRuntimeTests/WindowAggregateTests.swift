import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct WindowAggregateTests {
    static let input = Schema([Field("k", .string), Field("v", .int), Field("at", .timestamp(3))])
    static let output = Schema([
        Field("k", .string), Field("n", .bigint), Field("total", .int), Field("start", .timestamp(3)), Field("end", .timestamp(3)),
    ])

    static func harness(
        _ kind: WindowSpecification.Kind, offset: Duration = .zero, insertOnly: Bool = true, isProcessingTime: Bool = false,
        distinct: Bool = false,
        mode: RuntimeMode = .streaming
    ) throws -> OperatorHarness {
        let window = WindowSpecification(kind, offset: offset, timeColumn: 2, timeType: input.types[2], isProcessingTime: isProcessingTime)
        return try OperatorHarness(
            WindowAggregateOperator(
                assignment: .time(window), keys: [0], inputTypes: input.types,
                calls: [.call("COUNT", ["v"], of: input, distinct: distinct), .call("SUM", ["v"], of: input)],
                inputIsInsertOnly: insertOnly,
                properties: [.start, .end]),
            inputs: [input], output: output, runtimeMode: mode)
    }

    @Test func aTumblingWindowIsSentOnWhenTheWatermarkPassesItsEnd() throws {
        let harness = try Self.harness(.tumble(size: .minutes(60)))
        #expect(try harness.feed("k v at\na 1 10:05\nb 2 10:10\na 3 10:59\na 4 11:01") == "")
        #expect(try harness.advance(to: "10:58") == "")
        #expect(
            try harness.advance(to: "11:00") == """
                    k  n  total  start  end
                +I  a  2  4      10:00  11:00
                +I  b  1  2      10:00  11:00
                """)
        #expect(try harness.feed("k v at\na 9 10:59") == "")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(
            try harness.finish() == """
                    k  n  total  start  end
                +I  a  1  4      11:00  12:00
                """)
    }

    @Test(arguments: [
        WindowSpecification.Kind.tumble(size: .minutes(5)), .hop(slide: .minutes(5), size: .minutes(15)),
        .cumulate(step: .minutes(5), size: .minutes(20)),
    ])
    func howRowsAreCutIntoBatchesChangesNothing(_ kind: WindowSpecification.Kind) throws {
        let rows = (0..<3_000).map { row in
            let minute = row / 60
            return "k\(row * 7 % 11) \(row) 10:\(minute < 10 ? "0" : "")\(minute)"
        }
        func results(batchSize: Int) throws -> String {
            let harness = try Self.harness(kind)
            for start in stride(from: 0, to: rows.count, by: batchSize) {
                try harness.feed((["k v at"] + rows[start..<min(rows.count, start + batchSize)]).joined(separator: "\n"))
            }
            return try harness.finish()
        }
        let whole = try results(batchSize: 3_000)
        #expect(try results(batchSize: 7) == whole)
        #expect(try results(batchSize: 1_500) == whole)
    }

    @Test func hoppingWindowsShareTheirSlices() throws {
        let harness = try Self.harness(.hop(slide: .minutes(5), size: .minutes(10)))
        try harness.feed("k v at\na 1 10:01\na 2 10:06\nb 3 10:07\na 4 10:12")
        #expect(
            try harness.advance(to: "10:10") == """
                    k  n  total  start  end
                +I  a  1  1      09:55  10:05
                +I  a  2  3      10:00  10:10
                +I  b  1  3      10:00  10:10
                """)
        // In time for one of its windows.
        try harness.feed("k v at\na 10 10:09\na 10 10:04")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(
            try harness.finish() == """
                    k  n  total  start  end
                +I  a  3  16     10:05  10:15
                +I  b  1  3      10:05  10:15
                +I  a  1  4      10:10  10:20
                """)
    }

    @Test func cumulatingWindowsGrow() throws {
        let harness = try Self.harness(.cumulate(step: .minutes(5), size: .minutes(20)))
        try harness.feed("k v at\na 1 10:06\nb 2 10:08\na 4 10:12")
        #expect(
            try harness.advance(to: "10:15") == """
                    k  n  total  start  end
                +I  a  1  1      10:00  10:10
                +I  b  1  2      10:00  10:10
                +I  a  2  5      10:00  10:15
                +I  b  1  2      10:00  10:15
                """)
        try harness.feed("k v at\nc 9 10:03\na 1 10:21")
        #expect(
            try harness.finish() == """
                    k  n  total  start  end
                +I  a  2  5      10:00  10:20
                +I  b  1  2      10:00  10:20
                +I  c  1  9      10:00  10:20
                +I  a  1  1      10:20  10:25
                +I  a  1  1      10:20  10:30
                +I  a  1  1      10:20  10:35
                +I  a  1  1      10:20  10:40
                """)
    }

    @Test func windowsOfWhichAllRowsWereTakenBackHaveNoResult() throws {
        let changes = """
                k  v  at
            +I  a  5  10:00:01
            +I  b  6  10:00:02
            -D  a  5  10:00:01
            -D  z  1  10:00:03
            """
        let size = Duration.seconds(10)
        for kind in [.tumble(size: size), .cumulate(step: size, size: size), .hop(slide: size, size: size)] as [WindowSpecification.Kind] {
            let harness = try Self.harness(kind, insertOnly: false)
            try harness.feed(changes)
            #expect(
                try harness.finish() == """
                        k  n   total  start  end
                    +I  b  1   6      10:00  10:00:10
                    +I  z  -1  -1     10:00  10:00:10
                    """)
        }
        let harness = try Self.harness(.session(gap: size), insertOnly: false)
        try harness.feed(changes)
        #expect(
            try harness.finish() == """
                    k  n   total  start     end
                +I  b  1   6      10:00:02  10:00:12
                +I  z  -1  -1     10:00:03  10:00:13
                """)
    }

    @Test(arguments: [1, 100]) func sessionsGrowTogether(batchSize: Int) throws {
        let harness = try Self.harness(.session(gap: .minutes(10)))
        harness.batchSize = batchSize
        try harness.feed("k v at\na 1 10:00\nb 2 10:01\na 3 10:20\na 5 10:10\na 7 10:45\nb 1 10:12")
        #expect(
            try harness.advance(to: "10:32") == """
                    k  n  total  start  end
                +I  b  1  2      10:01  10:11
                +I  b  1  1      10:12  10:22
                +I  a  3  9      10:00  10:30
                """)
        // Late on its own, but a part of a session that is open.
        try harness.feed("k v at\na 9 10:21\na 1 10:36\nb 1 10:20")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 2)
        #expect(
            try harness.finish() == """
                    k  n  total  start  end
                +I  a  2  8      10:36  10:55
                """)
    }

    @Test func distinctValuesAreThoseOfTheWholeWindow() throws {
        for kind in [.hop(slide: .minutes(5), size: .minutes(10)), .cumulate(step: .minutes(5), size: .minutes(10))]
            as [WindowSpecification.Kind]
        {
            let harness = try Self.harness(kind, distinct: true)
            try harness.feed("k v at\na 1 10:01\na 1 10:06\na 2 10:07\na 2 10:08\na null 10:09")
            #expect(try harness.finish().split(separator: "\n").contains { $0.hasPrefix("+I  a  2  6      10:00  10:10") })
        }
        let harness = try Self.harness(.session(gap: .minutes(5)), distinct: true)
        try harness.feed("k v at\na 1 10:01\na 1 10:08\na 2 10:09\na 2 10:04")
        #expect(try harness.finish() == "    k  n  total  start  end\n+I  a  2  6      10:01  10:14")
    }

    @Test func processingTimeIsTheMachines() throws {
        let harness = try Self.harness(.tumble(size: .minutes(1)), isProcessingTime: true)
        try harness.setProcessingTime("10:00:30")
        try harness.feed("k v at\na 1 null")
        #expect(try harness.advance(to: "12:00") == "")
        try harness.setProcessingTime("10:00:40")
        try harness.feed("k v at\na 2 09:00")
        #expect(
            try harness.setProcessingTime("10:01") == """
                    k  n  total  start  end
                +I  a  2  3      10:00  10:01
                """)
    }

    @Test func rowsWithoutATimeFailInStreamingAndAreDroppedInBatchMode() throws {
        #expect(throws: MartletError.self) { try Self.harness(.tumble(size: .minutes(1))).feed("k v at\na 1 null") }
        let harness = try Self.harness(.tumble(size: .minutes(1)), mode: .batch)
        try harness.feed("k v at\na 1 null\na 2 10:00")
        #expect(try harness.finish() == "    k  n  total  start  end\n+I  a  1  2      10:00  10:01")
    }

    @Test func windowsMayComeWithTheRows() throws {
        let input = Schema([Field("k", .string), Field("start", .timestamp(3)), Field("end", .timestamp(3))])
        let harness = try OperatorHarness(
            WindowAggregateOperator(
                assignment: .attached(start: 1, end: 2, timeType: .timestamp(3), timeZone: .utc), keys: [0], inputTypes: input.types,
                calls: [.call("COUNT", of: input)], inputIsInsertOnly: true, properties: [.start, .end, .time]),
            inputs: [input],
            output: Schema([
                Field("k", .string), Field("n", .bigint), Field("start", .timestamp(3)), Field("end", .timestamp(3)),
                Field("time", .timestamp(3)),
            ]))
        try harness.feed("k start end\na 10:00 10:10\na 10:05 10:10\na 10:00 10:10\nb 09:00 09:10")
        #expect(
            try harness.advance(to: "10:10") == """
                    k  n  start  end    time
                +I  b  1  09:00  09:10  09:09:59.999
                +I  a  2  10:00  10:10  10:09:59.999
                +I  a  1  10:05  10:10  10:09:59.999
                """)
    }
}

struct WindowTableFunctionTests {
    let input = Schema([Field("k", .string), Field("at", .timestamp(3))])
    let output = Schema([
        Field("k", .string), Field("at", .timestamp(3)), Field("start", .timestamp(3)), Field("end", .timestamp(3)),
        Field("time", .timestamp(3)),
    ])

    func harness(_ kind: WindowSpecification.Kind, offset: Duration = .zero) throws -> OperatorHarness {
        let window = WindowSpecification(kind, offset: offset, timeColumn: 1, timeType: input.types[1])
        return try OperatorHarness(
            WindowTableFunctionOperator(window: window, inputTypes: input.types, partitionKeys: [0]), inputs: [input], output: output)
    }

    @Test func aRowIsGivenOnceForEachOfItsWindows() throws {
        let rows = "k at\n+I a 10:07\n-D b null"
        #expect(
            try harness(.tumble(size: .minutes(5)), offset: .minutes(1)).feed(rows) == """
                    k  at     start  end    time
                +I  a  10:07  10:06  10:11  10:10:59.999
                """)
        #expect(
            try harness(.hop(slide: .minutes(5), size: .minutes(10))).feed(rows) == """
                    k  at     start  end    time
                +I  a  10:07  10:05  10:15  10:14:59.999
                +I  a  10:07  10:00  10:10  10:09:59.999
                """)
        #expect(
            try harness(.cumulate(step: .minutes(5), size: .minutes(15))).feed(rows) == """
                    k  at     start  end    time
                +I  a  10:07  10:00  10:10  10:09:59.999
                +I  a  10:07  10:00  10:15  10:14:59.999
                """)
    }

    @Test func sessionsAreGivenWhenTheyAreOver() throws {
        let harness = try harness(.session(gap: .minutes(5)))
        #expect(try harness.feed("k at\na 10:07\nb 10:08\na 10:00\na 10:05") == "")
        #expect(
            try harness.advance(to: "10:13") == """
                    k  at     start  end    time
                +I  a  10:00  10:00  10:12  10:11:59.999
                +I  a  10:07  10:00  10:12  10:11:59.999
                +I  a  10:05  10:00  10:12  10:11:59.999
                +I  b  10:08  10:08  10:13  10:12:59.999
                """)
    }
}
