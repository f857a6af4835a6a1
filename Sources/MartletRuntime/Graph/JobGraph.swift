import MartletCore

/// A stream graph ready to run: parallelism settled, operators chained into vertices, vertices joined by exchanges.
public struct JobGraph: Sendable {
    /// A chain of operators that runs as parallel subtasks.
    public struct Vertex: Sendable {
        /// Its place in the graph's `vertices`.
        public let id: Int
        /// The first node of the chain: a source, or the operator that reads from exchanges.
        public let head: StreamNode.ID
        /// All nodes of the chain, the head first, each before those that read from it.
        public internal(set) var nodes: [StreamNode.ID]
        /// How many subtasks there are.
        public let parallelism: Int
        /// The number of key groups.
        public let maxParallelism: Int
        /// The exchanges that the head reads from.
        public internal(set) var inputs: [Exchange] = []
    }

    /// The way from a node of one vertex to the head of another.
    public struct Exchange: Sendable {
        /// The node whose results take this way.
        public let from: StreamNode.ID
        /// The vertex of that node.
        public let fromVertex: Int
        /// The side output that is read; nil: the main output.
        public let sideOutput: String?
        /// How elements are spread over the subtasks at the other end.
        public let partitioning: Partitioning
        /// Which of the reader's inputs it leads to.
        public let input: Int
    }

    /// The job's name.
    public let name: String
    /// All sources and operators, by their numbers.
    public let nodes: [StreamNode]
    /// The chains, each behind those that it reads from.
    public let vertices: [Vertex]
    /// Edges within vertices, by the node that they come from.
    let chained: [StreamNode.ID: [(node: StreamNode.ID, sideOutput: String?)]]
    /// The job's settings.
    public let configuration: Configuration
    /// `streaming` or `batch`.
    public let runtimeMode: RuntimeMode

    /// Settles parallelism and identity of every node and chains what can be chained.
    ///
    /// Throws if the graph cannot run: no source, no sink, a uid given twice, a forward edge between different parallelisms, an unbounded
    /// source in batch mode, a parallelism that is not between 1 and the number of key groups.
    public init(_ graph: StreamGraph, name: String, configuration: Configuration) throws {
        var nodes = graph.nodes
        guard nodes.contains(where: \.isSource) else {
            throw MartletError(
                "The job '\(name)' has no source.", hint: "Start from a source, such as `env.from([1, 2, 3])`.", phase: .validate)
        }
        guard nodes.contains(where: \.isSink) else {
            throw Self.missingSink(of: name)
        }
        runtimeMode = try Self.runtimeMode(nodes, name: name, configuration: configuration)
        let (parallelism, maxParallelism) = try Self.parallelism(nodes, configuration: configuration)
        try Self.assignUIDs(&nodes)

        let mayChain = try configuration[ExecutionOptions.operatorChaining]
        var vertices: [Vertex] = []
        var vertexOf = [Int](repeating: 0, count: nodes.count)
        var chained: [StreamNode.ID: [(node: StreamNode.ID, sideOutput: String?)]] = [:]
        for node in nodes {
            var exchanges: [Exchange] = []
            var chainedTo: StreamNode.ID?
            for edge in node.inputs {
                let same = parallelism[edge.from] == parallelism[node.id]
                let partitioning = edge.partitioning ?? (same ? .forward : .rebalance)
                if case .forward = partitioning, !same {
                    throw MartletError(
                        "Forward partitioning does not allow change of parallelism: '\(nodes[edge.from].name)' has \(parallelism[edge.from]) "
                            + "subtasks, '\(node.name)' has \(parallelism[node.id]).",
                        hint: "Use rebalance(), or give both the same parallelism.", phase: .validate)
                }
                let isOne = same && parallelism[node.id] == 1
                let isChained =
                    mayChain && node.inputs.count == 1 && node.chaining == .always && nodes[edge.from].chaining != .never
                    && partitioning.isChainable(alone: isOne)
                if isChained || node.isPartOfInput {
                    chainedTo = edge.from
                    chained[edge.from, default: []].append((node.id, edge.sideOutput))
                } else {
                    exchanges.append(
                        Exchange(
                            from: edge.from, fromVertex: vertexOf[edge.from], sideOutput: edge.sideOutput, partitioning: partitioning,
                            input: edge.input))
                }
            }
            if let chainedTo {
                vertexOf[node.id] = vertexOf[chainedTo]
                vertices[vertexOf[node.id]].nodes.append(node.id)
            } else {
                vertexOf[node.id] = vertices.count
                var vertex = Vertex(
                    id: vertices.count, head: node.id, nodes: [node.id], parallelism: parallelism[node.id],
                    maxParallelism: maxParallelism[node.id])
                vertex.inputs = exchanges
                vertices.append(vertex)
            }
        }
        self.name = name
        self.nodes = nodes
        self.vertices = vertices
        self.chained = chained
        self.configuration = configuration
    }

