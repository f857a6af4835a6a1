import MartletCore

/// Batches of columns as bytes, for what leaves the process: `Docs/Formats.md` describes them.
///
/// The bytes hold what is needed to read them back, and nothing of the machine that wrote them.
public enum BatchCodec {
    /// Writes a batch.
    public static func encode(_ batch: ColumnBatch, into writer: inout ByteWriter) {
        writer.write(length: batch.count)
        writer.write(batch.kinds == nil ? 0 as UInt8 : 1)
        if let kinds = batch.kinds { writer.bytes.append(contentsOf: kinds.map(\.rawValue)) }
        writer.write(length: batch.columns.count)
        for column in batch.columns { encode(column, into: &writer) }
    }

    /// Reads a batch.
    public static func decode(_ reader: inout ByteReader) throws -> ColumnBatch {
        let count = try reader.readLength()
        guard count <= Int32.max else { throw MartletError("The bytes claim a batch of \(count) rows.") }
        var kinds: [RowKind]?
        if try reader.read(UInt8.self) == 1 {
            kinds = try reader.take(count).map { byte in
                guard let kind = RowKind(rawValue: byte) else { throw MartletError("The bytes hold \(byte) where a row kind belongs.") }
                return kind
            }
        }
        let columnCount = try reader.readCount(ofBits: 16)
        let columns = try (0..<columnCount).map { _ in try decodeColumn(&reader, count: count, depth: 0) }
        return ColumnBatch(columns, count: count, kinds: kinds)
    }

    /// Nothing that has a type is deeper, and the stack does not hold more.
    private static let deepest = 100

    // MARK: Columns

    private static func encode(_ column: Column, into writer: inout ByteWriter) {
        writer.write(column.physicalType.tag)
        if case .null = column { return }
        let validity = column.validity.flatMap { $0.isAllOnes ? nil : $0 }
        writer.write(validity == nil ? 0 as UInt8 : 1)
        if let validity { writer.write(validity) }
        switch column {
        case .boolean(let column): writer.write(column.values)
        case .int8(let column): writer.write(column.values, validity) { UInt8(bitPattern: $0) }
        case .int16(let column): writer.write(column.values, validity) { $0 }
        case .int32(let column): writer.write(column.values, validity) { $0 }
        case .int64(let column): writer.write(column.values, validity) { $0 }
        case .int128(let column): writer.write(column.values, validity) { $0 }
        case .float(let column): writer.write(column.values, validity) { $0.bitPattern }
        case .double(let column): writer.write(column.values, validity) { $0.bitPattern }
        case .bytes(let column):
            writer.write(offsets: column.offsets)
            let (start, end) = (Int(column.offsets[0]), Int(column.offsets[column.count]))
            writer.bytes.append(contentsOf: column.bytes[start..<end])
        case .array(let column):
            writer.write(offsets: column.offsets)
            encode(column.elements.slice(column.offsets.covered), into: &writer)
        case .map(let column):
            writer.write(offsets: column.offsets)
            encode(column.keys.slice(column.offsets.covered), into: &writer)
            encode(column.values.slice(column.offsets.covered), into: &writer)
        case .row(let column):
            writer.write(length: column.fields.count)
            for field in column.fields { encode(field, into: &writer) }
        case .null: break
        }
    }

