import MartletColumns
import MartletCore

/// Writes the sort keys of rows as bytes whose order is that of the rows: less is before.
///
/// Each key is a byte that says where NULLs stand, then the value: numbers big endian with their sign turned, strings with each zero byte
/// followed by 255 and two zero bytes at the end, arrays and rows element by element. A descending key's value has all bits turned.
struct SortKeyCodec {
    let keys: [SortKey]

    /// Appends the bytes of one row's keys.
    func encode(_ columns: [Column], row: Int, into bytes: inout [UInt8]) {
        for key in keys {
            let column = columns[key.column]
            let isNull = column.isNull(row)
            bytes.append(isNull == key.nullsFirst ? 0 : 1)
            if isNull { continue }
            let start = bytes.count
            Self.encode(column, row, &bytes)
            if key.isDescending { for index in start..<bytes.count { bytes[index] = ~bytes[index] } }
        }
    }

    private static func encode(_ column: Column, _ row: Int, _ bytes: inout [UInt8]) {
        switch column {
        case .boolean(let column): bytes.append(column.values[row] ? 1 : 0)
        case .int8(let column): append(UInt8(bitPattern: column.values[row]) ^ 0x80, &bytes)
        case .int16(let column): append(UInt16(bitPattern: column.values[row]) ^ 1 << 15, &bytes)
        case .int32(let column): append(UInt32(bitPattern: column.values[row]) ^ 1 << 31, &bytes)
        case .int64(let column): append(UInt64(bitPattern: column.values[row]) ^ 1 << 63, &bytes)
        case .int128(let column): append(UInt128(bitPattern: column.values[row]) ^ 1 << 127, &bytes)
        case .float(let column):
            // There is one zero, and one NaN, behind all numbers.
            let value = column.values[row]
            let bits = value.isNaN ? Float.nan.bitPattern : value == 0 ? 0 : value.bitPattern
            append(bits >> 31 == 0 ? bits | 1 << 31 : ~bits, &bytes)
        case .double(let column):
            let value = column.values[row]
            let bits = value.isNaN ? Double.nan.bitPattern : value == 0 ? 0 : value.bitPattern
            append(bits >> 63 == 0 ? bits | 1 << 63 : ~bits, &bytes)
        case .bytes(let column):
            column.withBytes(row) { text in
                for byte in text {
                    bytes.append(byte)
                    if byte == 0 { bytes.append(255) }
                }
            }
            bytes.append(0)
            bytes.append(0)
        case .array(let column):
            for element in column.range(row) {
                bytes.append(1)
                encodeElement(column.elements, element, &bytes)
            }
            bytes.append(0)
        case .map(let column):
            for entry in column.range(row) {
                bytes.append(1)
                encodeElement(column.keys, entry, &bytes)
                encodeElement(column.values, entry, &bytes)
            }
            bytes.append(0)
        case .row(let column): for field in column.fields { encodeElement(field, row, &bytes) }
        case .null: break
        }
    }

    /// Within a value NULL is least.
    private static func encodeElement(_ column: Column, _ row: Int, _ bytes: inout [UInt8]) {
        let isNull = column.isNull(row)
        bytes.append(isNull ? 0 : 1)
        if !isNull { encode(column, row, &bytes) }
    }

    @inline(__always) private static func append<T: FixedWidthInteger>(_ value: T, _ bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
