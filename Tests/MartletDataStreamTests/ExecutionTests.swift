import MartletCore
import MartletDataStream
import MartletRuntime
import Synchronization
import Testing

@Suite struct ExecutionTests {
    @Test func aClientTellsHowAJobStandsAndEndsIt() async throws {
        let env = StreamExecutionEnvironment()
        env.from(GeneratorSource { $0 }).discard()
        let client = try env.executeAsync("endless")
        #expect(client.jobName == "endless")
        #expect(client.status == .running)
        client.requestCancellation()
        await #expect(throws: CancellationError.self) { try await client.result() }
        #expect(client.status == .canceled)
    }

    @Test func aClientWaitsForTheResult() async throws {
        let env = StreamExecutionEnvironment()
        env.from(1...10).discard()
        let client = try env.executeAsync("short")
        let result = try await client.result()
        #expect(result.jobName == "short")
        #expect(result.metrics.recordsRead == 10)
        #expect(client.status == .finished)
        client.requestCancellation()
        #expect(client.status == .finished)
    }

    @Test func settingsOfASourceHoldForItsWatermarksToo() throws {
        let env = StreamExecutionEnvironment()
        env.from(GeneratorSource(count: 1) { $0 }, watermarks: .withoutWatermarks()).name("numbers").uid("numbers").parallelism(2)
            .disablingChaining().map { $0 }.discard()
        let job = try JobGraph(env.build { $0 }, name: "job", configuration: Configuration(["pipeline.operator-chaining.enabled": "true"]))
        #expect(
            job.vertices.map { $0.nodes.map { job.nodes[$0].name } } == [["numbers", "Timestamps/Watermarks"], ["Map", "Sink: Discard"]])
        #expect(job.vertices.map(\.parallelism) == [2, 1])
        #expect(job.nodes[0].uid == "numbers")
        let apart = try JobGraph(
            env.build { $0 }, name: "job", configuration: Configuration(["pipeline.operator-chaining.enabled": "false"]))
        #expect(apart.vertices.map(\.nodes.count) == [2, 1, 1])
    }

    /// All numbers come in one batch. Were it worked on as a whole, the first result would come with the last.
    @Test(arguments: ["10 ms", "0 ms"]) func resultsOfASlowFunctionDoNotWaitForTheEndOfABatch(_ timeout: String) async throws {
        let env = StreamExecutionEnvironment(Configuration(["execution.buffer-timeout.interval": timeout]))
        let worked = Mutex(0)
        let slow = env.from(1...4_000).map { number in
            worked.withLock { $0 += 1 }
            // At the 900th it goes no further until the job is cancelled, since the first results have come, however busy the machine is.
            let deadline = ContinuousClock.now + (number == 900 ? .seconds(60) : .milliseconds(1))
            while ContinuousClock.now < deadline, number != 900 || !Task.isCancelled {}
            return number
        }
        let first = try await slow.rebalance().map { $0 }.disablingChaining().executeAndCollect(limit: 20)
        #expect(first == Array(1...20))
        #expect(worked.withLock { $0 } < 1_000)
    }

    @Test func theBufferTimeoutIsASetting() {
        let env = StreamExecutionEnvironment()
        #expect(env.bufferTimeout == .milliseconds(100))
        env.bufferTimeout = .seconds(1)
        #expect(env.bufferTimeout == .seconds(1))
        env.bufferTimeout = nil
        #expect(env.bufferTimeout == nil)
    }

    @Test(arguments: [RuntimeMode.streaming, .batch]) func inBatchModeWindowsOfProcessingTimeAreCompleteAtTheEnd(_ mode: RuntimeMode)
        async throws
    {
        for windows in [WindowAssigner<Pair>.tumbling(.days(1_000), time: .processing), .session(gap: .days(1_000), time: .processing)] {
            let env = StreamExecutionEnvironment()
            env.runtimeMode = mode
            let pairs = env.from([Pair(key: 1, value: 2), Pair(key: 1, value: 3)])
            let sums = try await pairs.keyed(by: \.key).window(windows).sum(\.value).executeAndCollect().all()
            #expect(sums.map(\.value) == (mode == .batch ? [5] : []))
        }
    }

    @Test func windowsOfAWholeStream() async throws {
        let env = StreamExecutionEnvironment()
        func windowed() -> AllWindowedStream<Pair> {
            env.from(
                [Pair(key: 1, value: 7), Pair(key: 2, value: 3), Pair(key: 3, value: 7)],
                watermarks: .monotonous { Timestamp(milliseconds: Int64($0.key)) }
            ).windowAll(.tumbling(.seconds(1)))
        }
        #expect(try await windowed().minBy(\.value).executeAndCollect().all().map(\.key) == [2])
        #expect(try await windowed().maxBy(\.value, tie: .last).executeAndCollect().all().map(\.key) == [3])
        #expect(try await windowed().min(\.value).executeAndCollect().all().map(\.value) == [3])
        #expect(try await windowed().max(\.value).executeAndCollect().all().map(\.value) == [7])
        #expect(try await windowed().sum(\.value).executeAndCollect().all().map(\.value) == [17])
        let reduced = windowed().reduce {
            $0.value += $1.value
        } process: { (window, sum, output: inout Output<String>) in
            output.emit("\(window.end.milliseconds) \(sum.value)")
        }
        #expect(try await reduced.executeAndCollect().all() == ["1000 17"])
    }
}
