import Martlet
import Testing

@testable import word_count

@Suite struct WordCountTests {
    private let lines = ["to be or not to be", "  that is\tthe question ", "", "to be"]
    private var expected: [String: Int] {
        lines.flatMap { $0.split { " \t".contains($0) } }.reduce(into: [:]) { $0[String($1), default: 0] += 1 }
    }

    @Test func inBatchModeEachWordComesOnce() async throws {
        let env = StreamExecutionEnvironment()
        env.runtimeMode = .batch
        let counts = try await WordCountProgram.counts(of: env.from(lines)).executeAndCollect().all()
        #expect(counts.count == expected.count)
        #expect(Dictionary(counts.map { ($0.word, $0.count) }, uniquingKeysWith: +) == expected)
    }

    @Test func inStreamingModeEveryCountIsSeenAsItGrows() async throws {
        let env = StreamExecutionEnvironment()
        let counts = try await WordCountProgram.counts(of: env.from(lines)).executeAndCollect().all()
        #expect(counts.filter { $0.word == "be" }.map(\.description) == ["(be,1)", "(be,2)", "(be,3)"])
    }

    @Test func underSimulationEverySeedGivesTheSameCounts() throws {
        for seed in 0..<50 as Range<UInt64> {
            let simulation = SimulationExecutor(seed: seed)
            let counts = try simulation.run { [lines] in
                let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
                env.parallelism = 3
                env.runtimeMode = .batch
                return try await WordCountProgram.counts(of: env.from(lines).rebalance()).executeAndCollect().all()
            }
            #expect(Dictionary(counts.map { ($0.word, $0.count) }, uniquingKeysWith: +) == expected)
        }
    }
}
