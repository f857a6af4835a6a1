import MartletCore
import MartletFunctions
import MartletSQL

extension Binder {
    func bind(_ join: Join, outer: Scope?, lateral: Scope?) throws -> FromPlan {
        let left = try bind(join.left, outer: outer, lateral: lateral)
        // What stands on the right may use the left's names if it is lateral: a query so marked, a function, UNNEST.
        let leftScope = makeScope(left.relations, merged: left.merged, parent: lateral ?? outer)
        let right = try bind(join.right, outer: outer, lateral: leftScope)
        try checkNames(left, right, at: join.right)
        try checkCondition(join)

        let kind: LogicalJoin.Kind =
            switch join.kind {
            case .comma, .cross, .inner: .inner
            case .left: .left
            case .right: .right
            case .full: .full
            }
        let width = left.plan.schema.count
        let relations =
            left.relations.map { $0.nullable(or: kind.keepsRight) }
            + right.relations.map { $0.shifted(by: width).nullable(or: kind.keepsLeft) }
        var merged = left.merged + right.merged.map { $0.shifted(by: width) }

        var condition = BoundExpression.true
        switch join.condition {
        case .none:
            if join.isNatural {
                let names = left.relations.flatMap(\.fields).map(\.name)
                let common = right.relations.flatMap(\.fields).map(\.name).filter(names.contains)
                condition = try mergeColumns(
                    common.map { (Identifier($0, at: join.right.location), nil) }, left, right, kind, isNatural: true, into: &merged)
            }
        case .using(let columns):
            condition = try mergeColumns(columns.map { ($0, $0.range) }, left, right, kind, isNatural: false, into: &merged)
        case .on(let expression):
            // In the condition, columns are as nullable as their inputs.
            let scope = makeScope(
                left.relations + right.relations.map { $0.shifted(by: width) },
                merged: left.merged + right.merged.map { $0.shifted(by: width) },
                parent: lateral ?? outer)
            condition = try self.condition(expression, "ON", ExpressionBinder(self, scope: scope, clause: .on))
        }

        if let right = right.plan as? LogicalSnapshot {
            let snapshot = LogicalSnapshot(input: right.input, time: right.time, scope: leftScope.id)
            return FromPlan(LogicalJoin(left.plan, snapshot, kind, condition), relations: relations, merged: merged)
        }
        if right.plan.outerColumns(of: leftScope.id).isEmpty {
            return FromPlan(LogicalJoin(left.plan, right.plan, kind, condition), relations: relations, merged: merged)
        }
        return FromPlan(
            try correlate(left.plan, right.plan, kind, condition, scope: leftScope.id, at: join.right), relations: relations, merged: merged
        )
    }

    /// A right side that reads the left row. Its condition becomes a filter of the right side.
    private func correlate(
        _ left: any LogicalPlan, _ right: any LogicalPlan, _ kind: LogicalJoin.Kind, _ condition: BoundExpression, scope: Int,
        at reference: TableReference
    ) throws -> any LogicalPlan {
        guard kind == .inner || kind == .left else {
            throw MartletError("\(kind.rawValue.uppercased()) JOIN cannot be lateral.", phase: .validate, at: reference.range)
        }
        var right = right
        if !condition.isTrueLiteral {
            let width = left.schema.count
            let inner = condition.replacing { expression in
                guard case .column(let index) = expression.kind else { return nil }
                return BoundExpression(
                    index < width ? .outer(scope: scope, column: index) : .column(index - width), expression.type, at: expression.range)
            }
            right = LogicalFilter(right, inner)
        }
        return LogicalCorrelate(left: left, right: right, kind: kind, scope: scope)
    }

    /// A condition of WHERE, HAVING, QUALIFY or ON: BOOLEAN, and without aggregates where there are none yet.
    func condition(_ expression: Expression, _ clause: String, _ binder: ExpressionBinder) throws -> BoundExpression {
        var condition = try binder.bind(expression)
        if condition.type.kind == .null { condition = .null(.boolean) }
        guard condition.type.kind == .boolean else {
            throw MartletError("\(clause) clause must be a condition", phase: .validate, at: expression.range)
        }
        return condition
    }

