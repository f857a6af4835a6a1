import MartletColumns
import MartletCore
import MartletRuntime

/// Reads JSON Lines into columns: an object a line, or an array of objects. Only the fields of projected columns are converted.
final class JsonDecoder: RowDecoder {
    private let conversion: JsonRowConversion
    private let rules: JsonConversionRules
    private let keys: JsonKeyMemory
    private let columns: UnsafeMutablePointer<JsonFastPath.Column>
    private let scratch = ScratchBytes()
    private let usesFastPath: Bool
    private(set) var skippedRecords = 0

    /// - Parameter usesFastPath: tests compare the two ways of reading.
    init(_ schema: FormatSchema, _ options: JsonOptions, usesFastPath: Bool = true) throws {
        self.usesFastPath = usesFastPath
        let fields = schema.projection.map { schema.fields[$0] }
        conversion = try JsonRowConversion(fields, options)
        rules = JsonConversionRules(
            failsOnMissingField: options.failsOnMissingField, ignoresParseErrors: options.ignoresParseErrors,
            readsTokens: options.readsTokens,
            keepsDecimals: fields.contains { $0.type.containsDecimal })
        keys = JsonKeyMemory(names: conversion.names)
        columns = .allocate(capacity: max(1, fields.count))
    }

    deinit { columns.deallocate() }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        let end = base + bytes.count
        var wholeEnd = end
        while wholeEnd > base, (wholeEnd - 1).pointee != UInt8(ascii: "\n") { wholeEnd -= 1 }
        let fast = fastPath(to: end, rows)
        var scanner = JsonScanner(scratch: scratch)
        var position = UnsafePointer(base)
        var row = rows.count
        let goal = row + limit
        defer { rows.count = row }
        /// Reads one line as Flink does.
        func readSlowly(_ line: ByteRange) throws {
            rows.count = row
            takeBack(rows)
            defer { row = rows.count }
            try readLine(line, &scanner, rows, base: base)
        }
        while row < goal, position < wholeEnd {
            if usesFastPath, let next = fast.read(position, row: row) {
                row &+= 1
                position = next
            } else {
                let lineEnd = position.lineFeed(before: end)
                try readSlowly(ByteRange(position, lineEnd))
                position = lineEnd + 1
            }
        }
        if isEnd, position == wholeEnd, wholeEnd < end, row < goal {
            try readSlowly(ByteRange(position, end))
            position = UnsafePointer(end)
        }
        return position - base
    }

    private func fastPath(to end: ByteRange.Position, _ rows: RowBuilder) -> JsonFastPath {
        for (index, column) in conversion.conversions.enumerated() {
            let scalar: TextConversion? = if case .scalar(let conversion) = column { conversion } else { nil }
            (columns + index).initialize(to: JsonFastPath.Column(memory: rows.columns[index].memory, conversion: scalar))
        }
        var strict = rules
        strict.ignoresParseErrors = false
        var scanner = JsonScanner(scratch: scratch)
        return JsonFastPath(
            columns: columns, columnCount: conversion.names.count, keys: keys, end: end, failsOnMissingField: rules.failsOnMissingField,
            keepsNumberText: rules.readsTokens,
            readNested: { [conversions = conversion.conversions] column, start in
                scanner.begin(ByteRange(start, start.lineFeed(before: end)))
                do throws(JsonError) {
                    try scanner.nextToken()
                    try scanner.convert(conversions[column], strict, into: rows.columns[column])
                    return scanner.position
                } catch {
                    return nil
                }
            }, appendNestedNull: { rows.columns[$0].appendNull() })
    }

    private func takeBack(_ rows: RowBuilder) { for column in rows.columns { column.truncate(to: rows.count) } }

    // MARK: The slow way

    @inline(never) private func readLine(_ line: ByteRange, _ scanner: inout JsonScanner, _ rows: RowBuilder, base: ByteRange.Position)
        throws
    {
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
