import MartletCore
import MartletRuntime
import Testing

@Suite struct GraphTests {
    private func error(_ build: (inout StreamGraph) -> Void, _ settings: [String: String] = [:]) -> String? {
        var graph = StreamGraph()
        build(&graph)
        let error = #expect(throws: MartletError.self) { try JobGraph(graph, name: "job", configuration: Configuration(settings)) }
        #expect(error?.phase == .validate)
        return error?.message
    }

    @Test func aJobNeedsASource() {
        #expect(error { _ = $0.add("sink", isSink: true) } == "The job 'job' has no source.")
    }

    @Test func aJobNeedsASink() {
        #expect(
            error { _ = $0.add("map", from: $0.addScript(ScriptSource([]))) }
                == "The job 'job' has no sink: no operator's results would be seen.")
    }

    @Test func aUidIsGivenOnce() {
        let message = error { graph in
            let first = graph.add("first", from: graph.addScript(ScriptSource([])))
            let second = graph.add("second", from: first, isSink: true)
            graph[first].givenUID = "x"
            graph[second].givenUID = "x"
        }
        #expect(message == "The uid 'x' is given to two operators: 'first' and 'second'.")
    }

    @Test func forwardKeepsTheParallelism() {
        let message = error { graph in
            let script = graph.addScript(ScriptSource([]))
            _ = graph.add("sink", from: script, partitioning: .forward, isSink: true, parallelism: 2)
        }
        #expect(message == "Forward partitioning does not allow change of parallelism: 'steps' has 1 subtasks, 'sink' has 2.")
    }

    @Test(arguments: [0, -1, 200]) func theParallelismHasBounds(_ parallelism: Int) {
        let message = error { graph in
            let script = graph.addScript(ScriptSource([]))
            _ = graph.add("sink", from: script, partitioning: .rebalance, isSink: true, parallelism: parallelism)
        }
        #expect(message == "The parallelism of 'sink' is \(parallelism); it must be from 1 to the max parallelism, 128.")
    }

    @Test func anUnboundedSourceDoesNotRunInBatchMode() {
        var source = ScriptSource([])
        source.isBounded = false
        let message = error({ _ = $0.add("sink", from: $0.addScript(source), isSink: true) }, ["execution.runtime-mode": "BATCH"])
        #expect(message == "The job 'job' cannot run in batch mode: its source 'script' is unbounded.")
    }

    @Test func aSettingThatCannotBeReadIsSaid() {
        let message = error({ _ = $0.add("sink", from: $0.addScript(ScriptSource([])), isSink: true) }, ["parallelism.default": "many"])
        #expect(message == "Could not parse value 'many' for key 'parallelism.default'.")
    }

    @Test func neighboursOfTheSameParallelismShareASubtask() throws {
        var graph = StreamGraph()
        let script = graph.addScript(ScriptSource([]))
        let map = graph.add("map", from: script)
        let alone = graph.add("alone", from: map)
        graph[alone].chaining = .never
        _ = graph.add("sink", from: alone, isSink: true)
        let job = try JobGraph(graph, name: "job", configuration: Configuration())
        #expect(job.vertices.map { $0.nodes.map { job.nodes[$0].name } } == [["script", "steps", "map"], ["alone"], ["sink"]])
        let unchained = try JobGraph(graph, name: "job", configuration: Configuration(["pipeline.operator-chaining.enabled": "false"]))
        #expect(unchained.vertices.count == 5)
    }

    @Test func derivedUidsDependOnThePlaceOnly() throws {
        func uids(_ names: [String]) throws -> [String] {
            var graph = StreamGraph()
            let script = graph.addScript(ScriptSource([]))
            for name in names { _ = graph.add(name, from: script, isSink: true) }
            return try JobGraph(graph, name: "job", configuration: Configuration()).nodes.map(\.uid)
        }
        let (few, more) = (try uids(["a", "b"]), try uids(["a", "b", "c"]))
        #expect(Set(few).count == few.count)
        #expect(more.prefix(few.count) == few[...])
    }

    @Test func onlyWhatLeadsToTheEndsIsKept() throws {
        var graph = StreamGraph()
        let unused = graph.addScript(ScriptSource([]))
        _ = graph.add("unused sink", from: unused, isSink: true)
        let used = graph.addScript(ScriptSource([]))
        let sink = graph.add("sink", from: used, isSink: true)
        let part = graph.leading(to: [sink])
        #expect(part.nodes.map(\.name) == ["script", "steps", "sink"])
        #expect(part.nodes[2].inputs.map(\.from) == [1])
    }
}
