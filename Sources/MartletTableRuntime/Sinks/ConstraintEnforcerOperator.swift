import MartletColumns
import MartletCore
import MartletRuntime

/// Enforces what the columns of a sink's table promise: Flink's ConstraintEnforcer.
package final class ConstraintEnforcerOperator: StreamOperator {
    /// What is done with a row that has a NULL in a NOT NULL column: `table.exec.sink.not-null-enforcer`.
    package enum NotNullEnforcer: String, Sendable, CaseIterable { case error = "ERROR", drop = "DROP" }
    /// What is done with CHAR, VARCHAR, BINARY and VARBINARY of another length: `table.exec.sink.type-length-enforcer`.
    package enum TypeLengthEnforcer: String, Sendable, CaseIterable { case ignore = "IGNORE", trimPad = "TRIM_PAD", error = "ERROR" }

    private let schema: Schema
    private let notNull: NotNullEnforcer
    private let length: TypeLengthEnforcer

    package init(schema: Schema, notNull: NotNullEnforcer, length: TypeLengthEnforcer) {
        self.schema = schema
        self.notNull = notNull
        self.length = length
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        var rows = try withoutNulls(columns(batch))
        if length != .ignore {
            for (index, field) in schema.fields.enumerated() {
                guard let limit = LengthLimit(field.type) else { continue }
                rows.columns[index] = try enforced(limit, field, rows.columns[index].bytes)
            }
        }
        try output.emit(rows)
    }

    private func withoutNulls(_ rows: ColumnBatch) throws -> ColumnBatch {
        var valid: Bitmap?
        for (field, column) in zip(schema.fields, rows.columns) where !field.type.isNullable && column.hasNulls {
            if notNull == .error {
                throw MartletError(
                    "Column '\(field.name)' is NOT NULL, however, a null value is being written into it.",
                    hint:
                        "You can set job configuration 'table.exec.sink.not-null-enforcer'='DROP' to suppress this exception and drop such records "
                        + "silently.")
            }
            valid = Bitmap.intersection(valid, column.validity)
        }
        guard let valid else { return rows }
        return rows.gather(valid.ones)
    }

    private func enforced(_ limit: LengthLimit, _ field: Field, _ column: BytesColumn) throws -> Column {
        let isFitting = (0..<column.count).allSatisfy { column.isNull($0) || limit.isMet(by: column[$0]) }
        if isFitting { return .bytes(column) }
        if length == .error {
            throw MartletError(
                "Column '\(field.name)' is \(field.type.nullable), however, a string or binary value of another length is being written into it.",
                hint:
                    "You can set job configuration 'table.exec.sink.type-length-enforcer'='TRIM_PAD' to fit such values, or 'IGNORE' to write "
                    + "them as they are.")
        }
        let builder = ColumnBuilder(field.type, capacity: column.count)
        for row in 0..<column.count { if column.isNull(row) { builder.appendNull() } else { builder.append(limit.fitted(column[row])) } }
        return builder.finish()
    }
}

/// How long the values of a column may be, in characters or bytes.
private struct LengthLimit {
    let length: Int
    /// Whether shorter values are filled up.
    let isFixed: Bool
    let isText: Bool

    init?(_ type: DataType) {
        switch type.kind {
        case .char(let length): (self.length, isFixed, isText) = (length, true, true)
        case .varchar(let length) where length < DataType.maxLength: (self.length, isFixed, isText) = (length, false, true)
        case .binary(let length): (self.length, isFixed, isText) = (length, true, false)
        case .varbinary(let length) where length < DataType.maxLength: (self.length, isFixed, isText) = (length, false, false)
        default: return nil
        }
    }

    /// Whether a byte begins a character of UTF-8.
    private static func isFirst(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

    private func count(_ value: ArraySlice<UInt8>) -> Int { isText ? value.reduce(0) { $0 + (Self.isFirst($1) ? 1 : 0) } : value.count }

    func isMet(by value: ArraySlice<UInt8>) -> Bool {
        let count = count(value)
        return isFixed ? count == length : count <= length
    }

    func fitted(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let count = count(value)
        if count <= length {
            return Array(value) + [UInt8](repeating: isText ? UInt8(ascii: " ") : 0, count: isFixed ? length - count : 0)
        }
        if !isText { return Array(value.prefix(length)) }
        var characters = 0
        return Array(
            value.prefix {
                if Self.isFirst($0) { characters += 1 }
                return characters <= length
            })
    }
}
