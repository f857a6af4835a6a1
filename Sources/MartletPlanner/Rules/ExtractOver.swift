import MartletCore

/// Project(f(a OVER w), x) → Project(f(column), Over(w, a, x))
///
/// What partitions, orders and is aggregated becomes columns first. Calls over the same partition and order share an operator.
struct ExtractOver: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let project = plan as? LogicalProject, project.expressions.contains(where: \.containsOver) else { return nil }
        let fields = project.input.schema.fields
        var columns = BoundExpression.columns(fields)
        var names = fields.map(\.name)
        func column(_ expression: BoundExpression) -> Int {
            if let place = columns.firstIndex(of: expression) { return place }
            columns.append(expression.at(nil))
            names.append("$f\(columns.count - 1)")
            return columns.count - 1
        }

        var groups: [LogicalOver] = []
        var calls: [(over: BoundOver, group: Int, place: Int)] = []
        for expression in project.expressions {
            expression.forEach { part in
                guard case .over(let over) = part.kind, !calls.contains(where: { $0.over == over }) else { return }
                let partitionBy = over.window.partitionBy.map(column)
                let orderBy = over.window.orderBy.map {
                    LogicalSort.Key(column: column($0.expression), isDescending: $0.isDescending, nullsFirst: $0.nullsFirst)
                }
                var function = over.function
                var arguments = over.arguments
                if case .aggregate(var aggregate) = function {
                    arguments = aggregate.arguments
                    if let filter = aggregate.filter { aggregate.filter = .column(column(filter), filter.type) }
                    function = .aggregate(aggregate)
                }
                let places = arguments.enumerated().map { index, argument in
                    over.function.isParameter(index) ? argument : BoundExpression.column(column(argument), argument.type)
                }
                let group =
                    groups.firstIndex { $0.partitionBy == partitionBy && $0.orderBy == orderBy } ?? groups.count
                if group == groups.count {
                    groups.append(LogicalOver(input: project.input, partitionBy: partitionBy, orderBy: orderBy, calls: []))
                }
                groups[group].calls.append(
                    LogicalOver.Call(
                        function: function, arguments: places, frame: over.window.frame, type: part.type,
                        outputName: "w\(group)$o\(groups[group].calls.count)"))
                calls.append((over, group, groups[group].calls.count - 1))
            }
        }

        var result: any LogicalPlan = LogicalProject(project.input, columns, names: names)
        var starts: [Int] = []
        for group in groups {
            starts.append(result.schema.count)
            result = group.replacingInputs([result])
        }
        let expressions = project.expressions.map { expression in
            expression.replacing { part -> BoundExpression? in
                guard case .over(let over) = part.kind, let call = calls.first(where: { $0.over == over }) else { return nil }
                let column = BoundExpression.column(starts[call.group] + call.place, part.type)
                return over.mayBreakItsType(part.type) ? column.withValueForNull : column
            }
        }
        return LogicalProject(result, expressions, names: project.names)
    }
}

extension BoundOver.Function {
    /// Whether an argument is the same for all rows: the distance of LAG, the buckets of NTILE.
    fileprivate func isParameter(_ index: Int) -> Bool {
        switch self {
        case .ranking(.lag), .ranking(.lead): index == 1
        case .ranking(.ntile): index == 0
        default: false
        }
    }
}

extension BoundOver {
    /// LAG and LEAD with a default are said to have no NULL, although the values may: what Flink then gives is what its code starts from.
    fileprivate func mayBreakItsType(_ type: DataType) -> Bool {
        switch function {
        case .ranking(.lag), .ranking(.lead): !type.isNullable && arguments[0].type.isNullable
        default: false
        }
    }
}

extension BoundExpression {
    /// Flink's value of a NULL in a type that has none: -1, FALSE, an empty text.
    fileprivate var withValueForNull: BoundExpression {
        let value: Value? =
            switch type.kind {
            case .boolean: .boolean(false)
            case .tinyint: .tinyint(-1)
            case .smallint: .smallint(-1)
            case .int: .int(-1)
            case .bigint: .bigint(-1)
            case .float: .float(-1)
            case .double: .double(-1)
            case .char, .varchar: .string("")
            default: nil
            }
        guard let value else { return self }
        return BoundExpression(.coalesce([nullable(true), .literal(value, type)]), type, at: range)
    }
}
