import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime
import MartletTableRuntime

/// A plan becoming a part of a stream graph.
package struct Translation {
    package var graph: StreamGraph
    package let session: PlannerSession
    package let runtimeMode: RuntimeMode
    package let context: EvaluationContext
    let compiler: ExpressionCompiler
    private let notNullEnforcer: ConstraintEnforcerOperator.NotNullEnforcer
    /// Steps that are in the graph already: equal ones are run once.
    private var translated: [String: PlanEdge] = [:]

    package init(graph: StreamGraph, session: PlannerSession) throws {
        self.graph = graph
        self.session = session
        runtimeMode = try session.configuration[ExecutionOptions.runtimeMode]
        context = try session.evaluationContext
        notNullEnforcer =
            try ConstraintEnforcerOperator.NotNullEnforcer(rawValue: session.configuration[PlannerOptions.notNullEnforcer].uppercased())
            ?? .error
        compiler = try session.expressionCompiler
    }

    package var isStreaming: Bool { runtimeMode != .batch }

    /// The end of the way on which `node`'s rows come.
    package mutating func edge(of node: PhysicalNode) throws -> PlanEdge {
        let digest = node.digest
        if let known = translated[digest] { return known }
        var inputs: [PlanEdge] = []
        for input in node.inputs { inputs.append(try edge(of: input)) }
        let new = try node.operator.translate(node, inputs: inputs, into: &self)
        translated[digest] = new
        return new
    }

    /// Adds an operator behind its inputs. Its name is the plan's.
    package mutating func add(
        _ node: PhysicalNode, inputs: [PlanEdge], isSink: Bool = false, _ factory: @escaping OperatorFactory
    ) -> PlanEdge {
        let edges = inputs.enumerated().map { StreamEdge(from: $0.element.node, partitioning: $0.element.partitioning, input: $0.offset) }
        return PlanEdge(node: add(node.head(), edges: edges, isSink: isSink, isSingle: inputs.contains(where: \.isSingle), factory))
    }

    /// The rows with what their schema promises held to: a NULL in a NOT NULL column is an error, or the row is dropped.
    mutating func enforcing(_ schema: Schema, on edge: PlanEdge) -> PlanEdge {
        guard schema.types.contains(where: { !$0.isNullable }) else { return edge }
        let enforcer = notNullEnforcer
        let id = add("ConstraintEnforcer", edges: [StreamEdge(from: edge.node, partitioning: edge.partitioning)], isSingle: edge.isSingle) {
            ConstraintEnforcerOperator(schema: schema, notNull: enforcer, length: .ignore)
        }
        return PlanEdge(node: id)
    }

    package mutating func add(
        _ name: String, edges: [StreamEdge], isSink: Bool = false, isSingle: Bool, _ factory: @escaping OperatorFactory
    ) -> StreamNode.ID {
        let id = graph.addOperator(name, inputs: edges, isSink: isSink, factory)
        if isSingle { graph[id].parallelism = 1 }
        return id
    }
}

/// The rows of a node of the stream graph, and how they come to whoever reads them.
package struct PlanEdge: Sendable {
    package var node: StreamNode.ID
    package var partitioning: Partitioning?
    /// Whether the reader must be a single subtask.
    package var isSingle = false

    package init(node: StreamNode.ID, partitioning: Partitioning? = nil, isSingle: Bool = false) {
        self.node = node
        self.partitioning = partitioning
        self.isSingle = isSingle
    }
}

extension PhysicalNode {
    /// Text that is equal for steps that do the same.
    var digest: String { head(.physical) + "[\(modifyKinds.text(updateKind))](" + inputs.map(\.digest).joined(separator: ";") + ")" }
}
