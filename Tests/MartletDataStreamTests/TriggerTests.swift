import MartletCore
import MartletDataStream
import MartletRuntime
import Testing

/// What the recorded programs do not show of triggers, evictors and windows that need the general operator.
@Suite struct TriggerTests {
    typealias Windows = WindowedStream<String, Element>

    /// Key, window and values of what fires, of windows that `describe` makes of these elements.
    private func lines(
        _ elements: String, bound: Int64 = 0, _ describe: (KeyedStream<String, Element>) -> Windows
    ) async throws -> [String] {
        let keyed = StreamExecutionEnvironment().elements(elements, bound: bound).keyed(by: \.key)
        return try await describe(keyed).process { (key, window, elements, output: inout Output<String>) in
            let shown = window == .global ? "all" : window.shown
            output.emit("\(key) \(shown) \(elements.map { String($0.value) }.joined(separator: " "))")
        }.executeAndCollect().all()
    }

    @Test func aDeltaTriggerFiresForAnElementThatDiffersEnough() async throws {
        let lines = try await lines("a:1@1 a:3@2 a:5@3 a:6@4 a:20@5") {
            $0.window(.global).trigger(.purging(.delta(3) { Double($1.value - $0.value) }))
        }
        #expect(lines == ["a all 1 3 5", "a all 6 20"])
    }

    @Test func anEndOfStreamTriggerFiresOnceAtTheEnd() async throws {
        #expect(try await lines("a:1@1 a:2@50") { $0.window(.global).trigger(.endOfStream) } == ["a all 1 2"])
        #expect(try await lines("a:1@1 a:2@50") { $0.window(.global) } == [])
        #expect(try await lines("a:1@1 a:2@50") { $0.window(.tumbling(.milliseconds(10))).trigger(.never) } == [])
    }

