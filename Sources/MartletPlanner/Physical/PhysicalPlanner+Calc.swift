import MartletCore

extension PhysicalPlanner {
    /// Project(f, Filter(p, x)) is one Calc.
    func convert(_ project: LogicalProject) throws -> PhysicalNode {
        var condition: BoundExpression?
        var input = project.input
        if let filter = input as? LogicalFilter {
            condition = filter.condition
            input = filter.input
        }
        return PhysicalNode(
            PhysicalCalc(condition: condition, projection: project.expressions), [try convert(input)], project.schema.uniqued)
    }

    func convert(_ filter: LogicalFilter) throws -> PhysicalNode {
        let input = try convert(filter.input)
        return PhysicalNode(PhysicalCalc(condition: filter.condition, projection: nil), [input], input.schema)
    }
}