    // MARK: Columns that are merged

    /// The equality of columns of the same name, which become one.
    private func mergeColumns(
        _ columns: [(name: Identifier, range: SourceRange?)], _ left: FromPlan, _ right: FromPlan, _ kind: LogicalJoin.Kind,
        isNatural: Bool,
        into merged: inout [Scope.MergedColumn]
    ) throws -> BoundExpression {
        let width = left.plan.schema.count
        let leftScope = makeScope(left.relations, merged: left.merged, parent: nil)
        let rightScope = makeScope(
            right.relations.map { $0.shifted(by: width) }, merged: right.merged.map { $0.shifted(by: width) }, parent: nil)
        var conditions: [BoundExpression] = []
        var new: [Scope.MergedColumn] = []
        for (name, range) in columns {
            let binder = ExpressionBinder(self, scope: leftScope, clause: .on)
            let l = try leftScope.resolve(QualifiedName(name)), r = try rightScope.resolve(QualifiedName(name))
            conditions.append(try binder.compare(.equal, l, r, at: range ?? name.range))
            var sources: Set<Int> = l.columns.union(r.columns)
            merged.removeAll { column in
                guard column.name == name.name else { return false }
                sources.formUnion(column.sources)
                return true
            }
            let (outerL, outerR) = (
                l.nullable(l.type.isNullable || kind.keepsRight), r.nullable(r.type.isNullable || kind.keepsLeft)
            )
            let value: BoundExpression
            switch kind {
            case .right: value = outerR
            case .full:
                let type = Coercion.commonType([outerL.type, outerR.type]) ?? outerL.type
                value = BoundExpression(.coalesce([try outerL.cast(to: type), try outerR.cast(to: type)]), type.nullable)
            default: value = outerL
            }
            new.append(Scope.MergedColumn(name: name.name, expression: value.at(nil), sources: sources, isNatural: isNatural))
        }
        merged = new + merged
        return .all(conditions)
    }

    // MARK: Checks

    private func checkNames(_ left: FromPlan, _ right: FromPlan, at reference: TableReference) throws {
        let names = Set(left.relations.compactMap(\.alias))
        if let name = right.relations.compactMap(\.alias).first(where: names.contains) {
            throw MartletError("Duplicate relation name '\(name)' in FROM clause", phase: .validate, at: reference.range)
        }
    }

    private func checkCondition(_ join: Join) throws {
        let isConditional = if case .none = join.condition { join.isNatural } else { true }
        switch join.kind {
        case .comma, .cross:
            guard isConditional else { return }
            let range: SourceRange? =
                switch join.condition {
                case .on(let expression): expression.range
                case .using(let columns): columns.first?.range
                case .none: nil
                }
            throw MartletError(
                "Cannot specify condition (NATURAL keyword, or ON or USING clause) following \(join.kind == .comma ? "comma" : "CROSS") JOIN",
                phase: .validate, at: range)
        default:
            if isConditional { return }
            throw MartletError(
                "INNER, LEFT, RIGHT or FULL join requires a condition (NATURAL keyword or ON or USING clause)", phase: .validate,
                at: join.right.range)
        }
    }
}

extension Scope.Relation {
    func shifted(by width: Int) -> Scope.Relation {
        var copy = self
        copy.offset += width
        return copy
    }

    func nullable(or also: Bool) -> Scope.Relation {
        var copy = self
        copy.fields = fields.map { $0.nullable(or: also) }
        return copy
    }
}

extension Scope.MergedColumn {
    func shifted(by width: Int) -> Scope.MergedColumn {
        var copy = self
        copy.expression = expression.mapColumns { $0 + width }
        copy.sources = Set(sources.map { $0 + width })
        return copy
    }
}
