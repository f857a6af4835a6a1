import MartletColumns
import MartletCore

extension ScalarFunctionCatalog.Group {
    static let bitmaps = Self(
        title: "Bitmaps",
        functions: [
            .bitmapBuild, .bitmapCardinality, .bitmapAnd, .bitmapOr, .bitmapXor, .bitmapAndNot, .bitmapToArray, .bitmapToBytes,
            .bitmapFromBytes,
            .bitmapToString,
        ])
}

extension ScalarFunction {
    static let bitmapBuild = ScalarFunction(
        "BITMAP_BUILD", "The bitmap of the integers in an array, without the NULLs.",
        examples: [.init("BITMAP_BUILD(ARRAY[1, 2, 3, 2])", "{1,2,3}")],
        overloads: [
            Overload([.integers], result: { _ in DataType(.bitmap, nullable: false) }) { _, _ in
                { call in
                    let arrays = try call[0].array
                    let integers = arrays.elements.int32
                    return try Utf8Writer.column(call.count, arrays.validity) { row, out in
                        out.append(RoaringBitmap(arrays.range(row).compactMap { integers[$0].map { UInt32(bitPattern: $0) } }).bytes)
                    }
                }
            }
        ])

    static let bitmapCardinality = ScalarFunction(
        "BITMAP_CARDINALITY", "How many integers the bitmap has.",
        examples: [.init("BITMAP_CARDINALITY(BITMAP_BUILD(ARRAY[1, 2, 2]))", "2")],
        overloads: [
            Overload([.bitmap], result: { _ in DataType.bigint.notNull }) { _, _ in
                Strict.partial { (bitmap: Utf8) -> Int64? in Int64(try RoaringBitmap(bitmap).cardinality) }
            }
        ])

    static let bitmapAnd = ofTwo("BITMAP_AND", .and, "What is in both bitmaps.", example: "{2}")
    static let bitmapOr = ofTwo("BITMAP_OR", .or, "What is in either bitmap.", example: "{1,2,3}")
    static let bitmapXor = ofTwo("BITMAP_XOR", .xor, "What is in one of the bitmaps, but not in both.", example: "{1,3}")
    static let bitmapAndNot = ofTwo("BITMAP_ANDNOT", .andNot, "What is in the first bitmap, but not in the second.", example: "{1}")

    private static func ofTwo(_ name: String, _ operation: RoaringBitmap.Operation, _ summary: String, example: String) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(BITMAP_BUILD(ARRAY[1, 2]), BITMAP_BUILD(ARRAY[2, 3]))", example)],
            overloads: [
                Overload([.bitmap, .bitmap], result: { _ in DataType(.bitmap, nullable: false) }) { _, _ in
                    Strict.writing { (a: Utf8, b: Utf8, out: inout Utf8Writer) in
                        out.append(try RoaringBitmap(a).combined(operation, RoaringBitmap(b)).bytes)
                    }
                }
            ])
    }

    static let bitmapToArray = ScalarFunction(
        "BITMAP_TO_ARRAY", "The integers of the bitmap in ascending order, negative ones last.",
        examples: [.init("BITMAP_TO_ARRAY(BITMAP_BUILD(ARRAY[3, 1, -1]))", "[1, 3, -1]")],
        overloads: [
            Overload([.bitmap], result: { _ in DataType.array(.int).notNull }) { _, _ in
                { call in
                    let bitmaps = try call[0]
                    let builder = ColumnBuilder(.array(.int), capacity: max(1, call.count))
                    try Utf8.withView(bitmaps) { view in
                        for row in 0..<call.count {
                            if bitmaps.isNull(row) {
                                builder.appendNull()
                            } else {
                                for member in try RoaringBitmap(Utf8.read(view, row)).members {
                                    builder.children[0].append(Int32(bitPattern: member))
                                }
                                builder.finishCollection()
                            }
                        }
                    }
                    return builder.finish()
                }
            }
        ])

    static let bitmapToBytes = ScalarFunction(
        "BITMAP_TO_BYTES", "The bitmap in the portable format of Roaring bitmaps.",
        examples: [.init("BITMAP_TO_BYTES(BITMAP_BUILD(ARRAY[1]))", "x'3a3000000100000000000000100000000100'")],
        overloads: [Overload([.bitmap], result: { _ in DataType.bytes.notNull }) { _, _ in { try $0[0] } }])

    static let bitmapFromBytes = ScalarFunction(
        "BITMAP_FROM_BYTES", "The bitmap of bytes in the portable format of Roaring bitmaps.",
        examples: [.init("BITMAP_FROM_BYTES(BITMAP_TO_BYTES(BITMAP_BUILD(ARRAY[7, 9])))", "{7,9}")],
        overloads: [
            Overload([.binaryString], result: { _ in DataType(.bitmap, nullable: false) }) { _, _ in
                Strict.writing { (bytes: Utf8, out: inout Utf8Writer) in out.append(try RoaringBitmap(bytes).bytes) }
            }
        ])

    static let bitmapToString = ScalarFunction(
        "BITMAP_TO_STRING", "The integers of the bitmap, as unsigned ones, in braces.",
        examples: [.init("BITMAP_TO_STRING(BITMAP_BUILD(ARRAY[5, 1]))", "{1,5}")],
        overloads: [
            Overload([.bitmap], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (bitmap: Utf8, out: inout Utf8Writer) in out.append(try RoaringBitmap(bitmap).text) }
            }
        ])
}

extension RoaringBitmap {
    /// The bitmap in a cell.
    init(_ cell: Utf8) throws {
        guard let bitmap = RoaringBitmap(bytes: UnsafeRawBufferPointer(cell.bytes)) else {
            throw MartletError("These bytes are no bitmap.", hint: "They must be in the portable format of Roaring bitmaps.")
        }
        self = bitmap
    }
}

extension Overload.Parameter {
    static let bitmap = family("<BITMAP>", DataType(.bitmap)) { $0 == .bitmap }

    fileprivate static let integers = Self("<ARRAY<INT>>") { argument in
        guard case .array(let element) = argument.type.kind, [.tinyint, .smallint, .int, .null].contains(element.kind) else {
            return argument.type.kind == .null ? .array(.int) : nil
        }
        return DataType.array(DataType.int.nullable(element.isNullable))
    }
}
