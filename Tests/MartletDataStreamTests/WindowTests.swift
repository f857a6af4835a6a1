import MartletCore
import MartletDataStream
import MartletRuntime
import MartletState
import Testing

@Suite struct WindowTests {
    private func elements(_ env: StreamExecutionEnvironment) -> DataStream<Element> { env.elements("a:1@1 b:2@4 a:7@9 a:1@30 b:5@3") }

    @Test func namedReductionsOfWindows() async throws {
        func lines(_ reduce: (WindowedStream<String, Element>) -> DataStream<Element>) async throws -> [String] {
            let env = StreamExecutionEnvironment()
            let windowed = env.elements("a:4@1 a:1@4 a:7@9 a:7@5", bound: 100).keyed(by: \.key).window(.tumbling(.milliseconds(10)))
            return try await reduce(windowed).executeAndCollect().all().map(\.description)
        }
        #expect(try await lines { $0.sum(\.value) } == ["a:19@1"])
        #expect(try await lines { $0.min(\.value) } == ["a:1@1"])
        #expect(try await lines { $0.max(\.value) } == ["a:7@1"])
        #expect(try await lines { $0.minBy(\.value) } == ["a:1@4"])
        #expect(try await lines { $0.maxBy(\.value) } == ["a:7@9"])
        #expect(try await lines { $0.maxBy(\.value, tie: .last) } == ["a:7@5"])
    }

    @Test func aReductionWithAFunctionBehindIt() async throws {
        let lines = try await elements(StreamExecutionEnvironment()).keyed(by: \.key).window(.tumbling(.milliseconds(10)))
            .reduce({ $0.value += $1.value }) { key, window, element, output in output.emit("\(key) \(window.shown) \(element.value)") }
            .executeAndCollect().all()
        #expect(lines.sorted() == ["a [0,10) 8", "a [30,40) 1", "b [0,10) 2"])
    }

    /// Numbers the windows of each key.
    final class Numbering: ProcessWindowFunction {
        let fired = ValueState<Int>("fired")

        func process(_ key: String, _ context: WindowContext, _ elements: [Element], _ output: inout Output<String>) {
            fired.value = (fired.value ?? 0) + 1
            output.emit("\(key) \(fired.value ?? 0) \(context.window.shown)")
        }
    }

    @Test func theWindowsOfAKeyShareTheirFunctionsState() async throws {
        let keyed = StreamExecutionEnvironment().elements("a:1@1 b:2@4 a:7@19 a:1@30").keyed(by: \.key)
        let lines = try await keyed.window(.tumbling(.milliseconds(10))).process { Numbering() }.executeAndCollect().all()
        #expect(lines.sorted() == ["a 1 [0,10)", "a 2 [10,20)", "a 3 [30,40)", "b 1 [0,10)"])
    }

    @Test func lateElementsAreCounted() async throws {
        let env = StreamExecutionEnvironment()
        elements(env).keyed(by: \.key).window(.tumbling(.milliseconds(10))).sum(\.value).discard()
        let result = try await env.execute()
        #expect(result.metrics.total(MetricNames.lateRecordsDropped) == 1)
    }

    @Test(arguments: [1, 2, 4]) func inBatchModeNothingIsLate(_ parallelism: Int) async throws {
        let env = StreamExecutionEnvironment()
        env.runtimeMode = .batch
        env.parallelism = parallelism
        let results = try await elements(env).keyed(by: \.key).window(.tumbling(.milliseconds(10))).sum(\.value).executeAndCollect().all()
        #expect(results.map(\.description).sorted() == ["a:1@30", "a:8@1", "b:7@4"])
    }

    @Test func windowsOfProcessingTimeFollowTheClock() throws {
        let simulation = SimulationExecutor(seed: 3)
        let counts = try simulation.run {
            let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
            // One element every 100 ms, then the end: what is still open is not fired.
            return try await env.from(GeneratorSource(count: 25, perSecond: 10) { $0 }).windowAll(.tumbling(.seconds(1), time: .processing))
                .aggregate(into: 0) { count, _ in count += 1 }.map { _, _, count in count }.executeAndCollect().all()
        }
        #expect(counts == [10, 10])
    }

    @Test func sessionsOfProcessingTimeEndWhenNothingComes() throws {
        let simulation = SimulationExecutor(seed: 3)
        let sessions = try simulation.run {
            let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
            return try await env.from(GeneratorSource(count: 4, perSecond: 1) { $0 })
                .windowAll(.session(gap: .milliseconds(900), time: .processing))
                .aggregate(into: [Int]()) {
                    $0.append($1)
                } merge: {
                    $0 += $1
                }.map { _, _, numbers in numbers }.executeAndCollect().all()
        }
        #expect(sessions == [[0], [1], [2]])
    }

    @Test func anElementWithoutATimeIsAnError() async throws {
        let env = StreamExecutionEnvironment()
        env.from([1]).windowAll(.tumbling(.seconds(1))).reduce { $0 += $1 }.print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == "An element without a timestamp reached an event-time window.")
    }

    @Test(arguments: [
        (
            WindowAssigner<Int>.tumbling(.zero),
            "Tumbling windows must satisfy abs(offset) < size and size > 0; size is 0.0 seconds, offset 0.0 seconds."
        ),
        (
            .tumbling(.seconds(1), offset: .seconds(1)),
            "Tumbling windows must satisfy abs(offset) < size and size > 0; size is 1.0 seconds, offset 1.0 seconds."
        ),
        (.session(gap: .zero), "Session windows must satisfy gap > 0; the gap is 0.0 seconds."),
    ]) func parametersAreChecked(_ windows: WindowAssigner<Int>, _ message: String) async throws {
        let env = StreamExecutionEnvironment()
        env.from([1]).windowAll(windows).reduce { $0 += $1 }.print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == message)
    }

    @Test func sessionsNeedToMerge() async throws {
        let env = StreamExecutionEnvironment()
        env.from([1]).windowAll(.session(gap: .seconds(1))).aggregate(into: 0) { $0 += $1 }.map { _, _, sum in sum }.print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == "Session windows are merged: aggregate() needs its `merge` function to put accumulators together.")
    }

    /// Out-of-order elements of many keys through all kinds of windows: at any parallelism, batch size and seed the same results.
    @Test func everySeedGivesTheResultsOfThePlainRun() async throws {
        var random = SplitMix64(seed: 9)
        let text = (0..<120).map { "k\(random.next() % 5):\($0)@\(Int($0) * 3 + Int(random.next() % 40))" }.joined(separator: " ")
        @Sendable func results(_ env: StreamExecutionEnvironment, _ kind: Int) async throws -> [String] {
            let keyed = env.elements(text, bound: 40).keyed(by: \.key)
            let windows: WindowAssigner<Element> =
                switch kind {
                case 0: .tumbling(.milliseconds(50))
                case 1: .sliding(.milliseconds(60), every: .milliseconds(20))
                default: .session(gap: .milliseconds(15))
                }
            return try await keyed.window(windows).aggregate(into: 0) {
                $0 += $1.value
            } merge: {
                $0 += $1
            }
            .map { key, window, sum in "\(key) \(window.shown) \(sum)" }.executeAndCollect().all().sorted()
        }
        for kind in 0..<3 {
            let expected = try await results(StreamExecutionEnvironment(), kind)
            #expect(!expected.isEmpty)
            for seed in 0..<40 as Range<UInt64> {
                let simulation = SimulationExecutor(seed: seed)
                let simulated = try simulation.run {
                    let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
                    env.parallelism = Int(seed % 3) + 1
                    return try await results(env, kind)
                }
                #expect(simulated == expected)
            }
        }
    }
}
