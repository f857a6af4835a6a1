import MartletCore
import MartletDataStream
import Testing

@Suite struct PeriodicWatermarks {
    /// The source never ends, so only a watermark that came with time can have closed the window.
    @Test(.timeLimit(.minutes(1))) func closeWindowsWhileTheInputGoesOn() async throws {
        let env = StreamExecutionEnvironment(Configuration(["pipeline.auto-watermark-interval": "1 ms"]))
        let numbers = env.from(
            GeneratorSource(perSecond: 10_000) { WordCount(word: "n", n: $0) },
            watermarks: .monotonous { Timestamp(milliseconds: Int64($0.n)) })
        let sums = numbers.keyed(by: \.word).window(.tumbling(.milliseconds(10))).sum(\.n)
        let first = try await sums.executeAndCollect(limit: 2)
        #expect(first.map(\.n) == [(0..<10).reduce(0, +), (10..<20).reduce(0, +)])
    }
}
