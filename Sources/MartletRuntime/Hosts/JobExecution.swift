import MartletCore

/// What the subtasks of one run of a job share.
struct JobExecution: Sendable {
    let graph: JobGraph
    let clock: any JobClock
    let metrics: JobMetrics
    /// How to make the readers of each source, its splits found.
    let readerFactories: [StreamNode.ID: AnySource.ReaderFactory]

    init(_ graph: JobGraph, clock: any JobClock, metrics: JobMetrics) throws {
        self.graph = graph
        self.clock = clock
        self.metrics = metrics
        var factories: [StreamNode.ID: AnySource.ReaderFactory] = [:]
        for vertex in graph.vertices {
            let node = graph.nodes[vertex.head]
            guard case .source(let source) = node.body else { continue }
            do {
                factories[vertex.head] = try source.prepare(vertex.parallelism)
            } catch {
                throw MartletError.wrapping(error).inside("source '\(node.name)'").inside("job '\(graph.name)'")
            }
        }
        readerFactories = factories
    }

    /// The subtasks, joined by mailboxes.
    func makeSubtasks() -> [Subtask] {
        // The channels of each vertex's mailboxes: one for each subtask upstream that an exchange joins it to.
        var inputs: [[[Int]]] = graph.vertices.map { Array(repeating: [], count: $0.parallelism) }
        var links: [[(exchange: Int, upstream: Int, target: Int, channel: Int)]] = []
        for vertex in graph.vertices {
            var linksOfVertex: [(exchange: Int, upstream: Int, target: Int, channel: Int)] = []
            for (number, exchange) in vertex.inputs.enumerated() {
                let upstream = graph.vertices[exchange.fromVertex].parallelism
                for sender in 0..<upstream {
                    for target in exchange.partitioning.targets(
                        ofSubtask: sender, upstreamParallelism: upstream, downstreamParallelism: vertex.parallelism)
                    {
                        linksOfVertex.append((number, sender, target, inputs[vertex.id][target].count))
                        inputs[vertex.id][target].append(exchange.input)
                    }
                }
            }
            links.append(linksOfVertex)
        }
        let mailboxes = inputs.map { $0.map { Mailbox(channels: $0.count) } }
        var outgoing: [[[Subtask.OutgoingExchange]]] = graph.vertices.map { Array(repeating: [], count: $0.parallelism) }
        for vertex in graph.vertices {
            for (number, exchange) in vertex.inputs.enumerated() {
                for sender in 0..<graph.vertices[exchange.fromVertex].parallelism {
                    let targets = links[vertex.id].filter { $0.exchange == number && $0.upstream == sender }
                        .map { (mailbox: mailboxes[vertex.id][$0.target], channel: $0.channel) }
                    outgoing[exchange.fromVertex][sender].append(
                        Subtask.OutgoingExchange(
                            from: exchange.from, sideOutput: exchange.sideOutput, partitioning: exchange.partitioning, targets: targets,
                            maxParallelism: vertex.maxParallelism))
                }
            }
        }
        return graph.vertices.flatMap { vertex in
            (0..<vertex.parallelism).map { index in
                Subtask(
                    vertex: vertex, index: index, job: self, mailbox: mailboxes[vertex.id][index], inputOfChannel: inputs[vertex.id][index],
                    exchanges: outgoing[vertex.id][index])
            }
        }
    }
}
