import MartletCore
import MartletSQL

/// From the syntax tree of a statement to the way in which it is run.
package struct Planner {
    package let session: PlannerSession

    package init(_ session: PlannerSession) { self.session = session }

    /// Plans a query.
    package func plan(_ query: Query) throws -> PhysicalPlan {
        let bound = try Binder(session: session).bind(query)
        let physical = try physicalPlan(bound)
        return PhysicalPlan(logical: [bound], roots: [physical], schema: bound.schema.uniqued, isQuery: true, session: session)
    }

    /// Plans inserts that run as one job.
    package func plan(_ inserts: [Insert]) throws -> PhysicalPlan {
        let sinks = try inserts.map { try Binder(session: session).bind($0) }
        return PhysicalPlan(
            logical: sinks, roots: try sinks.map { try physicalPlan($0) }, schema: sinks.first?.schema ?? Schema([]),
            isQuery: false, session: session)
    }

    /// The columns of a query's result; nothing is planned.
    package func schema(of query: Query) throws -> Schema { try Binder(session: session).bind(query).schema }

    private func physicalPlan(_ plan: any LogicalPlan) throws -> PhysicalNode {
        try PlannerOptions.check(session.configuration)
        let optimized = try Optimizer(session).optimize(plan)
        let physical = try PhysicalPlanner(session).convert(optimized)
        return try ChangelogInference.apply(to: physical, configuration: session.configuration)
    }
}