    /// The error of a job that nothing would be seen of.
    package static func missingSink(of name: String) -> MartletError {
        MartletError(
            "The job '\(name)' has no sink: no operator's results would be seen.", hint: "End with a sink, such as `.print()`.",
            phase: .validate)
    }

    private static func runtimeMode(_ nodes: [StreamNode], name: String, configuration: Configuration) throws -> RuntimeMode {
        let unbounded = nodes.first { if case .source(let source) = $0.body { !source.isBounded } else { false } }
        switch try configuration[ExecutionOptions.runtimeMode] {
        case .streaming: return .streaming
        case .automatic: return unbounded == nil ? .batch : .streaming
        case .batch:
            if let unbounded {
                throw MartletError(
                    "The job '\(name)' cannot run in batch mode: its source '\(unbounded.name)' is unbounded.",
                    hint: "Set execution.runtime-mode to STREAMING.", phase: .validate)
            }
            return .batch
        }
    }

    private static func parallelism(_ nodes: [StreamNode], configuration: Configuration) throws -> ([Int], [Int]) {
        let jobParallelism = try configuration[ExecutionOptions.parallelism]
        let jobMaximum = try configuration[ExecutionOptions.maxParallelism]
        var parallelism: [Int] = [], maxParallelism: [Int] = []
        for node in nodes {
            if node.isPartOfInput, let input = node.inputs.first?.from {
                parallelism.append(parallelism[input])
                maxParallelism.append(maxParallelism[input])
                continue
            }
            let own = node.parallelism ?? jobParallelism
            let maximum = node.maxParallelism ?? (jobMaximum > 0 ? jobMaximum : KeyGroup.defaultMaxParallelism(parallelism: jobParallelism))
            guard (1...32_768).contains(maximum) else {
                throw MartletError(
                    "The max parallelism of '\(node.name)' is \(maximum); it must be from 1 to 32768.", phase: .validate)
            }
            guard own >= 1, own <= maximum else {
                throw MartletError(
                    "The parallelism of '\(node.name)' is \(own); it must be from 1 to the max parallelism, \(maximum).", phase: .validate)
            }
            parallelism.append(own)
            maxParallelism.append(maximum)
        }
        return (parallelism, maxParallelism)
    }

    /// A node without a uid gets one from its name, its inputs' uids, and how many nodes like it stand before it.
    private static func assignUIDs(_ nodes: inout [StreamNode]) throws {
        var owners: [String: String] = [:]
        var places: [String: Int] = [:]
        for index in nodes.indices {
            if let given = nodes[index].givenUID {
                if let owner = owners.updateValue(nodes[index].name, forKey: given) {
                    throw MartletError(
                        "The uid '\(given)' is given to two operators: '\(owner)' and '\(nodes[index].name)'.",
                        hint: "State is found again by the uid; give each operator its own.", phase: .validate)
                }
                nodes[index].uid = given
                continue
            }
            let place = nodes[index].name + nodes[index].inputs.map { "\u{1}" + nodes[$0.from].uid + "\u{2}\($0.input)" }.joined()
            let twin = places[place, default: 0]
            places[place] = twin + 1
            let bytes = Array((place + "\u{3}\(twin)").utf8)
            let hash = bytes.withUnsafeBytes { StableHash.hash($0) }
            let digits = String(hash, radix: 16)
            nodes[index].uid = String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}

extension Partitioning {
    /// Whether operator and reader may be one subtask. Between two single subtasks a key leads nowhere else.
    fileprivate func isChainable(alone: Bool) -> Bool {
        switch self {
        case .forward: true
        case .hash, .rebalance, .rescale, .shuffle, .global: alone
        case .broadcast, .custom: false
        }
    }
}
