extension ColumnBuilder {
    /// Appends one row of a column of the same type.
    public func append(_ column: Column, row: Int) {
        if column.isNull(row) { return appendNull() }
        switch column {
        case .boolean(let column): append(column.values[row])
        case .int8(let column): append(column.values[row])
        case .int16(let column): append(column.values[row])
        case .int32(let column): append(column.values[row])
        case .int64(let column): append(column.values[row])
        case .int128(let column): append(column.values[row])
        case .float(let column): append(column.values[row])
        case .double(let column): append(column.values[row])
        case .bytes(let column): column.withBytes(row) { append($0) }
        case .array(let column):
            for element in column.range(row) { children[0].append(column.elements, row: element) }
            finishCollection()
        case .map(let column):
            for entry in column.range(row) {
                children[0].append(column.keys, row: entry)
                children[1].append(column.values, row: entry)
            }
            finishCollection()
        case .row(let column):
            for (field, child) in zip(column.fields, children) { child.append(field, row: row) }
            finishRow()
        case .null: appendNull()
        }
    }
}