    struct OnNegative: WindowTrigger {
        mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
            element.value < 0 ? .fireAndPurge : .continue
        }
    }

    @Test func aTriggerOfTheProgramsOwn() async throws {
        #expect(
            try await lines("a:1@1 a:2@2 b:5@3 a:-1@4 a:3@5 b:-7@6") { $0.window(.global).trigger(OnNegative()) } == [
                "a all 1 2 -1", "b all 5 -7",
            ])
    }

    @Test func sessionsMergeWhatTheirTriggersHaveCounted() async throws {
        let lines = try await lines("a:1@0 a:2@30 a:3@15 a:4@100", bound: 100) {
            $0.window(.session(gap: .milliseconds(16))).trigger(.count(3))
        }
        #expect(lines.map { $0.split(separator: " ").sorted().joined(separator: " ") } == ["1 2 3 [0,46) a"])
    }

    @Test func aTriggerThatCannotMergeIsRefusedForSessions() async throws {
        let error = await #expect(throws: MartletError.self) {
            try await lines("a:1@0") { $0.window(.session(gap: .seconds(1))).trigger(OnNegative()) }
        }
        #expect(error?.message == "Windows that are merged, such as sessions, cannot have a trigger that does not support merging.")
    }

    @Test func windowsOfTheProgramsOwn() async throws {
        @Sendable func windows(_ element: Element, _ time: Timestamp) -> [TimeWindow] {
            element.value < 0 ? [] : [TimeWindow(start: time, end: time + .milliseconds(element.value))]
        }
        let elements = "a:5@0 a:3@2 a:-1@3 a:9@20"
        #expect(try await lines(elements) { $0.window(.custom { windows($0, $1) }) }.sorted() == ["a [0,5) 5", "a [2,5) 3", "a [20,29) 9"])
        #expect(try await lines(elements) { $0.window(.custom(isMerging: true) { windows($0, $1) }) } == ["a [0,5) 5 3", "a [20,29) 9"])
    }

    @Test func anEvictorMayActAfterTheFunction() async throws {
        let lines = try await lines("a:1@1 a:2@2 a:3@3 a:4@4") { $0.window(.global).trigger(.count(2)).evictor(.count(1, .after)) }
        #expect(lines == ["a all 1 2", "a all 2 3 4"])
    }

    @Test func anEvictorOfTheProgramsOwn() async throws {
        let even = Evictor<Element>(before: { elements, _ in elements.removeAll { $0.element.value % 2 == 1 } })
        let lines = try await lines("a:1@1 a:2@2 a:3@3 a:4@4 a:6@20") { $0.window(.tumbling(.milliseconds(10))).evictor(even) }
        #expect(lines == ["a [0,10) 2 4", "a [20,30) 6"])
    }

    @Test func anEvictorComesBeforeAReduction() async throws {
        func windows() -> Windows {
            StreamExecutionEnvironment().elements("a:1@1 a:2@2 a:3@3 a:9@20").keyed(by: \.key).window(.tumbling(.milliseconds(10))).evictor(
                .count(2))
        }
        #expect(try await windows().sum(\.value).executeAndCollect().all().map(\.value) == [5, 9])
        let none = windows().evictor(Evictor(before: { elements, _ in elements.removeAll() }))
        #expect(try await none.sum(\.value).executeAndCollect().all().isEmpty)
        #expect(try await none.aggregate(into: 7) { $0 += $1.value }.map { _, _, sum in sum }.executeAndCollect().all() == [7, 7])
    }

    @Test func theResultsOfAGlobalWindowHaveTheLastTimeOfAll() async throws {
        let counts = try await StreamExecutionEnvironment().elements("a:1@1 a:2@2 a:3@3").countWindowAll(2)
            .aggregate(into: 0) { $0 += $1.value }.map { _, window, sum in "\(window == .global) \(sum)" }.executeAndCollect().all()
        #expect(counts == ["true 3"])
    }

    /// Numbers that come every 100 ms, in all-windows of processing time.
    private func paced(_ count: Int, _ describe: @escaping @Sendable (DataStream<Int>) -> AllWindowedStream<Int>) throws -> [[Int]] {
        let simulation = SimulationExecutor(seed: 3)
        return try simulation.run {
            let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
            return try await describe(env.from(GeneratorSource(count: count, perSecond: 10) { $0 })).aggregate(into: [Int]()) {
                $0.append($1)
            }
            .map { _, _, numbers in numbers }.executeAndCollect().all()
        }
    }

    @Test func aContinuousTriggerOfProcessingTime() throws {
        let results = try paced(20) { $0.windowAll(.global).trigger(.purging(.continuousProcessingTime(every: .milliseconds(500)))) }
        #expect(results.count >= 3)
        #expect(results.flatMap { $0 } == Array(0..<results.joined().count))
        #expect(results.dropFirst().allSatisfy { $0.count == 5 })
    }

    @Test func aTimeoutFiresWhatACountWouldLeave() throws {
        // The timeout is counted from the first element of each window: 250 ms see three of them, a count of three never comes first.
        let results = try paced(10) { $0.windowAll(.global).trigger(.purging(.processingTimeout(.count(4), after: .milliseconds(250)))) }
        #expect(results.first == [0, 1, 2])
    }

    /// The general operator does what the fast ones do: the same elements through both, late ones too.
    @Test func theGeneralOperatorAgreesWithTheFastOnes() async throws {
        var random = SplitMix64(seed: 11)
        let text = (0..<150).map { "k\(random.next() % 5):\($0)@\(Int($0) * 3 + Int(random.next() % 90))" }.joined(separator: " ")
        @Sendable func results(_ env: StreamExecutionEnvironment, _ windows: WindowAssigner<Element>, _ trigger: Trigger<Element>?)
            async throws
            -> [String]
        {
            let late = OutputTag<Element>("late")
            var windowed = env.elements(text, bound: 10).keyed(by: \.key).window(windows).allowedLateness(.milliseconds(5)).lateData(
                to: late)
            if let trigger { windowed = windowed.trigger(trigger) }
            let sums = windowed.aggregate(into: 0) {
                $0 += $1.value
            } merge: {
                $0 += $1
            }
            let lines = sums.map { key, window, sum in "\(key) \(window.shown) \(sum)" }
            return try await lines.union(sums.sideOutput(late).map { "late \($0)" }).executeAndCollect().all().sorted()
        }
        let kinds: [WindowAssigner<Element>] = [
            .tumbling(.milliseconds(50)), .sliding(.milliseconds(60), every: .milliseconds(20), offset: .milliseconds(7)),
            .session(gap: .milliseconds(15)),
        ]
        for kind in kinds {
            let expected = try await results(StreamExecutionEnvironment(), kind, nil)
            #expect(expected.contains { $0.hasPrefix("late") })
            #expect(try await results(StreamExecutionEnvironment(), kind, .eventTime) == expected)
        }
    }
}
