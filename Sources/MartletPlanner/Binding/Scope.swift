import MartletCore
import MartletSQL

/// The names that an expression may use: the tables of one FROM clause, and those of the queries around it.
package final class Scope {
    /// A table under the name by which its columns are qualified.
    package struct Relation {
        package var alias: String?
        /// The full name, where the table stands under its own.
        package var identifier: TableIdentifier?
        package var fields: [Field]
        /// The place of the first column in the rows of the scope.
        package var offset: Int
        /// Columns that only the binder itself refers to.
        package var isHidden = false

        var columns: [BoundExpression] { BoundExpression.columns(fields, offset: offset) }
    }

    /// The column that JOIN .. USING and NATURAL JOIN make of two.
    package struct MergedColumn {
        package var name: String
        package var expression: BoundExpression
        /// The columns that it stands for.
        package var sources: Set<Int>
        /// NATURAL: the name alone stays ambiguous, as in Flink.
        package var isNatural: Bool
    }

    /// The number by which subqueries call the rows of the scope.
    package let id: Int
    package let parent: Scope?
    package let relations: [Relation]
    package let merged: [MergedColumn]

    init(id: Int, relations: [Relation], merged: [MergedColumn] = [], parent: Scope?) {
        self.id = id
        self.relations = relations
        self.merged = merged
        self.parent = parent
    }

    /// All columns, in order.
    package var fields: [Field] { relations.flatMap(\.fields) }

    /// A column found in this scope or one around it.
    private func reference(_ column: BoundExpression, to owner: Scope) -> BoundExpression {
        owner === self
            ? column
            : column.replacing { expression in
                guard case .column(let index) = expression.kind else { return nil }
                return BoundExpression(.outer(scope: owner.id, column: index), expression.type)
            }
    }

    // MARK: Looking up

    /// The column, and the fields of a row in it, that a name stands for.
    package func resolve(_ name: QualifiedName) throws -> BoundExpression {
        let parts = name.parts
        if parts.count == 1 {
            if let column = try column(named: parts[0]) { return column.at(name.range) }
            throw notFound(parts[0])
        }
        for count in stride(from: parts.count - 1, through: 1, by: -1) {
            guard let (relation, owner) = relation(named: parts.prefix(count).map(\.name)) else { continue }
            let rest = Array(parts[count...])
            let matches = relation.fields.indices.filter { relation.fields[$0].name == rest[0].name }
            if matches.count > 1 {
                throw MartletError("Column '\(rest[0].name)' is ambiguous", phase: .validate, at: name.range)
            }
            if let index = matches.first {
                let column = reference(.column(relation.offset + index, relation.fields[index].type), to: owner)
                if let field = field(of: column, path: rest.dropFirst().map(\.name)) { return field.at(name.range) }
            }
            // A table and a column of one name: the column's field may be meant.
            if let column = try? column(named: parts[0]), let field = field(of: column, path: parts.dropFirst().map(\.name)) {
                return field.at(name.range)
            }
            throw notFound(rest, in: relation, of: name)
        }
        // No table of that name: a column with fields.
        if let column = try column(named: parts[0]), column.type.kind.fields != nil {
            if let field = field(of: column, path: parts.dropFirst().map(\.name)) { return field.at(name.range) }
            throw notFound(parts, in: nil, of: name)
        }
        throw tableNotFound(parts)
    }

    /// The columns that `t.*` stands for, with their names; a row column's fields where there is no such table.
    package func expandStar(_ name: QualifiedName) throws -> [(BoundExpression, String)] {
        if let (relation, owner) = relation(named: name.names) {
            return zip(relation.columns, relation.fields).map { (reference($0, to: owner).at(name.range), $1.name) }
        }
        if let row = try? resolve(name), let fields = row.type.kind.fields {
            return fields.indices.map { index in (BoundExpression.field(row, index), fields[index].name) }
        }
        let text = name.names.joined(separator: ".")
        throw MartletError(
            "Unknown identifier '\(text)'", hint: didYouMean(text, among: relationNames), phase: .validate, at: name.range)
    }

    /// The columns that `*` stands for.
    package func expandStar() -> [(BoundExpression, String)] {
        let hidden = merged.reduce(into: Set<Int>()) { $0.formUnion($1.sources) }
        let rest = relations.filter { !$0.isHidden }.flatMap { relation in zip(relation.columns, relation.fields).map { ($0, $1.name) } }
        return merged.map { ($0.expression, $0.name) } + rest.filter { !hidden.contains($0.0.columnIndex ?? -1) }
    }

    /// The column of this name here or further out; more than one in the nearest scope that has any is an error.
    private func column(named name: Identifier) throws -> BoundExpression? {
        var scope: Scope? = self
        while let owner = scope {
            if let merged = owner.merged.last(where: { !$0.isNatural && $0.name == name.name }) {
                return reference(merged.expression, to: owner)
            }
            let matches = owner.relations.flatMap { relation in
                relation.fields.indices.filter { relation.fields[$0].name == name.name }.map {
                    (relation.offset + $0, relation.fields[$0].type)
                }
            }
            if matches.count > 1 { throw MartletError("Column '\(name.name)' is ambiguous", phase: .validate, at: name.range) }
            if let (index, type) = matches.first { return reference(.column(index, type), to: owner) }
            scope = owner.parent
        }
        return nil
    }

    /// The table of this name, of one or more parts, here or further out.
    func relation(named names: [String]) -> (Relation, Scope)? {
        var scope: Scope? = self
        while let owner = scope {
            let found = owner.relations.first { relation in
                if names.count == 1 { return relation.alias == names[0] }
                return relation.identifier?.names.suffix(names.count) == names[...]
            }
            if let found { return (found, owner) }
            scope = owner.parent
        }
        return nil
    }

    private func field(of column: BoundExpression, path: [String]) -> BoundExpression? {
        var expression = column
        for name in path {
            guard let index = expression.type.kind.fields?.firstIndex(where: { $0.name == name }) else { return nil }
            expression = .field(expression, index)
        }
        return expression
    }

    // MARK: Errors

    private var outward: [Scope] { [self] + (parent?.outward ?? []) }
    private var relationNames: [String] { outward.flatMap { $0.relations.compactMap(\.alias) } }
    private var columnNames: [String] { outward.flatMap { $0.fields.map(\.name) } }

    private func notFound(_ name: Identifier) -> MartletError {
        MartletError(
            "Column '\(name.name)' not found in any table", hint: didYouMean(name.name, among: columnNames), phase: .validate,
            at: name.range)
    }

    private func notFound(_ rest: [Identifier], in relation: Relation?, of name: QualifiedName) -> MartletError {
        let owner = relation ?? relations.first { $0.fields.contains { $0.name == rest[0].name } }
        let text = rest.map(\.name).joined(separator: ".")
        return MartletError(
            "Column '\(text)' not found in table '\(owner?.alias ?? "")'",
            hint: rest.count == 1 ? didYouMean(rest[0].name, among: owner?.fields.map(\.name) ?? []) : nil, phase: .validate,
            at: rest.dropFirst().reduce(rest[0].range) { $0.union($1.range) })
    }

    private func tableNotFound(_ parts: [Identifier]) -> MartletError {
        let prefix = parts.dropLast()
        let text = prefix.map(\.name).joined(separator: ".")
        return MartletError(
            "Table '\(text)' not found", hint: didYouMean(text, among: relationNames), phase: .validate,
            at: prefix.dropFirst().reduce(parts[0].range) { $0.union($1.range) })
    }
}

extension BoundExpression {
    /// A field of a row: nullable if the row is.
    package static func field(_ row: BoundExpression, _ index: Int) -> BoundExpression {
        let field = row.type.kind.fields?[index].type ?? .null
        return BoundExpression(.field(row, index), field.nullable(field.isNullable || row.type.isNullable), at: row.range)
    }
}
