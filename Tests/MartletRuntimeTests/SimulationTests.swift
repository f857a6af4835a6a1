import MartletCore
import MartletRuntime
import Testing

@Suite struct SimulationTests {
    /// Sums of numbers by their last digit, counted in three subtasks behind an exchange from two, with timers under way.
    private func graph(_ log: Log) -> StreamGraph {
        var graph = StreamGraph()
        let scripts = ScriptSource((0..<40).map(Step.value), (40..<80).map(Step.value))
        let script = graph.addScript(scripts)
        let sums = graph.add("sums", from: script, partitioning: .hash(splitter { $0 % 10 % $1 }), parallelism: 3) { sums in
            var totals: [Int: Int] = [:]
            var context: OperatorContext?
            sums.onOpen = {
                context = $0
                $0.registerTimer(at: $0.clock.now + .milliseconds(50))
            }
            sums.onBatch = { numbers, _, _ in for number in numbers { totals[number % 10, default: 0] += number } }
            sums.onTimer = { time, _ in context?.registerTimer(at: time + .milliseconds(50)) }
            sums.onFinish = { output in try output.emit(RecordBatch(totals.sorted { $0.key < $1.key }.map { $0.key * 10_000 + $0.value })) }
        }
        _ = graph.add("log", from: sums, partitioning: .rebalance, isSink: true, parallelism: 1) { sink in
            sink.onBatch = { numbers, _, _ in for number in numbers { log.add("\(number)") } }
        }
        return graph
    }

    private func simulated(_ seed: UInt64) throws -> [String] {
        let log = Log()
        let graph = graph(log)
        let simulation = SimulationExecutor(seed: seed)
        try simulation.run { _ = try await graph.run(host: LocalHost(simulation: simulation)) }
        return log.all
    }

    @Test func everySeedGivesTheResultOfTheParallelHost() async throws {
        let log = Log()
        try await graph(log).run()
        for seed in 0..<100 { #expect(try simulated(UInt64(seed)).sorted() == log.all.sorted()) }
    }

    @Test func aSeedRepeatsItsOrderAndSeedsDiffer() throws {
        #expect(try simulated(5) == simulated(5))
        #expect(Set(try (0..<30).map { try simulated(UInt64($0)).joined(separator: " ") }).count > 1)
    }

    @Test func timeJumpsToTheNextTimer() throws {
        let simulation = SimulationExecutor(seed: 1)
        let clock = simulation.clock
        let hours = try simulation.run {
            async let long: Void = clock.sleep(until: Timestamp(milliseconds: 7_200_000))
            async let short: Void = clock.sleep(until: Timestamp(milliseconds: 3_600_000))
            try await short
            let first = clock.now
            try await long
            return [first, clock.now].map { $0.milliseconds / 3_600_000 }
        }
        #expect(hours == [1, 2])
    }

    @Test func aStandstillIsAnErrorAndNoHang() {
        let simulation = SimulationExecutor(seed: 1)
        let error = #expect(throws: MartletError.self) {
            try simulation.run { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
        }
        #expect(error?.message == "The simulation stands still: everything waits, and no timer is set.")
    }
}
