import MartletCore
import MartletRuntime

/// How statements are computed: ready to become a part of a stream graph, or to be explained.
package struct PhysicalPlan: Sendable {
    /// What was asked, before any rule.
    package var logical: [any LogicalPlan]
    /// A query's result, or the sinks of inserts.
    package var roots: [PhysicalNode]
    /// The columns of a query's result, as Flink names and types them.
    package var schema: Schema
    /// Whether the rows are handed to whoever asked; else they are written to tables.
    var isQuery: Bool
    let session: PlannerSession

    /// Whether the rows of a query's result only ever add to it.
    package var isInsertOnly: Bool { roots.allSatisfy(\.modifyKinds.isInsertOnly) }

    /// Adds the plan to `graph`.
    ///
    /// - Returns: for each root, where its rows come out; for an insert, its sink.
    @discardableResult
    package func translate(into graph: inout StreamGraph) throws -> [PlanEdge] {
        var translation = try Translation(graph: graph, session: session)
        let edges = try roots.map { root in
            let edge = try translation.edge(of: root)
            return isQuery ? translation.enforcing(schema, on: edge) : edge
        }
        graph = translation.graph
        return edges
    }
}
