import MartletColumns
import MartletCore
import MartletRuntime

/// Reads JSON Lines into columns: an object a line, or an array of objects. Only the fields of projected columns are converted.
final class JsonDecoder: RowDecoder {
    private let options: JsonOptions
    private let conversion: JsonRowConversion
    private let rules: JsonConversionRules
    private let keys: JsonKeyMemory
    private let columns: UnsafeMutablePointer<JsonFastPath.Column>
    private let nullText: UnsafeMutablePointer<UInt8>
    private let scratch = ScratchBytes()
    private(set) var skippedRecords = 0

    init(_ schema: FormatSchema, _ options: JsonOptions) throws {
        self.options = options
        let fields = schema.projection.map { schema.fields[$0] }
        conversion = try JsonRowConversion(fields, options)
        rules = JsonConversionRules(
            failsOnMissingField: options.failsOnMissingField, ignoresParseErrors: options.ignoresParseErrors, readsTokens: options.readsTokens,
            keepsDecimals: fields.contains { $0.type.containsDecimal })
        keys = JsonKeyMemory(names: conversion.names)
        columns = .allocate(capacity: max(1, fields.count))
        nullText = .allocate(capacity: 8)
        for (index, byte) in "null,\n\n\n".utf8.enumerated() { (nullText + index).initialize(to: byte) }
    }

    deinit {
        columns.deallocate()
        nullText.deallocate()
    }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        let end = base + bytes.count
        var wholeEnd = end
        while wholeEnd > base, (wholeEnd - 1).pointee != UInt8(ascii: "\n") { wholeEnd -= 1 }
        var scanner = JsonScanner(scratch: scratch)
        for (index, scalar) in conversion.conversions.enumerated() {
            let memory = rows.columns[index].memory
            if case .scalar(let conversion) = scalar {
                (columns + index).initialize(to: JsonFastPath.Column(memory: memory, conversion: conversion))
            } else {
                (columns + index).initialize(to: JsonFastPath.Column(memory: memory, conversion: nil))
            }
        }
        let strict = JsonConversionRules(
            failsOnMissingField: rules.failsOnMissingField, ignoresParseErrors: false, readsTokens: rules.readsTokens,
            keepsDecimals: rules.keepsDecimals)
        return try withoutActuallyEscaping({ (column: Int, start: ByteRange.Position) -> ByteRange.Position? in
            scanner.begin(ByteRange(start, Self.lineEnd(start)))
            do throws(JsonError) {
                try scanner.nextToken()
                try scanner.convert(self.conversion.conversions[column], strict, into: rows.columns[column])
                return scanner.position
            } catch {
                return nil
            }
        }) { nested in
            let fast = JsonFastPath(
                columns: columns, columnCount: conversion.names.count, keys: keys, end: end, failsOnMissingField: rules.failsOnMissingField,
                keepsNumberText: rules.readsTokens, nested: nested, nullText: UnsafePointer(nullText))
            var position = UnsafePointer(base)
            var row = rows.count
            let goal = row + limit
            var slow = JsonScanner(scratch: scratch)
            defer { rows.count = row }
            while row < goal, position < wholeEnd {
                if let next = fast.read(position, row: row) {
                    row &+= 1
                    position = next
                } else {
                    rows.count = row
                    takeBack(rows)
                    let lineEnd = Self.lineEnd(position)
                    try readLine(ByteRange(position, lineEnd), &slow, rows, base: base)
                    row = rows.count
                    position = lineEnd + 1
                }
            }
            if isEnd, position == wholeEnd, wholeEnd < end, row < goal {
                rows.count = row
                try readLine(ByteRange(position, end), &slow, rows, base: base)
                row = rows.count
                position = UnsafePointer(end)
            }
            return position - base
        }
    }

    /// The next line feed, which there is.
    private static func lineEnd(_ start: ByteRange.Position) -> ByteRange.Position {
        var position = start
        while position.pointee != UInt8(ascii: "\n") { position += 1 }
        return position
    }

    private func takeBack(_ rows: RowBuilder) { for column in rows.columns { column.truncate(to: rows.count) } }

    // MARK: The slow way

    /// Reads one line as Flink does.
    @inline(never) private func readLine(_ line: ByteRange, _ scanner: inout JsonScanner, _ rows: RowBuilder, base: ByteRange.Position) throws {
        var line = line
        if !line.isEmpty, (line.end - 1).pointee == UInt8(ascii: "\r") { line.end -= 1 }
        if line.isEmpty, rules.readsTokens { return }
        do throws(JsonError) {
            scanner.begin(line)
            if !rules.readsTokens { try checkSyntax(&scanner, line) }
            switch try scanner.nextToken() {
            case .startObject: try readObject(&scanner, rows)
            case .startArray:
                while try scanner.nextToken() != .endArray { try readElement(&scanner, rows) }
            case .null where !rules.readsTokens: break
            default: throw scanner.error("No content to map due to end-of-input: a line must hold an object, or an array of objects")
            }
        } catch {
            takeBack(rows)
            guard rules.ignoresParseErrors else { throw MalformedRecord(error.message, at: line.start - base + error.offset) }
            skippedRecords += 1
        }
    }

    /// A tree is only made of text that is well-formed from its beginning to its end.
    private func checkSyntax(_ scanner: inout JsonScanner, _ line: ByteRange) throws(JsonError) {
        try scanner.nextToken()
        try scanner.skipChildren()
        scanner.begin(line)
    }

    private func readObject(_ scanner: inout JsonScanner, _ rows: RowBuilder) throws(JsonError) {
        try scanner.convertFields(conversion, rules, into: rows.columns, row: rows.count)
        rows.count += 1
    }

    /// An element of an array that is the whole line: those that are no objects are no rows.
    private func readElement(_ scanner: inout JsonScanner, _ rows: RowBuilder) throws(JsonError) {
        if scanner.token == .null { return }
        let start = scanner.checkpoint
        do throws(JsonError) {
            guard scanner.token == .startObject else { throw scanner.error("Illegal JSON object data...") }
            try readObject(&scanner, rows)
        } catch {
            guard rules.ignoresParseErrors else { throw error }
            takeBack(rows)
            skippedRecords += 1
            if !rules.readsTokens {
                scanner.restore(start)
                try scanner.skipChildren()
            } else if scanner.token == .end {
                throw error
            }
        }
    }
}

extension DataType {
    /// Whether values hold DECIMALs.
    fileprivate var containsDecimal: Bool {
        switch kind {
        case .decimal: true
        case .array(let element), .multiset(let element): element.containsDecimal
        case .map(let key, let value): key.containsDecimal || value.containsDecimal
        case .row(let fields), .structured(_, let fields): fields.contains { $0.type.containsDecimal }
        default: false
        }
    }
}
