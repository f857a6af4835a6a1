import MartletCore

extension ColumnBuilder {
    /// Appends a dynamic value; one that is not of the column's type is an error.
    ///
    /// `type` gives what the physical type does not say, such as a decimal's scale. A value of a narrower numeric type is widened.
    public func append(_ value: Value, as type: DataType) throws {
        switch (value, type.kind) {
        case (.null, _): appendNull()
        case (.boolean(let value), .boolean): append(value)
        case (.tinyint(let value), _) where type.kind.isNumeric: try append(integer: Int64(value), as: type)
        case (.smallint(let value), _) where type.kind.isNumeric: try append(integer: Int64(value), as: type)
        case (.int(let value), _) where type.kind.isNumeric: try append(integer: Int64(value), as: type)
        case (.bigint(let value), _) where type.kind.isNumeric: try append(integer: value, as: type)
        case (.float(let value), .float): append(value)
        case (.float(let value), .double): append(Double(value))
        case (.double(let value), .double): append(value)
        case (.double(let value), .float): append(Float(value))
        // A cast may round up to one digit more than the precision has; such a number stays.
        case (.decimal(let value), .decimal(_, let scale)) where value.scale == scale: append(value.unscaled)
        case (.decimal(let value), .decimal(let precision, let scale)):
            if let fitted = value.fitted(precision: precision, scale: scale) { append(fitted.unscaled) } else { appendNull() }
        case (.decimal(let value), .double): append(value.doubleValue)
        case (.decimal(let value), .float): append(Float(value.doubleValue))
        case (.string(let value), .char), (.string(let value), .varchar): append(value)
        case (.bytes(let value), .binary), (.bytes(let value), .varbinary), (.bytes(let value), .variant), (.bytes(let value), .bitmap):
            append(value)
        case (.date(let value), .date): append(value.days)
        case (.time(let value), .time): append(value.milliseconds)
        case (.timestamp(let value), .timestamp): append(dateTime: value)
        case (.instant(let value), .timestampLTZ): append(dateTime: value.utc)
        case (.months(let value), .intervalYearMonth): append(value)
        case (.milliseconds(let value), .intervalDayTime): append(value)
        case (.array(let values), .array(let element)):
            for value in values { try children[0].append(value, as: element) }
            finishCollection()
        case (.map(let entries), .map(let keyType, let valueType)):
            for entry in entries {
                try children[0].append(entry.key, as: keyType)
                try children[1].append(entry.value, as: valueType)
            }
            finishCollection()
        case (.map(let entries), .multiset(let element)):
            for entry in entries {
                try children[0].append(entry.key, as: element)
                try children[1].append(entry.value, as: .int)
            }
            finishCollection()
        case (.row(let values), .row(let fields)), (.row(let values), .structured(_, let fields)):
            guard values.count == fields.count else {
                throw MartletError("A row of \(values.count) values cannot be stored as \(type), which has \(fields.count) fields.")
            }
            for (index, field) in fields.enumerated() { try children[index].append(values[index], as: field.type) }
            finishRow()
        default:
            throw MartletError("The value \(value) cannot be stored as \(type).")
        }
    }

    private func append(integer value: Int64, as type: DataType) throws {
        func fits<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
            guard let exact = T(exactly: value) else { throw MartletError("\(value) is out of the range of a \(T.self).") }
            return exact
        }
        switch type.kind {
        case .tinyint: append(try fits(Int8.self))
        case .smallint: append(try fits(Int16.self))
        case .int: append(try fits(Int32.self))
        case .bigint: append(value)
        case .float: append(Float(value))
        case .double: append(Double(value))
        case .decimal(let precision, let scale):
            if let fitted = Decimal128(value).fitted(precision: precision, scale: scale) { append(fitted.unscaled) } else { appendNull() }
        default: throw MartletError("The number \(value) cannot be stored as \(type).")
        }
    }

    private func append(dateTime value: LocalDateTime) {
        if type == .int64 { append(value.milliseconds) } else { append(value.nanoseconds) }
    }

    /// A column of `values`, all of `type`.
    public static func column(_ values: some Collection<Value>, _ type: DataType) throws -> Column {
        let builder = ColumnBuilder(type, capacity: values.count)
        for value in values { try builder.append(value, as: type) }
        return builder.finish()
    }
}

extension Column {
    /// The value at `row`, read as `type`.
    public func value(_ row: Int, _ type: DataType) -> Value {
        if isNull(row) { return .null }
        switch (self, type.kind) {
        case (.boolean(let column), _): return .boolean(column.values[row])
        case (.int8(let column), _): return .tinyint(column.values[row])
        case (.int16(let column), _): return .smallint(column.values[row])
        case (.int32(let column), .date): return .date(LocalDate(days: column.values[row]))
        case (.int32(let column), .time): return .time(LocalTime(milliseconds: column.values[row]))
        case (.int32(let column), .intervalYearMonth): return .months(column.values[row])
        case (.int32(let column), _): return .int(column.values[row])
        case (.int64(let column), .timestamp): return .timestamp(LocalDateTime(milliseconds: column.values[row]))
        case (.int64(let column), .timestampLTZ): return .instant(Instant(utc: LocalDateTime(milliseconds: column.values[row])))
        case (.int64(let column), .intervalDayTime): return .milliseconds(column.values[row])
        case (.int64(let column), _): return .bigint(column.values[row])
        case (.int128(let column), .timestamp): return .timestamp(LocalDateTime(nanoseconds: column.values[row]))
        case (.int128(let column), .timestampLTZ): return .instant(Instant(utc: LocalDateTime(nanoseconds: column.values[row])))
        case (.int128(let column), .decimal(_, let scale)): return .decimal(Decimal128(unscaled: column.values[row], scale: scale))
        case (.int128(let column), _): return .decimal(Decimal128(unscaled: column.values[row], scale: 0))
        case (.float(let column), _): return .float(column.values[row])
        case (.double(let column), _): return .double(column.values[row])
        case (.bytes(let column), .char), (.bytes(let column), .varchar): return .string(column.string(row) ?? "")
        case (.bytes(let column), _): return .bytes(Array(column[row]))
        case (.array(let column), .array(let element)): return .array(column.range(row).map { column.elements.value($0, element) })
        case (.map(let column), .map(let key, let value)):
            return .map(column.range(row).map { .init(column.keys.value($0, key), column.values.value($0, value)) })
        case (.map(let column), .multiset(let element)):
            return .map(column.range(row).map { .init(column.keys.value($0, element), column.values.value($0, .int)) })
        case (.row(let column), .row(let fields)), (.row(let column), .structured(_, let fields)):
            return .row(fields.indices.map { column.fields[$0].value(row, fields[$0].type) })
        default: preconditionFailure("a column of \(physicalType) read as \(type)")
        }
    }

    /// A column of `count` times the same value.
    public static func constant(_ value: Value, _ type: DataType, count: Int) throws -> Column {
        let one = try ColumnBuilder.column([value], type)
        return one.gather([Int32](repeating: 0, count: count))
    }

    /// A column of `count` NULLs of `type`.
    public static func nulls(_ type: DataType, count: Int) -> Column {
        let builder = ColumnBuilder(type, capacity: max(1, count))
        for _ in 0..<count { builder.appendNull() }
        return builder.finish()
    }
}
