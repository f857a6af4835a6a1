import MartletCore

/// What the subtasks of one run of a job share.
package struct JobExecution: Sendable {
    let graph: JobGraph
    let clock: any JobClock
    let metrics: JobMetrics
    /// How to make the readers of each source, its splits found.
    let readerFactories: [StreamNode.ID: AnySource.ReaderFactory]
    let alignmentGroups = AlignmentGroups()

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

    /// The subtasks of this process, joined by mailboxes, which come with them.
    func makeLocalSubtasks() -> [(subtask: Subtask, mailbox: Mailbox)] {
        // The channels of each subtask's mailbox: one for each subtask upstream that an exchange joins it to.
        var inputs: [[[Int]]] = graph.vertices.map { Array(repeating: [], count: $0.parallelism) }
        // For each vertex, where its subtasks' exchanges lead.
        var routes: [[[(exchange: JobGraph.Exchange, vertex: Int, targets: [(subtask: Int, channel: Int)])]]] =
            graph.vertices.map { Array(repeating: [], count: $0.parallelism) }
        for vertex in graph.vertices {
            for exchange in vertex.inputs {
                let upstream = graph.vertices[exchange.fromVertex].parallelism
                for sender in 0..<upstream {
                    let targets = exchange.partitioning.targets(
                        ofSubtask: sender, upstreamParallelism: upstream, downstreamParallelism: vertex.parallelism)
                    routes[exchange.fromVertex][sender].append(
                        (exchange, vertex.id, targets.map { ($0, inputs[vertex.id][$0].count) }))
                    for target in targets { inputs[vertex.id][target].append(exchange.input) }
                }
            }
        }
        let mailboxes = inputs.map { $0.map { Mailbox(channels: $0.count) } }
        return graph.vertices.flatMap { vertex in
            (0..<vertex.parallelism).map { index in
                let links = routes[vertex.id][index].map { route in
                    LocalSubtaskHost.Link(
                        exchange: route.exchange, targets: route.targets.map { (mailboxes[route.vertex][$0.subtask], $0.channel) },
                        maxParallelism: graph.vertices[route.vertex].maxParallelism)
                }
                let mailbox = mailboxes[vertex.id][index]
                let host = LocalSubtaskHost(
                    clock: clock, mailbox: mailbox, inputOfChannel: inputs[vertex.id][index], links: links, subtask: index)
                return (Subtask(vertex: vertex, index: index, job: self, host: host), mailbox)
            }
        }
    }
}
