import MartletColumns
import MartletCore

extension Cast {
    func bytes() -> ScalarKernel {
        let lengthens: Bool, length: Int
        switch target.kind {
        case .binary(let declared): (lengthens, length) = (true, declared)
        case .varbinary(let declared): (lengthens, length) = (false, declared)
        default: missing()
        }
        if style == .legacy { return { try $0[0] } }
        return { call in try .bytes(TextLength.binary(try call[0].bytes, length, pads: lengthens)) }
    }

    /// Arrays, maps and rows are cast part by part, a column at a time. If a part cannot be cast, its value as a whole cannot.
    func collection() throws -> ScalarKernel {
        // The parts are cast strictly: only here it is known which value a failure belongs to.
        let whole = try Cast(source: source, target: target, isTry: false, style: style, ofLiteral: ofLiteral).parts()
        return { [target, isTry] call in
            do {
                return try whole(call)
            } catch {
                return try Self.rowByRow(whole, call, target, isTry: isTry)
            }
        }
    }

    private func parts() throws -> ScalarKernel {
        switch (source.kind, target.kind) {
        case (.array(let from), .array(let to)):
            let element = try part(from: from, to: to).kernel()
            return { call in
                let array = try call[0].array
                return .array(
                    ArrayColumn(offsets: array.offsets, elements: try Self.run(element, array.elements, call), validity: array.validity))
            }
        case (.multiset(let from), .multiset(let to)): return Self.map(try part(from: from, to: to).kernel(), { try $0[0] })
        case (.map(let key, let value), .map(let newKey, let newValue)):
            return Self.map(try part(from: key, to: newKey).kernel(), try part(from: value, to: newValue).kernel())
        default:
            guard let from = source.kind.fields, let to = target.kind.fields else { missing() }
            let kernels = try zip(from, to).map { try part(from: $0.type, to: $1.type).kernel() }
            return { call in
                let rows = try call[0].row
                let fields = try zip(kernels, rows.fields).map { try Self.run($0, $1, call) }
                return .row(RowColumn(fields: fields, count: rows.count, validity: rows.validity))
            }
        }
    }

    private static func map(_ key: @escaping ScalarKernel, _ value: @escaping ScalarKernel) -> ScalarKernel {
        { call in
            let map = try call[0].map
            return .map(
                MapColumn(
                    offsets: map.offsets, keys: try run(key, map.keys, call), values: try run(value, map.values, call),
                    validity: map.validity))
        }
    }

    /// The same one value at a time, to find which fail; what lies at a NULL is not looked at.
    private static func rowByRow(_ kernel: ScalarKernel, _ call: KernelArguments, _ target: DataType, isTry: Bool) throws -> Column {
        let column = try call[0]
        let null = Column.nulls(target, count: 1)
        let values = try (0..<column.count).map { row in
            if column.isNull(row) { return null }
            do {
                return try run(kernel, column.slice(row..<row + 1), call)
            } catch {
                if isTry { return null }
                throw error
            }
        }
        return Column.concatenation(values)
    }
}
