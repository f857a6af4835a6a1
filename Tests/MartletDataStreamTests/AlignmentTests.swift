import MartletCore
import MartletDataStream
import MartletRuntime
import Synchronization
import Testing

@Suite struct AlignmentTests {
    /// How far a fast source comes ahead of a slow one, in event time: both make as much of it, the fast one in a tenth of the time.
    private func greatestLead(_ alignment: (WatermarkStrategy<Int>) -> WatermarkStrategy<Int>) throws -> Int {
        let strategy = alignment(.monotonous { Timestamp(milliseconds: Int64(abs($0))) })
        let lead = Lead()
        let simulation = SimulationExecutor(seed: 3)
        try simulation.run {
            let env = StreamExecutionEnvironment(
                Configuration(["pipeline.auto-watermark-interval": "10 ms"]), host: LocalHost(simulation: simulation))
            env.parallelism = 1
            let fast = env.from(GeneratorSource(count: 4_000, perSecond: 1_000) { $0 * 10 }, watermarks: strategy)
            let slow = env.from(GeneratorSource(count: 4_000, perSecond: 100) { -$0 * 10 }, watermarks: strategy)
            fast.union(slow).map { lead.note($0) }.discard()
            try await env.execute()
        }
        return lead.greatest
    }

    @Test func aSourceThatRunsAheadWaits() throws {
        #expect(try greatestLead { $0 } > 30_000)
        // The drift that is allowed, and a second's worth, which the fast source makes at once after having waited.
        #expect(try greatestLead { $0.aligned("group", maxDrift: .milliseconds(500), updateInterval: .milliseconds(50)) } < 12_000)
    }

    @Test func onlySourcesCanBeAligned() async throws {
        let env = StreamExecutionEnvironment()
        env.from([1]).assigningTimestampsAndWatermarks(.withoutWatermarks().aligned("group", maxDrift: .seconds(1))).print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == "Watermarks can only be aligned where they are made in a source.")
    }

    @Test func theDriftCannotBeNegative() async throws {
        let env = StreamExecutionEnvironment()
        env.from([1], watermarks: .withoutWatermarks().aligned("group", maxDrift: .seconds(-1))).print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message.hasPrefix("The drift of aligned watermarks cannot be negative") == true)
    }

    /// Numbers from 0 on are of the fast source, negative ones of the slow one.
    private final class Lead: Sendable {
        private let state = Mutex((fast: 0, slow: 0, greatest: 0))

        var greatest: Int { state.withLock { $0.greatest } }

        func note(_ number: Int) -> Int {
            state.withLock { state in
                if number > 0 { state.fast = number } else { state.slow = -number }
                state.greatest = max(state.greatest, state.fast - state.slow)
            }
            return number
        }
    }
}
