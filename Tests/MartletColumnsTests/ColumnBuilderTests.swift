import MartletColumns
import MartletCore
import Testing

@Suite struct ColumnBuilderTests {
    static let samples: [(DataType, [Value])] = [
        (.boolean, [.boolean(true), .null, .boolean(false)]),
        (.tinyint, [.tinyint(-1), .null, .tinyint(7)]),
        (.bigint, [.bigint(.max), .bigint(.min), .null]),
        (.double, [.double(1.5), .null]),
        (.decimal(10, 2), [.decimal(Decimal128(unscaled: 150, scale: 2)), .null]),
        (.string, [.string(""), .null, .string("žluť")]),
        (.timestamp(3), [.timestamp(LocalDateTime(milliseconds: -1)), .null]),
        (.timestamp(9), [.timestamp(LocalDateTime(milliseconds: -1, nanosecondsOfMillisecond: 999_999)), .null]),
        (.array(.int), [.array([.int(1), .null]), .null, .array([])]),
        (.map(.string, .int), [.map([.init(.string("a"), .int(1))]), .null]),
        (.row([Field("a", .int), Field("b", .string)]), [.row([.int(1), .null]), .null, .row([.null, .string("x")])]),
    ]

    @Test(arguments: samples) func valuesComeBack(type: DataType, values: [Value]) throws {
        let column = try ColumnBuilder.column(values, type)
        #expect(values.indices.map { column.value($0, type) } == values)
        let backwards = column.gather(values.indices.reversed().map { Int32($0) })
        #expect(values.indices.map { backwards.value($0, type) } == values.reversed())
        let twice = Column.concatenation([column, column.slice(1..<values.count)])
        #expect((0..<twice.count).map { twice.value($0, type) } == values + values.dropFirst())
    }

    @Test(arguments: samples) func aMissingRowIsNull(type: DataType, values: [Value]) throws {
        let column = try ColumnBuilder.column(values, type).gather([0, -1], mayMiss: true)
        #expect(column.value(0, type) == values[0])
        #expect(column.value(1, type) == .null)
    }

    @Test(arguments: samples) func aMalformedRecordIsTakenBack(type: DataType, values: [Value]) throws {
        let builder = ColumnBuilder(type)
        for value in values { try builder.append(value, as: type) }
        builder.truncate(to: 1)
        try builder.append(values[1], as: type)
        let column = builder.finish()
        #expect((0..<column.count).map { column.value($0, type) } == Array(values.prefix(2)))
    }
}
