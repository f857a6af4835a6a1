import MartletCore
import MartletFunctions
import MartletSQL

extension Binder {
    /// `VALUES (1, 'a'), (2, 'b')`: each column of the common type of its values.
    func bind(_ values: Values, outer: Scope?) throws -> any LogicalPlan {
        let scope = makeScope([], parent: outer)
        let binder = ExpressionBinder(self, scope: scope, clause: .values)
        let rows = try values.rows.map { row in
            // VALUES ROW(1, 2) is VALUES (1, 2).
            if row.values.count == 1, case .row(let fields) = row.values[0].kind { return try binder.bind(fields) }
            return try binder.bind(row.values)
        }
        let width = rows[0].count
        if rows.contains(where: { $0.count != width }) {
            throw MartletError("Unequal number of entries in ROW constructor", phase: .validate, at: values.range)
        }
        if let null = rows.joined().first(where: \.isBareNull) { throw binder.illegalNull(at: null.range) }
        var types: [DataType] = []
        for column in 0..<width {
            let cells = rows.map { $0[column] }
            guard var type = Coercion.commonType(cells.map(\.type)) else {
                throw MartletError(
                    "Values passed to VALUES operator must have compatible types",
                    hint: "Column \(column + 1) has \(cells.map { "\($0.type)" }.joined(separator: ", ")).", phase: .validate,
                    at: values.range)
            }
            type.isNullable = cells.contains { $0.type.isNullable }
            types.append(type.withoutTimeAttribute)
        }
        let names = (0..<width).map { "EXPR$\($0)" }
        let cells = try rows.map { row in try zip(row, types).map { try $0.cast(to: $1) } }
        return try rowsPlan(cells, Schema(zip(names, types).map { Field($0, $1) }))
    }

    /// Constant rows as literals; rows that are not constant one by one, as projections of a single row.
    private func rowsPlan(_ rows: [[BoundExpression]], _ schema: Schema) throws -> any LogicalPlan {
        let folding = try folding
        let literals = rows.map { $0.map { folding.value(of: $0) } }
        let constant = literals.map { $0.compactMap { $0 } }
        if zip(constant, literals).allSatisfy({ $0.count == $1.count }) {
            return LogicalValues(schema, rows: constant, isComputed: rows.contains { $0.contains { $0.literal == nil } })
        }
        let parts = rows.map { row -> any LogicalPlan in
            LogicalProject(LogicalValues.oneRow, zip(row, schema.types).map { $0.nullable($1.isNullable) }, names: schema.names)
        }
        return parts.count == 1 ? parts[0] : LogicalSetOperation(.union, all: true, parts)
    }
}
