import MartletCore
import MartletRuntime
import Testing

@Suite struct JobTests {
    struct Trouble: Error {}

    /// A source without an end, and whatever `build` puts behind it.
    private func endless(_ build: (inout StreamGraph, StreamNode.ID) -> Void) -> StreamGraph {
        var graph = StreamGraph()
        let source = graph.addSource("endless", EndlessSource())
        build(&graph, source)
        return graph
    }

    @Test func aFailureNamesJobOperatorSubtaskAndCause() async throws {
        var graph = StreamGraph()
        let script = graph.addScript(ScriptSource([.value(1)], [.value(2)]))
        _ = graph.add("doubtful", from: script, partitioning: .forward, isSink: true, parallelism: 2) { sink in
            sink.onBatch = { numbers, _, _ in if numbers.contains(2) { throw Trouble() } }
        }
        let error = await #expect(throws: MartletError.self) { try await graph.run(name: "nightly") }
        #expect(error?.description == "job 'nightly': operator 'doubtful' (subtask 2/2): Trouble()")
    }

    @Test(arguments: ["open", "batch", "watermark", "finish", "close"]) func aFailureAnywhereFailsTheJobAndEndsTheOthers(_ place: String)
        async throws
    {
        let log = Log()
        let graph = endless { graph, source in
            let script = graph.addScript(ScriptSource([.value(1), .watermark(3)]))
            _ = graph.add("failing", from: script, isSink: true) { sink in
                if place == "open" { sink.onOpen = { _ in throw Trouble() } }
                if place == "batch" { sink.onBatch = { _, _, _ in throw Trouble() } }
                if place == "watermark" { sink.onWatermark = { _ in throw Trouble() } }
                if place == "finish" { sink.onFinish = { _ in throw Trouble() } }
                if place == "close" { sink.onClose = { throw Trouble() } }
            }
            _ = graph.add("other", from: source, isSink: true) { $0.onClose = { log.add("closed") } }
        }
        let client = try LocalHost().submit(JobGraph(graph, name: "job", configuration: Configuration()))
        let error = await #expect(throws: MartletError.self) { try await client.result() }
        #expect(error?.description == "job 'job': operator 'failing' (subtask 1/1): Trouble()")
        #expect(client.status == .failed)
        #expect(log.all == ["closed"])
    }

    @Test func cancellingLeavesNoTaskBehind() async throws {
        let log = Log()
        let graph = endless { graph, source in
            let apart = graph.add("apart", from: source, partitioning: .rebalance, parallelism: 3) {
                $0.onOpen = { log.add("opened \($0.subtask)") }
                $0.onClose = { log.add("closed") }
            }
            _ = graph.add("sink", from: apart, partitioning: .rebalance, isSink: true, parallelism: 2) {
                $0.onClose = { log.add("closed") }
            }
        }
        let client = try LocalHost().submit(JobGraph(graph, name: "job", configuration: Configuration()))
        while log.all.count < 3 { await Task.yield() }
        #expect(client.status == .running)
        await client.cancel()
        #expect(client.status == .canceled)
        #expect(log.all.filter { $0 == "closed" }.count == 5)
        await #expect(throws: CancellationError.self) { try await client.result() }
    }

    @Test func cancellingTheWaitCancelsTheJob() async throws {
        let graph = endless { graph, source in _ = graph.add("sink", from: source, isSink: true) }
        let client = try LocalHost().submit(JobGraph(graph, name: "job", configuration: Configuration()))
        let waiting = Task { try await client.result() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(client.status == .canceled)
    }

    @Test func aJobThatEndsSaysWhatItRead() async throws {
        var graph = StreamGraph()
        _ = graph.add("sink", from: graph.addScript(ScriptSource([.value(1), .value(2)])), isSink: true)
        let result = try await graph.run(name: "small")
        #expect(result.jobName == "small")
        #expect(result.metrics.recordsRead == 2)
    }

    @Test func inputsEndOneByOne() async throws {
        var graph = StreamGraph()
        let log = Log()
        let (left, right) = (
            graph.addScript(ScriptSource([.value(1)])), graph.addScript(ScriptSource([.value(2), .value(3)], [.value(4)]))
        )
        let both = graph.addOperator(
            "both",
            inputs: [StreamEdge(from: left, partitioning: .rebalance), StreamEdge(from: right, partitioning: .rebalance, input: 1)],
            isSink: true
        ) {
            ClosureOperator { both in
                both.onBatch = { numbers, input, _ in for number in numbers { log.add("\(input): \(number)") } }
                both.onEnd = { log.add("end of \($0)") }
                both.onFinish = { _ in log.add("end") }
            }
        }
        graph[both].parallelism = 1
        try await graph.run()
        #expect(log.all.sorted() == ["0: 1", "1: 2", "1: 3", "1: 4", "end", "end of 0", "end of 1"])
        #expect(log.all.last == "end")
        #expect(log.all.firstIndex(of: "end of 1") ?? 0 > log.all.firstIndex(of: "1: 4") ?? .max)
    }

    @Test func sideOutputsGoTheirOwnWay() async throws {
        var graph = StreamGraph()
        let (main, side) = (Log(), Log())
        let split = graph.add("split", from: graph.addScript(ScriptSource((1...6).map(Step.value)))) { split in
            split.onBatch = { numbers, _, output in
                try output.emit(RecordBatch(numbers.filter { $0 % 2 == 0 }))
                try output.emit(RecordBatch(numbers.filter { $0 % 2 == 1 }), to: "odd")
            }
        }
        _ = graph.add("main", from: split, isSink: true) { $0.onBatch = { numbers, _, _ in main.add("\(numbers)") } }
        _ = graph.addOperator("side", inputs: [StreamEdge(from: split, sideOutput: "odd")], isSink: true) {
            ClosureOperator { $0.onBatch = { numbers, _, _ in side.add("\(numbers)") } }
        }
        try await graph.run()
        #expect(main.all == ["[2]", "[4]", "[6]"])
        #expect(side.all == ["[1]", "[3]", "[5]"])
    }
}

/// A source that always has more.
struct EndlessSource: Source {
    typealias Output = RecordBatch<Int>
    let isBounded = false

    func enumerateSplits(parallelism: Int) -> [Int] { [] }
    func makeReader(_ context: SourceReaderContext<Int>) -> any SourceReader { Reader() }

    final class Reader: SourceReader {
        func poll() -> SourcePoll { .batch(RecordBatch([1, 2, 3])) }
    }
}
