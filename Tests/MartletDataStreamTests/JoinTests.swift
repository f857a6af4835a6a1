import MartletCore
import MartletDataStream
import MartletRuntime
import Testing

@Suite struct JoinTests {
    /// Elements of several keys, out of order by less than 40 ms.
    private func text(seed: UInt64) -> String {
        var random = SplitMix64(seed: seed)
        return (0..<80).map { "k\(random.next() % 4):\($0)@\(Int($0) * 4 + Int(random.next() % 40))" }.joined(separator: " ")
    }

    /// All pairs that are near each other, found by comparing each with each, at any seed and parallelism.
    @Test func anIntervalJoinFindsEveryPair() throws {
        let (left, right) = (text(seed: 1), text(seed: 2))
        for (lower, upper) in [(-10, 10), (-30, -5), (5, 25)] as [(Int, Int)] {
            let expected = Element.list(left).flatMap { first in
                Element.list(right).filter { second in
                    first.key == second.key && (lower...upper).contains(Int(second.time.milliseconds - first.time.milliseconds))
                }.map { "\(first) \($0)" }
            }.sorted()
            for seed in 0..<20 as Range<UInt64> {
                let simulation = SimulationExecutor(seed: seed)
                let pairs = try simulation.run {
                    let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
                    env.parallelism = Int(seed % 3) + 1
                    return try await env.elements(left, bound: 40).keyed(by: \.key)
                        .intervalJoin(
                            env.elements(right, bound: 40).keyed(by: \.key), between: .milliseconds(lower) ... .milliseconds(upper)
                        ) {
                            "\($0) \($1)"
                        }.executeAndCollect().all().sorted()
                }
                #expect(pairs == expected)
            }
        }
    }

    @Test func lateElementsOfBothSidesGoToSideOutputs() async throws {
        let env = StreamExecutionEnvironment()
        let first = OutputTag<Element>("late first"), second = OutputTag<Element>("late second")
        // Both inputs are one stream, so that their watermarks are the same.
        let elements = env.elements("a:1@10 a:2@20 a:3@5 a:4@30").keyed(by: \.key)
        let pairs = elements.intervalJoin(elements, between: .zero ... .milliseconds(5)).lateData(first: first).lateData(second: second)
            .map { "\($0) \($1)" }
        let late = pairs.sideOutput(first).map { "first \($0)" }.union(pairs.sideOutput(second).map { "second \($0)" })
        let lines = try await pairs.union(late).executeAndCollect().all().sorted()
        #expect(lines.contains("a:1@10 a:1@10"))
        #expect(lines.filter { $0.hasPrefix("first") || $0.hasPrefix("second") } == ["first a:3@5", "second a:3@5"])
    }

    final class Names: ProcessJoinFunction {
        let large = OutputTag<Int>("large")

        func process(_ first: Element, _ second: Element, _ context: Context, _ output: inout Output<String>) {
            output.emit("\(context.firstTimestamp.milliseconds) \(context.secondTimestamp.milliseconds) \(context.timestamp.milliseconds)")
            if second.value > 100 { output.emit(second.value, to: large) }
        }
    }

    @Test func aFunctionObjectKnowsTheTimesOfAPair() async throws {
        let env = StreamExecutionEnvironment()
        let left = env.elements("a:1@10", bound: 100).keyed(by: \.key), right = env.elements("a:2@7 a:200@9", bound: 100).keyed(by: \.key)
        let pairs = left.intervalJoin(right, between: .milliseconds(-3) ..< .zero).process { Names() }
        let large = pairs.sideOutput(OutputTag<Int>("large")).map { "large \($0)" }
        #expect(try await pairs.union(large).executeAndCollect().all().sorted() == ["10 7 10", "10 9 10", "large 200"])
    }

    @Test func boundsThatHoldNothingAreAMistake() async throws {
        let env = StreamExecutionEnvironment()
        let keyed = env.elements("a:1@1").keyed(by: \.key)
        keyed.intervalJoin(keyed, between: .zero ..< .zero) { "\($0) \($1)" }.discard()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == "An interval join must satisfy lower bound <= upper bound; no pair is within these.")
    }

    @Test func elementsWithoutTimesAreAMistake() async throws {
        let env = StreamExecutionEnvironment()
        let keyed = env.from([1, 2]).keyed(by: { $0 })
        keyed.intervalJoin(keyed, between: .zero ... .zero) { $0 + $1 }.discard()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message == "An element without a timestamp reached an interval join.")
    }

    @Test func aWindowJoinMayGiveAnyNumberOfResultsAndHaveATrigger() async throws {
        let env = StreamExecutionEnvironment()
        let left = env.elements("a:1@1 a:2@2", bound: 100).keyed(by: \.key), right = env.elements("a:3@3", bound: 100).keyed(by: \.key)
        let results = left.connect(right).window(.global).trigger(.count(3)).join { first, second, output in
            for _ in 0..<first.value { output.emit("\(first.value) \(second.value)") }
        }
        #expect(try await results.executeAndCollect().all().sorted() == ["1 3", "2 3", "2 3"])
    }
}
