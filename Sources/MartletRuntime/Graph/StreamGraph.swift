import MartletCore

/// What a program has described: sources, operators and sinks, and who reads from whom. Nothing of it runs until a host executes it.
public struct StreamGraph: Sendable {
    /// Every node reads only from nodes before it.
    public private(set) var nodes: [StreamNode] = []

    /// An empty graph.
    public init() {}

    /// Adds a source.
    public mutating func addSource(_ name: String, _ source: some Source) -> StreamNode.ID {
        append(StreamNode(id: nodes.count, name: name, body: .source(AnySource(source))))
    }

    /// Adds an operator that reads from `inputs`.
    public mutating func addOperator(
        _ name: String, inputs: [StreamEdge], isSink: Bool = false, _ factory: @escaping OperatorFactory
    ) -> StreamNode.ID {
        precondition(inputs.allSatisfy { $0.from < nodes.count }, "an edge from a node that is not there")
        var node = StreamNode(id: nodes.count, name: name, body: .operator(factory))
        node.inputs = inputs
        node.isSink = isSink
        return append(node)
    }

    /// A node by its number.
    public subscript(_ id: StreamNode.ID) -> StreamNode {
        get { nodes[id] }
        set { nodes[id] = newValue }
    }

    /// The part of the graph that leads to these nodes, numbered anew.
    public func leading(to ends: [StreamNode.ID]) -> StreamGraph {
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        for end in ends { isNeeded[end] = true }
        for node in nodes.reversed() where isNeeded[node.id] {
            for edge in node.inputs { isNeeded[edge.from] = true }
        }
        var part = StreamGraph()
        var numbers = [Int](repeating: 0, count: nodes.count)
        for node in nodes where isNeeded[node.id] {
            numbers[node.id] = part.nodes.count
            part.nodes.append(node.renumbered(numbers))
        }
        return part
    }

    private mutating func append(_ node: StreamNode) -> StreamNode.ID {
        nodes.append(node)
        return node.id
    }
}

/// A source or an operator of a stream graph.
public struct StreamNode: Sendable {
    /// The number of a node in its graph.
    public typealias ID = Int

    enum Body: Sendable {
        case source(AnySource)
        case `operator`(OperatorFactory)
    }

    /// Whether the node may share a subtask with its neighbours.
    public enum Chaining: Sendable {
        case always
        /// Only with those behind it.
        case head
        case never
    }

    /// Its number.
    public private(set) var id: ID
    /// As plans, metrics and errors name it.
    public var name: String
    /// The identity that the user gave, by which state is found again.
    public var givenUID: String?
    /// nil: that of the job.
    public var parallelism: Int?
    /// The number of key groups; nil: that of the job.
    public var maxParallelism: Int?
    /// Whether it may share a subtask with its neighbours.
    public var chaining = Chaining.always
    /// Whether the node is a part of the one that it reads from: always in the same subtask. So are the watermarks of a source.
    public package(set) var isPartOfInput = false
    /// What it reads from.
    public internal(set) var inputs: [StreamEdge] = []
    /// Whether it is the end of a stream.
    public internal(set) var isSink = false
    let body: Body
    /// `givenUID`, or one derived from the node's place; set when the job graph is made.
    public internal(set) var uid = ""

    init(id: ID, name: String, body: Body) {
        self.id = id
        self.name = name
        self.body = body
    }

    /// The same node in a graph in which node *i* is number `numbers[i]`.
    func renumbered(_ numbers: [ID]) -> StreamNode {
        var copy = self
        copy.id = numbers[id]
        for index in inputs.indices { copy.inputs[index].from = numbers[inputs[index].from] }
        return copy
    }

    var isSource: Bool { if case .source = body { true } else { false } }
}

/// That one node reads from another.
public struct StreamEdge: Sendable {
    /// The node that is read from.
    public var from: StreamNode.ID
    /// The side output that is read; nil: the main output.
    public var sideOutput: String?
    /// nil: forward where the parallelism is the same, else rebalance.
    public var partitioning: Partitioning?
    /// Which of the reader's inputs this is; edges of the same input form a union.
    public var input: Int

    /// An edge from this node.
    public init(from: StreamNode.ID, sideOutput: String? = nil, partitioning: Partitioning? = nil, input: Int = 0) {
        self.from = from
        self.sideOutput = sideOutput
        self.partitioning = partitioning
        self.input = input
    }
}