    private static func decodeColumn(_ reader: inout ByteReader, count: Int, depth: Int) throws -> Column {
        if depth > deepest { throw MartletError("The bytes hold columns nested more than \(deepest) deep.") }
        let tag = try reader.read(UInt8.self)
        guard let type = PhysicalType(tag: tag) else { throw MartletError("The bytes hold \(tag) where the tag of a column belongs.") }
        if type == .null { return .null(count) }
        let validity = try reader.read(UInt8.self) == 1 ? try reader.readBitmap(count) : nil
        switch type {
        case .boolean: return .boolean(BooleanColumn(try reader.readBitmap(count), validity: validity))
        case .int8: return .int8(FixedColumn(try reader.readNumbers(count) { Int8(bitPattern: $0) }, validity: validity))
        case .int16: return .int16(FixedColumn(try reader.readNumbers(count) { $0 }, validity: validity))
        case .int32: return .int32(FixedColumn(try reader.readNumbers(count) { $0 }, validity: validity))
        case .int64: return .int64(FixedColumn(try reader.readNumbers(count) { $0 }, validity: validity))
        case .int128: return .int128(FixedColumn(try reader.readNumbers(count) { $0 }, validity: validity))
        case .float: return .float(FixedColumn(try reader.readNumbers(count) { Float(bitPattern: $0) }, validity: validity))
        case .double: return .double(FixedColumn(try reader.readNumbers(count) { Double(bitPattern: $0) }, validity: validity))
        case .bytes:
            let offsets = try reader.readOffsets(count)
            return .bytes(BytesColumn(offsets: offsets, bytes: Array(try reader.take(Int(offsets[count]))), validity: validity))
        case .array:
            let offsets = try reader.readOffsets(count)
            let elements = try decodeColumn(&reader, count: Int(offsets[count]), depth: depth + 1)
            return .array(ArrayColumn(offsets: offsets, elements: elements, validity: validity))
        case .map:
            let offsets = try reader.readOffsets(count)
            let keys = try decodeColumn(&reader, count: Int(offsets[count]), depth: depth + 1)
            let values = try decodeColumn(&reader, count: Int(offsets[count]), depth: depth + 1)
            return .map(MapColumn(offsets: offsets, keys: keys, values: values, validity: validity))
        case .row:
            let fieldCount = try reader.readCount(ofBits: 8)
            let fields = try (0..<fieldCount).map { _ in try decodeColumn(&reader, count: count, depth: depth + 1) }
            return .row(RowColumn(fields: fields, count: count, validity: validity))
        case .null: return .null(count)
        }
    }
}

extension PhysicalType {
    /// Tags are part of the format and never change.
    private static let tagged: [PhysicalType] = [
        .boolean, .int8, .int16, .int32, .int64, .int128, .float, .double, .bytes, .array, .map, .row, .null,
    ]

    fileprivate var tag: UInt8 { UInt8(Self.tagged.firstIndex(of: self) ?? 0) }

    fileprivate init?(tag: UInt8) {
        guard Int(tag) < Self.tagged.count else { return nil }
        self = Self.tagged[Int(tag)]
    }
}

extension [Int32] {
    /// The elements that the rows of these offsets hold together.
    fileprivate var covered: Range<Int> { Int(self[0])..<Int(self[count - 1]) }
}

extension ByteWriter {
    fileprivate mutating func write(_ bits: Bitmap) {
        var rest = (bits.count + 7) / 8
        for word in bits.words {
            withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0.prefix(rest)) }
            rest -= 8
        }
    }

    /// Writes numbers side by side, zeros where there are NULLs.
    fileprivate mutating func write<Value, Number: FixedWidthInteger & BitwiseCopyable>(
        _ values: [Value], _ validity: Bitmap?, _ number: (Value) -> Number
    ) {
        for (row, value) in values.enumerated() { write(validity.map { $0[row] } ?? true ? number(value) : 0) }
    }

    /// Writes the ends of rows as if the first began at 0.
    fileprivate mutating func write(offsets: [Int32]) { for offset in offsets.dropFirst() { write(offset - offsets[0]) } }
}

extension ByteReader {
    fileprivate mutating func readBitmap(_ count: Int) throws -> Bitmap {
        let bytes = try take((count + 7) / 8)
        return Bitmap(count: count) { bytes[$0 / 8] & (1 << UInt8($0 % 8)) != 0 }
    }

    fileprivate mutating func readNumbers<Value, Number: FixedWidthInteger & BitwiseCopyable>(
        _ count: Int, _ value: (Number) -> Value
    ) throws -> [Value] {
        let width = MemoryLayout<Number>.size
        let bytes = try take(count * width)
        return (0..<count).map { value(Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * width, as: Number.self))) }
    }

    fileprivate mutating func readOffsets(_ count: Int) throws -> [Int32] {
        let ends: [Int32] = try readNumbers(count) { $0 }
        var last: Int32 = 0
        for end in ends {
            guard end >= last else { throw MartletError("The bytes hold offsets that fall, from \(last) to \(end).") }
            last = end
        }
        return [0] + ends
    }
}
