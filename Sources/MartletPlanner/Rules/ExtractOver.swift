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
                // Literals stay: they are parameters, such as LAG's distance.
                let places = arguments.map { $0.literal == nil ? BoundExpression.column(column($0), $0.type) : $0 }
                let group =
                    groups.firstIndex { $0.partitionBy == partitionBy && $0.orderBy == orderBy } ?? groups.count
                if group == groups.count {
                    groups.append(LogicalOver(input: project.input, partitionBy: partitionBy, orderBy: orderBy, calls: []))
                }
                groups[group].calls.append(
                    LogicalOver.Call(
                        function: function, arguments: places, frame: over.window.frame, type: part.type, outputName: "w\(group)$o\(groups[group].calls.count)"))
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
                return .column(starts[call.group] + call.place, part.type)
            }
        }
        return LogicalProject(result, expressions, names: project.names)
    }
}
