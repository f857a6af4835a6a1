import MartletColumns
import MartletCore

extension Cast {
    /// The kernel that makes CHAR and VARCHAR: the text as STRING, cut or padded to the length.
    func text() throws -> ScalarKernel {
        let full = try fullText()
        switch target.kind {
        case .char(let length) where style != .legacy || ofLiteral:
            return { call in try .bytes(TextLength.character(try full(call).bytes, length, pads: true, cuts: style != .legacy)) }
        case .varchar(let length) where length < DataType.maxLength && style != .legacy:
            return { call in try .bytes(TextLength.character(try full(call).bytes, length, pads: false, cuts: true)) }
        default: return full
        }
    }

    private func fullText() throws -> ScalarKernel {
        switch source.kind {
        case .char, .varchar: return { try $0[0] }
        case .boolean:
            if style == .legacy { return Strict.writing { (value: Bool, out: inout Utf8Writer) in out.append(value ? "true" : "false") } }
            return Strict.writing { (value: Bool, out: inout Utf8Writer) in out.append(value ? "TRUE" : "FALSE") }
        case .tinyint: return Strict.writing { (value: Int8, out: inout Utf8Writer) in out.append(decimal: value) }
        case .smallint: return Strict.writing { (value: Int16, out: inout Utf8Writer) in out.append(decimal: value) }
        case .int: return Strict.writing { (value: Int32, out: inout Utf8Writer) in out.append(decimal: value) }
        case .bigint: return Strict.writing { (value: Int64, out: inout Utf8Writer) in out.append(decimal: value) }
        case .float:
            return Strict.writing { (value: Float, out: inout Utf8Writer) in FloatingPointText.withText(of: value) { out.append($0) } }
        case .double:
            return Strict.writing { (value: Double, out: inout Utf8Writer) in FloatingPointText.withText(of: value) { out.append($0) } }
        case .decimal(_, let scale):
            return Strict.writing { (value: Int128, out: inout Utf8Writer) in
                out.append(upTo: DecimalText.capacity) { DecimalText.write(value, scale: scale, into: $0) }
            }
        case .date:
            return Strict.writing { (days: Int32, out: inout Utf8Writer) in
                out.append(upTo: TemporalText.capacity) { TemporalText.writeDate(Int(days), into: $0) }
            }
        case .time(let precision):
            return Strict.writing { (time: Int32, out: inout Utf8Writer) in
                out.append(upTo: TemporalText.capacity) { TemporalText.writeTime(time, precision: precision, into: $0) }
            }
        case .timestamp(let precision):
            return Strict.writing { (value: LocalDateTime, out: inout Utf8Writer) in
                out.append(upTo: TemporalText.capacity) { TemporalText.writeDateTime(value, precision: precision, into: $0) }
            }
        case .timestampLTZ(let precision):
            return zoned { zone in
                Strict.writing { (instant: LocalDateTime, out: inout Utf8Writer) in
                    out.append(upTo: TemporalText.capacity) {
                        TemporalText.writeDateTime(zone.local(instant), precision: precision, into: $0)
                    }
                }
            }
        case .intervalYearMonth:
            return Strict.writing { (months: Int32, out: inout Utf8Writer) in
                out.append(upTo: TemporalText.capacity) { TemporalText.write(months: months, into: $0) }
            }
        case .intervalDayTime:
            return Strict.writing { (milliseconds: Int64, out: inout Utf8Writer) in
                out.append(upTo: TemporalText.capacity) { TemporalText.write(milliseconds: milliseconds, into: $0) }
            }
        case .variant: return { try $0[0] }
        case .bitmap: return Strict.writing { (bitmap: Utf8, out: inout Utf8Writer) in out.append(try RoaringBitmap(bitmap).text) }
        case .binary, .varbinary:
            if style == .display { return Strict.writing { (bytes: Utf8, out: inout Utf8Writer) in Self.writeHexadecimal(bytes, &out) } }
            return Strict.writing { (bytes: Utf8, out: inout Utf8Writer) in Self.writeRepaired(bytes, &out) }
        case .array, .multiset, .map, .row, .structured: return try nestedText()
        case .null, .descriptor: return { call in Column.nulls(.string, count: call.count) }
        }
    }

    private static func writeHexadecimal(_ bytes: Utf8, _ out: inout Utf8Writer) {
        out.append("x'")
        for byte in bytes {
            for digit in [byte >> 4, byte & 0x0F] { out.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
        out.append("'")
    }

    /// Bytes as text; where they are no UTF-8, U+FFFD stands.
    private static func writeRepaired(_ bytes: Utf8, _ out: inout Utf8Writer) {
        if bytes.allSatisfy({ $0 < 0x80 }) { out.append(bytes) } else { out.append(bytes.string) }
    }

    // MARK: Arrays, maps and rows

    /// The text of nested values is put together from columns of the texts of their parts.
    private func nestedText() throws -> ScalarKernel {
        func part(_ type: DataType) throws -> ScalarKernel { try self.part(from: type, to: .string).kernel() }
        let rowComma = style == .legacy ? "," : ", ", null = style == .legacy ? "null" : "NULL"
        switch source.kind {
        case .array(let element):
            let element = try part(element)
            return { call in
                let array = try call[0].array
                let texts = try Self.run(element, array.elements, call).bytes
                return try Utf8Writer.column(call.count, array.validity) { row, out in
                    out.append("[")
                    for (position, index) in array.range(row).enumerated() {
                        if position > 0 { out.append(", ") }
                        out.append(part: texts, index, null)
                    }
                    out.append("]")
                }
            }
        case .map(let key, let value): return Self.mapText(try part(key), try part(value), null)
        case .multiset(let element): return Self.mapText(try part(element), try part(.int), null)
        case .row(let fields), .structured(_, let fields):
            // A structured type names its fields.
            let names = fields.map { if case .structured = source.kind { $0.name + "=" } else { "" } }
            let kernels = try fields.map { try part($0.type) }
            return { call in
                let rows = try call[0].row
                let texts = try zip(kernels, rows.fields).map { try Self.run($0, $1, call).bytes }
                return try Utf8Writer.column(call.count, rows.validity) { row, out in
                    out.append("(")
                    for (index, text) in texts.enumerated() {
                        if index > 0 { out.append(rowComma) }
                        out.append(names[index])
                        out.append(part: text, row, null)
                    }
                    out.append(")")
                }
            }
        default: missing()
        }
    }

    private static func mapText(_ key: @escaping ScalarKernel, _ value: @escaping ScalarKernel, _ null: String) -> ScalarKernel {
        { call in
            let map = try call[0].map
            let keys = try run(key, map.keys, call).bytes, values = try run(value, map.values, call).bytes
            return try Utf8Writer.column(call.count, map.validity) { row, out in
                out.append("{")
                for (position, index) in map.range(row).enumerated() {
                    if position > 0 { out.append(", ") }
                    out.append(part: keys, index, null)
                    out.append("=")
                    out.append(part: values, index, null)
                }
                out.append("}")
            }
        }
    }

    /// A kernel of one argument run over a column that is a part of the call's.
    static func run(_ kernel: ScalarKernel, _ column: Column, _ call: KernelArguments) throws -> Column {
        try kernel(KernelArguments(count: column.count, context: call.context) { _ in column })
    }
}

extension Utf8Writer {
    /// A text within an array, map or row.
    fileprivate mutating func append(part texts: BytesColumn, _ row: Int, _ null: String) {
        if texts.isNull(row) { append(null) } else { append(texts[row]) }
    }
}
