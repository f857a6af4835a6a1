import MartletColumns
import MartletCore
import MartletRuntime

/// Reads changes: decodes the envelopes of many lines into columns, then says of each what comes and what goes.
final class ChangelogJsonDecoder: RowDecoder {
    /// A row to emit: where its content lies.
    private struct Change {
        enum Content {
            /// A row after the change, or the only one.
            case new(Int)
            /// A row before the change.
            case old(Int)
            /// A row after the change with what was different before it.
            case merged(old: Int, names: Set<[UInt8]>, new: Int)
        }

        var kind: RowKind
        var content: Content
    }

    private let dialect: ChangelogDialect
    private let fields: [Field]
    private let names: [[UInt8]]
    private let ignoresParseErrors: Bool
    private let hasSchema: Bool
    private let databasePattern: Regex<AnyRegexOutput>?
    private let tablePattern: Regex<AnyRegexOutput>?
    private let envelopes: JsonDecoder
    private let envelopeRows: RowBuilder
    private let oldReader: OldRowReader?
    private var skippedChanges = 0

    var skippedRecords: Int { envelopes.skippedRecords + skippedChanges }

    init(_ schema: FormatSchema, _ dialect: ChangelogDialect, _ json: JsonOptions, _ options: DeclaredOptions) throws {
        self.dialect = dialect
        fields = schema.projection.map { schema.fields[$0] }
        names = fields.map { Array($0.name.utf8) }
        ignoresParseErrors = json.ignoresParseErrors
        hasSchema = dialect == .debezium && options.boolean("schema-include")
        databasePattern = try Self.pattern("database.include", options, of: dialect)
        tablePattern = try Self.pattern("table.include", options, of: dialect)
        let row = DataType.row(fields)
        let envelope =
            switch dialect {
            case .debezium, .ogg: [Field("after", row), Field(dialect.operationField, .string), Field("before", row)]
            case .canal:
                [
                    Field("data", .array(row)), Field("type", .string), Field("old", .string), Field("database", .string),
                    Field("table", .string),
                ]
            case .maxwell: [Field("data", row), Field("type", .string), Field("old", .string)]
            }
        let envelopeFields = hasSchema ? [Field("payload", .row(envelope))] : envelope
        envelopes = try JsonDecoder(FormatSchema(fields: envelopeFields), json)
        envelopeRows = RowBuilder(envelopeFields.map(\.type))
        oldReader = dialect.hasWholeOldRows ? nil : try OldRowReader(fields, isArray: dialect == .canal, json)
    }

    private static func pattern(_ key: String, _ options: DeclaredOptions, of dialect: ChangelogDialect) throws -> Regex<AnyRegexOutput>? {
        guard dialect == .canal, let text = options[key] else { return nil }
        do {
            return try Regex(text)
        } catch {
            throw MartletError("'\(text)' for 'canal-json.\(key)' is not a regular expression: \(error).", phase: .validate)
        }
    }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int {
        let taken = try envelopes.decode(bytes, isEnd: isEnd, limit: limit, into: envelopeRows)
        let count = envelopeRows.count
        var columns = envelopeRows.finish().columns
        if hasSchema, case .row(let payload) = columns[0] { columns = payload.fields }
        var changes: [Change] = []
        for row in 0..<count {
            do {
                try append(row, columns, to: &changes)
            } catch let error as MartletError {
                guard ignoresParseErrors else { throw MalformedRecord(error.message, at: Self.offset(ofLine: row, in: bytes)) }
                skippedChanges += 1
            }
        }
        emit(changes, columns, into: rows)
        return taken
    }

    /// Where the `number`th line begins that is not empty.
    private static func offset(ofLine number: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var start = 0, lines = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            if index > start {
                if lines == number { return start }
                lines += 1
            }
            start = index + 1
        }
        return start
    }

    /// Adds what the envelope at `row` says.
    private func append(_ row: Int, _ columns: [Column], to changes: inout [Change]) throws {
        if let databasePattern, try !matches(databasePattern, columns[3], row) { return }
        if let tablePattern, try !matches(tablePattern, columns[4], row) { return }
        guard case .bytes(let words) = columns[1], let word = words.string(row) else {
            throw MartletError("Corrupt \(dialect.rawValue) message: the field '\(dialect.operationField)' is missing.")
        }
        guard let operation = dialect.operation(word) else {
            throw MartletError("Unknown \"\(dialect.operationField)\" value \"\(word)\".")
        }
        if operation == .none { return }
        if dialect.hasWholeOldRows {
            if operation != .insert, columns[2].isNull(row) {
                throw MartletError(
                    "The \"before\" field of \(operation == .update ? "UPDATE" : "DELETE") message is null: the table's replica identity must be FULL."
                )
            }
            if operation != .delete, columns[0].isNull(row) { throw MartletError("The \"after\" field of a message is null.") }
            switch operation {
            case .insert: changes.append(Change(kind: .insert, content: .new(row)))
            case .update:
                changes.append(Change(kind: .updateBefore, content: .old(row)))
                changes.append(Change(kind: .updateAfter, content: .new(row)))
            case .delete: changes.append(Change(kind: .delete, content: .old(row)))
            case .none: break
            }
            return
        }
        guard !columns[0].isNull(row) else { throw MartletError("The \"data\" field of a message is null.") }
        let newRows = if case .array(let data) = columns[0] { data.range(row) } else { row..<row + 1 }
        switch operation {
        case .insert: changes += newRows.map { Change(kind: .insert, content: .new($0)) }
        case .delete: changes += newRows.map { Change(kind: .delete, content: .new($0)) }
        case .update:
            guard let oldReader, case .bytes(let olds) = columns[2], !olds.isNull(row) else {
                throw MartletError("The \"old\" field of an update is null.")
            }
            let (oldRows, names) = try olds.withBytes(row) { try oldReader.read($0) }
            guard oldRows.count == newRows.count else {
                throw MartletError("An update has \(newRows.count) rows after it and \(oldRows.count) before it.")
            }
            for (old, new) in zip(oldRows, newRows) {
                changes.append(Change(kind: .updateBefore, content: .merged(old: old, names: names, new: new)))
                changes.append(Change(kind: .updateAfter, content: .new(new)))
            }
        case .none: break
        }
    }

    private func matches(_ pattern: Regex<AnyRegexOutput>, _ column: Column, _ row: Int) throws -> Bool {
        guard case .bytes(let names) = column, let name = names.string(row) else {
            throw MartletError("Corrupt \(dialect.rawValue) message: the name of the database or table is missing.")
        }
        return try pattern.wholeMatch(in: name) != nil
    }

    private func emit(_ changes: [Change], _ columns: [Column], into rows: RowBuilder) {
        let new = Self.fields(columns[0])
        let old = oldReader?.finish() ?? Self.fields(columns[2])
        for (index, builder) in rows.columns.enumerated() {
            for change in changes {
                switch change.content {
                case .new(let row): builder.append(new[index], row: row)
                case .old(let row): builder.append(old[index], row: row)
                case .merged(let oldRow, let names, let newRow):
                    if old[index].isNull(oldRow), !names.contains(self.names[index]) {
                        builder.append(new[index], row: newRow)
                    } else {
                        builder.append(old[index], row: oldRow)
                    }
                }
            }
        }
        rows.kinds += changes.map(\.kind)
        rows.count += changes.count
    }

    /// The fields of a column of rows, or of the rows in its arrays.
    private static func fields(_ column: Column) -> [Column] {
        switch column {
        case .row(let column): column.fields
        case .array(let column): fields(column.elements)
        default: []
        }
    }
}
