import MartletColumns
import MartletCore
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct SortTests {
    let schema = Schema([Field("n", .int), Field("s", .string)])

    func sorted(_ keys: [SortKey], offset: Int = 0, fetch: Int? = nil) throws -> [String] {
        let harness = try OperatorHarness(
            SortOperator(keys: keys, inputTypes: schema.types, offset: offset, fetch: fetch), inputs: [schema], output: schema,
            runtimeMode: .batch)
        try harness.feed("n s\n2 b\nnull x\n-1 a\n2 aa\n2 null\n7 ''")
        return try harness.finish().split(separator: "\n").dropFirst().map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    }

    @Test func nullsComeFirstWhenAscendingAndLastWhenDescending() throws {
        #expect(try sorted([SortKey(0), SortKey(1)]) == ["null x", "-1 a", "2 null", "2 aa", "2 b", "7 ''"])
        #expect(
            try sorted([SortKey(0, isDescending: true), SortKey(1, isDescending: true)]) == [
                "7 ''", "2 b", "2 aa", "2 null", "-1 a", "null x",
            ])
        #expect(try sorted([SortKey(0, nullsFirst: false)]) == ["-1 a", "2 b", "2 aa", "2 null", "7 ''", "null x"])
        #expect(try sorted([SortKey(1)], offset: 1, fetch: 2) == ["7 ''", "-1 a"])
        #expect(try sorted([SortKey(1)], offset: 9) == [])
    }

    @Test func encodedKeysAreOrderedAsTheirValues() throws {
        let doubles: [Value] = [-.infinity, -1e300, -1, -1e-300, 0, 1e-300, 2, .infinity, .nan].map { .double($0) }
        let decimals: [Value] = [-5, -1, 0, 1, 99].map { .decimal(Decimal128(unscaled: $0, scale: 2)) }
        let texts: [Value] = ["", "\0", "\0\0", "\0a", "a", "a\0", "aa", "b"].map { .string($0) }
        let arrays: [Value] = [.array([]), .array([.null]), .array([.int(1)]), .array([.int(1), .int(0)]), .array([.int(2)])]
        for (values, type) in [(doubles, DataType.double), (decimals, .decimal(10, 2)), (texts, .string), (arrays, .array(.int))] {
            let column = try ColumnBuilder.column(values, type)
            #expect(
                RowOrder([SortKey(0)]).sorted([column.gather([Int32](0..<Int32(values.count)).reversed())], count: values.count)
                    == [Int32](0..<Int32(values.count)).reversed())
            #expect(
                RowOrder([SortKey(0, isDescending: true)]).sorted([column], count: values.count)
                    == [Int32](0..<Int32(values.count)).reversed())
        }
    }

    @Test func aFetchKeepsNoMoreThanItNeeds() throws {
        let schema = Schema([Field("n", .bigint)])
        let harness = try OperatorHarness(
            SortOperator(keys: [SortKey(0)], inputTypes: schema.types, offset: 1, fetch: 2), inputs: [schema], output: schema,
            runtimeMode: .batch)
        for start in (0..<40).reversed() {
            try harness.feed(ColumnBatch([.int64(FixedColumn((0..<4096).map { Int64(start * 4096 + $0) }))], count: 4096))
        }
        #expect(try harness.finish() == "    n\n+I  1\n+I  2")
    }

    @Test func rowsWaitForTheWatermark() throws {
        let schema = Schema([Field("n", .int), Field("at", .timestamp(3))])
        let harness = try OperatorHarness(
            TemporalSortOperator(rowtime: 1, keys: [SortKey(0, isDescending: true)], inputTypes: schema.types), inputs: [schema],
            output: schema)
        try harness.feed("n at\n1 10:02\n2 10:01\n3 10:01\n4 10:05")
        #expect(try harness.advance(to: "10:03") == "    n  at\n+I  3  10:01\n+I  2  10:01\n+I  1  10:02")
        // Behind the watermark, but not behind what was sent on.
        try harness.feed("n at\n5 10:02\n6 10:03")
        #expect(harness.metrics.counter(MetricNames.lateRecordsDropped).value == 1)
        #expect(try harness.finish() == "    n  at\n+I  6  10:03\n+I  4  10:05")
    }

    @Test func aLimitCutsOffBothEnds() throws {
        let harness = try OperatorHarness(LimitOperator(offset: 2, fetch: 3, inputTypes: schema.types), inputs: [schema], output: schema)
        harness.batchSize = 2
        #expect(try harness.feed("n\n1\n2\n3\n4\n5\n6\n7") == "    n  s\n+I  3  null\n+I  4  null\n+I  5  null")
    }
}
