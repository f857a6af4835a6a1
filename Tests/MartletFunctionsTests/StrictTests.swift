import MartletColumns
import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct StrictTests {
    let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))

    private func run(_ kernel: ScalarKernel, _ columns: [Column], constants: [Column?] = []) throws -> Column {
        let arguments = KernelArguments(count: columns[0].count, context: context) { columns[$0] }
        return try kernel(arguments.with(constants: constants))
    }

    private func ints(_ values: [Int64?]) -> Column {
        .int64(
            FixedColumn(
                values.map { $0 ?? 0 }, validity: values.contains(nil) ? Bitmap(count: values.count) { values[$0] != nil } : nil))
    }

    private func values(_ column: Column, _ type: DataType) -> [Value] { (0..<column.count).map { column.value($0, type) } }

    @Test func aNullArgumentGivesNull() throws {
        let kernel: ScalarKernel = Strict.total { (a: Int64, b: Int64) in a &+ b }
        let sum = try run(kernel, [ints([1, nil, 3]), ints([10, 20, nil])])
        #expect(values(sum, .bigint) == [.bigint(11), .null, .null])
    }

    @Test func constantsAreReadOnce() throws {
        let kernel: ScalarKernel = Strict.total { (a: Int64, b: Int64) in a < b }
        // The columns given for the constants are never asked for.
        let right = try run(kernel, [ints([1, nil, 30])], constants: [nil, ints([10])])
        #expect(values(right, .boolean) == [.boolean(true), .null, .boolean(false)])
        let columns = [ints([0, 0, 0]), ints([5, 10, 15])]
        let left = try run(kernel, columns, constants: [ints([10]), nil])
        #expect(values(left, .boolean) == [.boolean(false), .boolean(false), .boolean(true)])
        let null = try run(kernel, [ints([1, 2])], constants: [nil, ints([nil])])
        #expect(values(null, .boolean) == [.null, .null])
    }

    @Test func aPartialFunctionMayGiveNullAndFail() throws {
        let kernel: ScalarKernel = Strict.partial { (a: Int64, b: Int64) throws -> Int64? in
            if b == 0 { throw MartletError("Division by zero") }
            return a == 7 ? nil : a / b
        }
        let quotient = try run(kernel, [ints([6, 7, nil]), ints([3, 1, 0])])
        #expect(values(quotient, .bigint) == [.bigint(2), .null, .null])
        #expect(throws: MartletError.self) { try run(kernel, [ints([6]), ints([0])]) }
    }

    @Test func textsAreWritten() throws {
        let kernel: ScalarKernel = Strict.writing { (text: Utf8, count: Int64, out: inout Utf8Writer) in
            if count < 0 {
                out.append("to be dropped")
                return out.setNull()
            }
            for _ in 0..<count { out.append(text) }
        }
        let column = try run(kernel, [.bytes(BytesColumn(["ab", nil, "x", "y"])), ints([2, 1, -1, 0])])
        #expect(values(column, .string) == [.string("abab"), .null, .null, .string("")])
    }

    @Test func truthValuesFillWholeWords() throws {
        let numbers = ints((0..<131).map { Int64($0) })
        let kernel: ScalarKernel = Strict.total { (a: Int64) in a % 3 == 0 }
        let column = try run(kernel, [numbers])
        let expected: [Int32] = Array(stride(from: 0, to: 131, by: 3))
        #expect(column.boolean.values.ones == expected)
    }

    @Test func timestampsOfEitherWidthAreRead() throws {
        let kernel: ScalarKernel = Strict.total { (time: LocalDateTime) in time.milliseconds }
        let millis = try ColumnBuilder.column([.timestamp(LocalDateTime(milliseconds: -5))], .timestamp(3))
        let nanos = try ColumnBuilder.column([.timestamp(LocalDateTime(milliseconds: -5, nanosecondsOfMillisecond: 3))], .timestamp(9))
        #expect(values(try run(kernel, [millis]), .bigint) == [.bigint(-5)])
        #expect(values(try run(kernel, [nanos]), .bigint) == [.bigint(-5)])
    }

    @Test func numbersAreWrittenInDecimal() {
        var writer = Utf8Writer(capacity: 1)
        writer.append(decimal: Int64.min)
        writer.append(decimal: 0)
        writer.append(decimal: Int8(-5))
        #expect(writer.count == 23)
    }
}
