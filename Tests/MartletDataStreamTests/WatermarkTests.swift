import MartletCore
import MartletDataStream
import MartletRuntime
import Synchronization
import Testing

@Suite struct WatermarkTests {
    /// The elements and watermarks that come out behind a strategy, when an element comes every 10 ms of simulated time.
    private func flow(
        _ times: [Int64], _ strategy: WatermarkStrategy<Int64>, settings: [String: String] = [:], pauseAfter: Int? = nil
    ) throws -> [String] {
        let log = Recorder()
        let simulation = SimulationExecutor(seed: 1)
        try simulation.run {
            let env = StreamExecutionEnvironment(Configuration(settings), host: LocalHost(simulation: simulation))
            env.from(TimedSource(times: times, pauseAfter: pauseAfter), watermarks: strategy)
                .transform("Record", to: Int64.self) { RecordingOperator(log) }.discard()
            try await env.execute()
        }
        return log.entries
    }

    @Test func watermarksComeByInterval() throws {
        let times = (0..<50).map { Int64($0) }
        let marks = try flow(times, .monotonous { Timestamp(milliseconds: $0) }).filter { $0.hasPrefix("wm") }
        // One element every 10 ms, a watermark every 200 ms: two of them before the end.
        #expect(marks.count == 3)
        #expect(marks.last == "wm end")
        for (mark, elements) in zip(marks, [20, 40]) { #expect(mark == "wm \(elements - 1)" || mark == "wm \(elements - 2)") }
    }

    @Test func anIntervalOfZeroGivesAWatermarkAfterEveryElementThatRaisesIt() throws {
        let entries = try flow(
            [5, 3, 9], .boundedOutOfOrderness(.milliseconds(2)) { Timestamp(milliseconds: $0) },
            settings: ["pipeline.auto-watermark-interval": "0 ms"])
        #expect(entries == ["5", "wm 2", "3", "9", "wm 6", "wm end"])
    }

    @Test func withoutWatermarksTimeStandsStillUntilTheEnd() throws {
        let entries = try flow(
            [5, 9], .withoutWatermarks { Timestamp(milliseconds: $0) }, settings: ["pipeline.auto-watermark-interval": "0 ms"])
        #expect(entries == ["5", "9", "wm end"])
    }

    @Test func inBatchModeThereIsNoTimeBeforeTheEnd() throws {
        let entries = try flow(
            [5, 9], .monotonous { Timestamp(milliseconds: $0) },
            settings: ["pipeline.auto-watermark-interval": "0 ms", "execution.runtime-mode": "BATCH"])
        #expect(entries == ["5", "9", "wm end"])
    }

    @Test func aStreamThatFallsSilentBecomesIdleAndThenActiveAgain() throws {
        let entries = try flow([5, 9], .monotonous { Timestamp(milliseconds: $0) }.idle(after: .seconds(1)), pauseAfter: 1)
        #expect(entries == ["5", "wm 4", "idle", "9", "active", "wm end"])
    }

    @Test func anIdleTimeoutMustBePositive() async throws {
        let env = StreamExecutionEnvironment()
        env.from([1], watermarks: .withoutWatermarks().idle(after: .zero)).print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == "The idle timeout must be positive; it is 0.0 seconds.")
    }
}

/// An element every 10 ms, after one of them nothing for ten seconds.
private struct TimedSource: Source {
    typealias Output = RecordBatch<Int64>
    var times: [Int64]
    var pauseAfter: Int?
    let isBounded = true

    func enumerateSplits(parallelism: Int) -> [[Int64]] { [times] }

    func makeReader(_ context: SourceReaderContext<[Int64]>) -> any SourceReader {
        let clock = context.operatorContext.clock
        var remaining = (context.nextSplit() ?? [])[...]
        var next = clock.now
        let pauseAfter = pauseAfter
        return ClosureReader {
            if clock.now < next { return .nothing(until: next) }
            guard let element = remaining.popFirst() else { return .end }
            next = clock.now + (remaining.startIndex == pauseAfter ? .seconds(10) : .milliseconds(10))
            return .batch(RecordBatch([element]))
        }
    }
}

private final class Recorder: Sendable {
    private let noted = Mutex<[String]>([])

    var entries: [String] { noted.withLock { $0 } }
    func add(_ entry: String) { noted.withLock { $0.append(entry) } }
}

/// Notes all that passes.
private final class RecordingOperator: StreamOperator {
    let log: Recorder

    init(_ log: Recorder) { self.log = log }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        for element in RecordBatch<Int64>(batch).records { log.add("\(element)") }
    }

    func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        log.add("wm \(watermark.shown)")
    }

    func pass(_ status: StreamStatus, into output: OperatorOutput) throws { log.add("\(status)") }
}
