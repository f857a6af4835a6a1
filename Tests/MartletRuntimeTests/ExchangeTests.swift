import MartletCore
import MartletRuntime
import Synchronization
import Testing

/// Which subtask behind an exchange gets what.
@Suite struct ExchangeTests {
    /// Runs numbers from `senders` subtasks through an exchange to `receivers` and answers what each of these got.
    private func deliver(
        _ numbers: [[Int]], _ partitioning: Partitioning, receivers: Int, batchSize: Int = 3, settings: [String: String] = [:]
    ) async throws -> [[Int]] {
        var graph = StreamGraph()
        var source = ScriptSource(batchSize: batchSize)
        source.scripts = numbers.map { $0.map(Step.value) }
        let script = graph.addScript(source)
        let got = Mutex([[Int]](repeating: [], count: receivers))
        let shared = Shared(got)
        _ = graph.add("receiver", from: script, partitioning: partitioning, isSink: true, parallelism: receivers) { receiver in
            var subtask = 0
            receiver.onOpen = { subtask = $0.subtask }
            receiver.onBatch = { numbers, _, _ in shared.add(numbers, subtask) }
        }
        try await graph.run(settings)
        return shared.all
    }

    private final class Shared: Sendable {
        let lists: Mutex<[[Int]]>
        init(_ lists: consuming Mutex<[[Int]]>) { self.lists = lists }
        func add(_ numbers: [Int], _ index: Int) { lists.withLock { $0[index] += numbers } }
        var all: [[Int]] { lists.withLock { $0 } }
    }

    private let twoSenders = [Array(0..<50), Array(50..<100)]

    @Test func forwardGoesToTheSameSubtask() async throws {
        #expect(try await deliver(twoSenders, .forward, receivers: 2) == twoSenders)
    }

    @Test func hashSendsEqualKeysToOneSubtaskInOrder() async throws {
        let got = try await deliver(twoSenders, .hash(splitter { $0 % $1 }), receivers: 3)
        for (subtask, numbers) in got.enumerated() {
            #expect(numbers.allSatisfy { $0 % 3 == subtask })
            #expect(numbers.filter { $0 < 50 } == numbers.filter { $0 < 50 }.sorted())
        }
        #expect(got.joined().sorted() == Array(0..<100))
    }

    @Test(arguments: [1, 3, 4_096]) func rebalanceDealsOutEvenly(_ batchSize: Int) async throws {
        let got = try await deliver(twoSenders, .rebalance, receivers: 4, batchSize: batchSize)
        #expect(got.allSatisfy { (20...30).contains($0.count) }, "\(got.map(\.count))")
        #expect(got.joined().sorted() == Array(0..<100))
    }

    @Test func rescaleStaysWithinItsGroup() async throws {
        let got = try await deliver(twoSenders, .rescale, receivers: 4)
        #expect(Set(got[0] + got[1]) == Set(0..<50))
        #expect(Set(got[2] + got[3]) == Set(50..<100))
        let fewer = try await deliver(twoSenders + [[100]] + [[200]], .rescale, receivers: 2)
        #expect(Set(fewer[0]) == Set(0..<100))
        #expect(Set(fewer[1]) == [100, 200])
    }

    @Test func shuffleLosesNothing() async throws {
        let got = try await deliver(twoSenders, .shuffle, receivers: 3)
        #expect(got.joined().sorted() == Array(0..<100))
    }

    @Test func broadcastGoesToAll() async throws {
        let got = try await deliver([Array(0..<10)], .broadcast, receivers: 3)
        #expect(got == [[Int]](repeating: Array(0..<10), count: 3))
    }

    @Test func globalGoesToTheFirst() async throws {
        let got = try await deliver(twoSenders, .global, receivers: 3)
        #expect(got.map(\.count) == [100, 0, 0])
    }

    @Test func customGoesWhereTheProgramSays() async throws {
        let got = try await deliver(twoSenders, .custom(splitter { number, _ in number < 10 ? 1 : 0 }), receivers: 2)
        #expect(Set(got[1]) == Set(0..<10))
    }

    @Test func aPartitionerThatFailsFailsTheJob() async throws {
        struct Unsure: Error {}
        let error = await #expect(throws: MartletError.self) {
            try await deliver(twoSenders, .custom(splitter { _, _ in throw Unsure() }), receivers: 2)
        }
        #expect(error?.description.contains("Unsure()") == true)
    }

    @Test(arguments: ["0 ms", "100 ms"]) func batchBoundariesAreNotSeen(_ timeout: String) async throws {
        let numbers = [Array(0..<5_000)]
        for batchSize in [1, 7, 4_096] {
            let got = try await deliver(
                numbers, .hash(splitter { $0 % $1 }), receivers: 2, batchSize: batchSize,
                settings: ["execution.buffer-timeout.interval": timeout])
            #expect(got == [Array(stride(from: 0, to: 5_000, by: 2)), Array(stride(from: 1, to: 5_000, by: 2))])
        }
    }

    @Test func aSlowReceiverHoldsTheSenderBack() async throws {
        var graph = StreamGraph()
        let sent = Log(), received = Log()
        let source = ScriptSource((0..<20_000).map(Step.value), batchSize: 1_024)
        let script = graph.addScript(source)
        let map = graph.add("map", from: script) { map in
            map.onBatch = { numbers, _, output in
                sent.add("")
                try output.emit(RecordBatch([Int](repeating: 0, count: 2_000)))
            }
        }
        let sink = graph.addOperator("slow", inputs: [StreamEdge(from: map)], isSink: true) {
            SlowSink {
                received.add(""); return (sent.all.count, received.all.count)
            }
        }
        graph[sink].chaining = .never
        try await graph.run()
        #expect(received.all.count >= 20_000)
    }
}

/// A sink that waits after every batch, and checks that its input does not run ahead without bound.
private final class SlowSink: WaitingOperator {
    let take: () -> (sent: Int, received: Int)

    init(_ take: @escaping () -> (sent: Int, received: Int)) { self.take = take }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let (sent, received) = take()
        #expect(sent - received < 1_024 + 16, "the sender is \(sent - received) batches ahead")
    }

    func wait() async throws { await Task.yield() }
}
