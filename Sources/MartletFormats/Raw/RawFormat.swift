import MartletColumns
import MartletCore
import MartletRuntime

/// Flink's `raw` format: a line is the value of the only column.
struct RawFormat: Format {
    let identifier = "raw"

    let options: [OptionDeclaration] = [
        OptionDeclaration(
            "charset", .string, default: "UTF-8", "The encoding of texts: UTF-8, US-ASCII, ISO-8859-1, UTF-16, UTF-16BE or UTF-16LE."),
        OptionDeclaration(
            "endianness", .choice(["big-endian", "little-endian"]), default: "big-endian", "The order of the bytes of numbers."),
    ]

    func makeDecoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowDecoder {
        RawDecoder(try coding(schema, options), isProjected: !schema.projection.isEmpty)
    }

    func makeEncoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowEncoder {
        RawEncoder(try coding(schema, options))
    }

    func recordFinder(options: DeclaredOptions) throws -> RecordFinder? { LineFinder.find }

    private func coding(_ schema: FormatSchema, _ options: DeclaredOptions) throws -> RawCoding {
        guard schema.fields.count == 1 else {
            let columns = schema.fields.map { "`\($0.name)` \($0.type)" }.joined(separator: ", ")
            throw MartletError(
                "The 'raw' format only supports single physical column. However the defined schema contains multiple physical columns: [\(columns)]",
                phase: .validate)
        }
        let type = schema.fields[0].type
        let isBigEndian = options.string("endianness").lowercased() == "big-endian"
        switch type.kind {
        case .char, .varchar: return .text(try Charset(named: options.string("charset")))
        case .binary, .varbinary: return .bytes
        case .boolean, .tinyint: return .number(width: 1, isBigEndian: isBigEndian)
        case .smallint: return .number(width: 2, isBigEndian: isBigEndian)
        case .int, .float: return .number(width: 4, isBigEndian: isBigEndian)
        case .bigint, .double: return .number(width: 8, isBigEndian: isBigEndian)
        default: throw MartletError("The 'raw' format doesn't supports '\(type)' as column type.", phase: .validate)
        }
    }
}

/// How the bytes of a line are the value.
enum RawCoding {
    case bytes
    case text(Charset)
    /// So many bytes of an integer or an IEEE 754 number.
    case number(width: Int, isBigEndian: Bool)
}

/// Reads lines.
final class RawDecoder: RowDecoder {
    private let coding: RawCoding
    private let isProjected: Bool
    let skippedRecords = 0

    init(_ coding: RawCoding, isProjected: Bool) {
        self.coding = coding
        self.isProjected = isProjected
    }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        let end = base + bytes.count
        let goal = rows.count + limit
        var position = UnsafePointer(base)
        while rows.count < goal, position < end {
            let lineEnd = position.lineFeed(before: end)
            if lineEnd == end, !isEnd { break }
            var line = ByteRange(position, lineEnd)
            if lineEnd < end, !line.isEmpty, (line.end - 1).pointee == UInt8(ascii: "\r") { line.end -= 1 }
            if isProjected { try append(line, to: rows.columns[0], at: position - base) }
            rows.count += 1
            position = min(lineEnd + 1, UnsafePointer(end))
        }
        return position - base
    }

    private func append(_ line: ByteRange, to builder: ColumnBuilder, at offset: Int) throws {
        switch coding {
        case .bytes, .text(.utf8): builder.append(UnsafeRawBufferPointer(start: line.start, count: line.count))
        case .text(let charset): builder.append(charset.decode(UnsafeBufferPointer(start: line.start, count: line.count)))
        case .number(let width, let isBigEndian):
            guard line.count == width else {
                throw MalformedRecord("Size of data received for deserializing is not \(width) but \(line.count).", at: offset)
            }
            var bits: UInt64 = 0
            for index in 0..<width { bits = bits << 8 | UInt64(line.start[isBigEndian ? index : width - 1 - index]) }
            switch builder.type {
            case .boolean: builder.append(bits != 0)
            case .int8: builder.append(Int8(truncatingIfNeeded: bits))
            case .int16: builder.append(Int16(truncatingIfNeeded: bits))
            case .int32: builder.append(Int32(truncatingIfNeeded: bits))
            case .int64: builder.append(Int64(truncatingIfNeeded: bits))
            case .float: builder.append(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
            case .double: builder.append(Double(bitPattern: bits))
            case .int128, .bytes, .array, .map, .row, .null: preconditionFailure("a raw number of \(builder.type)")
            }
        }
    }
}

/// Writes lines.
final class RawEncoder: RowEncoder {
    private let coding: RawCoding

    init(_ coding: RawCoding) { self.coding = coding }

    func encode(_ batch: ColumnBatch, into bytes: inout [UInt8]) throws {
        let column = batch.columns[0]
        for row in 0..<batch.count {
            if !column.isNull(row) { append(column, row, into: &bytes) }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private func append(_ column: Column, _ row: Int, into bytes: inout [UInt8]) {
        switch (column, coding) {
        case (.bytes(let column), .text(let charset)) where charset != .utf8:
            bytes.append(contentsOf: charset.encode(String(decoding: column[row], as: UTF8.self)))
        case (.bytes(let column), _): bytes.append(contentsOf: column[row])
        case (.boolean(let column), _): bytes.append(column.values[row] ? 1 : 0)
        case (.int8(let column), _): append(UInt8(bitPattern: column.values[row]), into: &bytes)
        case (.int16(let column), _): append(UInt16(bitPattern: column.values[row]), into: &bytes)
        case (.int32(let column), _): append(UInt32(bitPattern: column.values[row]), into: &bytes)
        case (.int64(let column), _): append(UInt64(bitPattern: column.values[row]), into: &bytes)
        case (.float(let column), _): append(column.values[row].bitPattern, into: &bytes)
        case (.double(let column), _): append(column.values[row].bitPattern, into: &bytes)
        case (.int128, _), (.array, _), (.map, _), (.row, _), (.null, _): preconditionFailure("a raw value of \(column.physicalType)")
        }
    }

    private func append<Bits: FixedWidthInteger>(_ bits: Bits, into bytes: inout [UInt8]) {
        guard case .number(_, let isBigEndian) = coding else { return }
        withUnsafeBytes(of: isBigEndian ? bits.bigEndian : bits.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
