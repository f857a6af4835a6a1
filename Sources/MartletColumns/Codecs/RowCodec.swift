import MartletCore

/// Rows as bytes, for keys and rows that are kept in state: the canonical bytes of a row. `Docs/Formats.md` describes them.
///
/// A row is a bitmap of ⌈fields / 8⌉ bytes (bit *i* mod 8 of byte *i* / 8: field *i* is NULL), then each field that is not NULL, in order: BOOLEAN
/// one byte; integers, FLOAT and DOUBLE little endian; strings their length as LEB128, then their bytes; arrays their length as LEB128, a
/// bitmap of NULLs, then the elements; maps their length, then keys and values in turn, each behind a byte that is 1 for NULL; rows as rows.
package struct RowCodec: Sendable {
    package let types: [DataType]

    package init(_ types: [DataType]) { self.types = types }

    // MARK: Encoding

    /// Appends the bytes of one row of `columns`.
    package func encode(_ columns: [Column], row: Int, into bytes: inout [UInt8]) {
        let bitmap = bytes.count
        for _ in 0..<(columns.count + 7) / 8 { bytes.append(0) }
        for (index, column) in columns.enumerated() {
            if column.isNull(row) {
                bytes[bitmap + index / 8] |= 1 << UInt8(index % 8)
            } else {
                Self.encode(column, row, into: &bytes)
            }
        }
    }

    private static func encode(_ column: Column, _ row: Int, into bytes: inout [UInt8]) {
        switch column {
        case .boolean(let column): bytes.append(column.values[row] ? 1 : 0)
        case .int8(let column): bytes.append(UInt8(bitPattern: column.values[row]))
        case .int16(let column): append(column.values[row].littleEndian, to: &bytes)
        case .int32(let column): append(column.values[row].littleEndian, to: &bytes)
        case .int64(let column): append(column.values[row].littleEndian, to: &bytes)
        case .int128(let column): append(column.values[row].littleEndian, to: &bytes)
        // Equal keys have equal bytes: there is one zero.
        case .float(let column): append((column.values[row] == 0 ? 0 : column.values[row].bitPattern).littleEndian, to: &bytes)
        case .double(let column): append((column.values[row] == 0 ? 0 : column.values[row].bitPattern).littleEndian, to: &bytes)
        case .bytes(let column):
            let range = column.range(row)
            append(varint: range.count, to: &bytes)
            bytes.append(contentsOf: column.bytes[range])
        case .array(let column):
            let range = column.range(row)
            append(varint: range.count, to: &bytes)
            let bitmap = bytes.count
            for _ in 0..<(range.count + 7) / 8 { bytes.append(0) }
            for (position, element) in range.enumerated() {
                if column.elements.isNull(element) {
                    bytes[bitmap + position / 8] |= 1 << UInt8(position % 8)
                } else {
                    encode(column.elements, element, into: &bytes)
                }
            }
        case .map(let column):
            let range = column.range(row)
            append(varint: range.count, to: &bytes)
            for entry in range {
                for part in [column.keys, column.values] {
                    bytes.append(part.isNull(entry) ? 1 : 0)
                    if !part.isNull(entry) { encode(part, entry, into: &bytes) }
                }
            }
        case .row(let column):
            let bitmap = bytes.count
            for _ in 0..<(column.fields.count + 7) / 8 { bytes.append(0) }
            for (index, field) in column.fields.enumerated() {
                if field.isNull(row) { bytes[bitmap + index / 8] |= 1 << UInt8(index % 8) } else { encode(field, row, into: &bytes) }
            }
        case .null: break
        }
    }

    @inline(__always) private static func append<T: BitwiseCopyable>(_ value: T, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }

    private static func append(varint value: Int, to bytes: inout [UInt8]) {
        var rest = UInt(value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    // MARK: Decoding

    /// Appends one row's fields to `builders`. `bytes` were made by `encode` with the same types.
    package func decode(_ bytes: UnsafeRawBufferPointer, into builders: [ColumnBuilder]) {
        var reader = RowReader(bytes: bytes)
        reader.readRow(types, into: builders)
    }
}

/// Walks through the bytes of one row.
private struct RowReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func readRow(_ types: [DataType], into builders: [ColumnBuilder]) {
        let bitmap = position
        position += (types.count + 7) / 8
        for (index, type) in types.enumerated() {
            if bytes[bitmap + index / 8] & (1 << UInt8(index % 8)) != 0 {
                builders[index].appendNull()
            } else {
                readValue(type, into: builders[index])
            }
        }
    }

    private mutating func read<T: BitwiseCopyable>(_ type: T.Type) -> T {
        defer { position += MemoryLayout<T>.size }
        return bytes.loadUnaligned(fromByteOffset: position, as: type)
    }

    private mutating func readVarint() -> Int {
        var value: UInt = 0, shift: UInt = 0
        while true {
            let byte = bytes[position]
            position += 1
            value |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return Int(value) }
            shift += 7
        }
    }

    private mutating func readValue(_ type: DataType, into builder: ColumnBuilder) {
        switch type.physicalType {
        case .boolean: builder.append(read(UInt8.self) != 0)
        case .int8: builder.append(read(Int8.self))
        case .int16: builder.append(Int16(littleEndian: read(Int16.self)))
        case .int32: builder.append(Int32(littleEndian: read(Int32.self)))
        case .int64: builder.append(Int64(littleEndian: read(Int64.self)))
        case .int128: builder.append(Int128(littleEndian: read(Int128.self)))
        case .float: builder.append(Float(bitPattern: UInt32(littleEndian: read(UInt32.self))))
        case .double: builder.append(Double(bitPattern: UInt64(littleEndian: read(UInt64.self))))
        case .bytes:
            let count = readVarint()
            builder.append(UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
            position += count
        case .array:
            guard case .array(let element) = type.kind else { preconditionFailure("an array of type \(type)") }
            let count = readVarint()
            let bitmap = position
            position += (count + 7) / 8
            for index in 0..<count {
                if bytes[bitmap + index / 8] & (1 << UInt8(index % 8)) != 0 {
                    builder.children[0].appendNull()
                } else {
                    readValue(element, into: builder.children[0])
                }
            }
            builder.finishCollection()
        case .map:
            let parts: [DataType]
            switch type.kind {
            case .map(let key, let value): parts = [key, value]
            case .multiset(let element): parts = [element, .int]
            default: preconditionFailure("a map of type \(type)")
            }
            for _ in 0..<readVarint() {
                for (index, part) in parts.enumerated() {
                    if read(UInt8.self) == 1 {
                        builder.children[index].appendNull()
                    } else {
                        readValue(part, into: builder.children[index])
                    }
                }
            }
            builder.finishCollection()
        case .row:
            readRow(type.kind.fields?.map(\.type) ?? [], into: builder.children)
            builder.finishRow()
        case .null: builder.appendNull()
        }
    }
}
