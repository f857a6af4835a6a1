import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct CollectionFunctionTests {
    private let nullable = DataType.array(.int).notNull

    @Test func questions() throws {
        #expect(try call("ARRAY_CONTAINS", .array([1, nil]), nil, types: [nullable, .int]) == true)
        #expect(try call("ARRAY_CONTAINS", .array([1, 2]), nil, types: [nullable, .int]) == false)
        #expect(try call("ARRAY_POSITION", .array([3, 2, 1, 2]), 2) == 2)
        #expect(try call("ARRAY_POSITION", .array([1, nil]), nil, types: [nullable, .int]) == nil)
        #expect(try call("ARRAY_MAX", .array([1, nil, 3]), types: [nullable]) == 3)
        #expect(try call("ARRAY_JOIN", .array(["a", nil, "c"]), "-", "N", types: [.array(.string), .string, .string]) == "a-N-c")
        #expect(try call("ELEMENT", .array([7])) == 7)
        #expect(throws: MartletError.self) { try call("ELEMENT", .array([1, 2])) }
    }

    @Test func edits() throws {
        #expect(try call("ARRAY_APPEND", .array([1]), nil, types: [.array(.int.notNull).notNull, .int]) == .array([1, nil]))
        #expect(try type(of: "ARRAY_APPEND", DataType.array(.int.notNull).notNull, .int) == .array(.int))
        #expect(try call("ARRAY_REMOVE", .array([1, nil, 2]), nil, types: [nullable, .int]) == .array([1, 2]))
        #expect(try call("ARRAY_SLICE", .array([1, 2, 3, 4, 5]), -3, -1) == .array([3, 4, 5]))
        #expect(try call("ARRAY_SLICE", .array([1, 2, 3]), 3, 2) == .array([]))
        #expect(try call("ARRAY_SLICE", .array([1, 2, 3]), -10, 2) == .array([1, 2]))
        #expect(try call("ARRAY_SORT", .array([3, nil, 1]), false, types: [nullable, .boolean.notNull]) == .array([3, 1, nil]))
        #expect(
            try call("ARRAY_SORT", .array([3, nil, 1]), false, true, types: [nullable, .boolean.notNull, .boolean.notNull])
                == .array([nil, 3, 1]))
        #expect(try call("ARRAY_CONCAT", .array([1]), .array([2, 3]), .array([4])) == .array([1, 2, 3, 4]))
    }

    @Test func sets() throws {
        #expect(try call("ARRAY_DISTINCT", .array([1, nil, 1, nil]), types: [nullable]) == .array([1, nil]))
        #expect(try call("ARRAY_UNION", .array([1, 2]), .array([2, 3])) == .array([1, 2, 3]))
        #expect(try call("ARRAY_EXCEPT", .array([1, 2, 2, 3]), .array([2])) == .array([1, 3]))
        #expect(try call("ARRAY_INTERSECT", .array([1, 2, 2, 3]), .array([2, 3, 4])) == .array([2, 3]))
    }

    @Test func maps() throws {
        let map = Value.map([.init("a", 1), .init("b", 2)])
        #expect(try call("MAP_KEYS", map) == .array(["a", "b"]))
        #expect(try call("MAP_ENTRIES", map) == .array([.row(["a", 1]), .row(["b", 2])]))
        #expect(try call("MAP_UNION", map, .map([.init("b", 3), .init("c", 4)])) == .map([.init("b", 3), .init("c", 4), .init("a", 1)]))
        #expect(try call("MAP_FROM_ARRAYS", .array(["a", "a"]), .array([1, 2])) == .map([.init("a", 1), .init("a", 2)]))
        #expect(throws: MartletError.self) { try call("MAP_FROM_ARRAYS", .array(["a"]), .array([1, 2])) }
    }

    @Test func choices() throws {
        #expect(try call("GREATEST", 1, 3, 2) == 3)
        #expect(try call("LEAST", 1, nil, types: [.int.notNull, .int]) == nil)
        #expect(try call("GREATEST", "a", "B") == "a")
    }

    @Test func bitmaps() throws {
        func bitmap(_ members: UInt32...) -> Value { .bytes(RoaringBitmap(members).bytes) }
        let type = DataType(.bitmap, nullable: false)
        #expect(try call("BITMAP_XOR", bitmap(1, 2), bitmap(2, 4), types: [type, type]) == bitmap(1, 4))
        #expect(try call("BITMAP_TO_STRING", bitmap(7, 9, 70_000), types: [type]) == "{7,9,70000}")
        #expect(
            try call("BITMAP_BUILD", .array([1, 2, 2])) == .bytes([0x3A, 0x30, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 16, 0, 0, 0, 1, 0, 2, 0]))
        #expect(throws: MartletError.self) { try call("BITMAP_FROM_BYTES", .bytes([0])) }
        var large = RoaringBitmap()
        for member in stride(from: 0, to: 300_000, by: 3) as StrideTo<UInt32> { large.insert(member) }
        #expect(large == RoaringBitmap(stride(from: 0, to: 300_000, by: 3)))
        #expect(large.bytes.withUnsafeBytes { RoaringBitmap(bytes: $0) } == large)
        #expect(large.combined(.andNot, large).isEmpty)
        #expect(large.cardinality == 100_000)
    }

    @Test func formats() throws {
        let answers: [(String, Value, Value)] = [
            ("%05d", 42, "00042"), ("%.2f", 3.14159, "3.14"), ("%.2f", 0.125, "0.13"), ("%x", 255, "ff"), ("%x", -1, "ffffffff"),
            ("%,d", 1_234_567, "1,234,567"),
            ("%e", 12345.678, "1.234568e+04"), ("%10s|", "r", "         r|"), ("%-5s|", "l", "l    |"), ("%d", "x", nil),
            ("%s", true, "true"), ("%%", 1, "%"),
            ("%(,.1f", -1234.56, "(1,234.6)"), ("%g", 0.0001, "0.000100000"), ("%S", "ab", "AB"), ("%.1f", 9.95, "10.0"),
            ("%.0f", 0.5, "1"), ("%f", 1e10, "10000000000.000000"),
        ]
        for (format, value, text) in answers { #expect(try call("PRINTF", .string(format), value) == text, "\(format)") }
        #expect(try call("PRINTF", "%2$s %1$s %<s", "a", "b") == "b a a")
        #expect(try call("TYPEOF", 1, true, columnsToo: false) == "INT NOT NULL")
    }
}
