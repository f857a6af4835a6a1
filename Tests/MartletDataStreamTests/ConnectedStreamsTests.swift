import MartletCore
import MartletDataStream
import MartletRuntime
import MartletState
import Testing

@Suite struct ConnectedStreamsTests {
    @Test func eachStreamHasAFunctionOfItsOwn() async throws {
        let env = StreamExecutionEnvironment()
        let results = env.from([1, 2, 3]).connect(env.from(["a", "b"])).map({ "number \($0)" }, { "text \($0)" })
        #expect(try await results.executeAndCollect().all().sorted() == ["number 1", "number 2", "number 3", "text a", "text b"])
    }

    @Test func flatMapGivesAnyNumberOfResults() async throws {
        let env = StreamExecutionEnvironment()
        let results = env.from([0, 2]).connect(env.from(["x"])).flatMap({ Array(repeating: "\($0)", count: $0) }, { [$0, $0 + "!"] })
        #expect(try await results.executeAndCollect().all().sorted() == ["2", "2", "x", "x!"])
    }

    /// Pairs each order with the payment of the same key, whichever comes first.
    final class Pairing: KeyedCoProcessFunction {
        typealias Key = Int
        let order = ValueState<String>("order"), payment = ValueState<Int>("payment")

        func process(first element: (Int, String), _ context: Context, _ output: inout Output<String>) {
            if let paid = payment.value { output.emit("\(context.key): \(element.1) paid \(paid)") } else { order.value = element.1 }
        }

        func process(second element: (Int, Int), _ context: Context, _ output: inout Output<String>) {
            if let order = order.value { output.emit("\(context.key): \(order) paid \(element.1)") } else { payment.value = element.1 }
        }
    }

    @Test(arguments: [1, 3]) func keyedStreamsShareTheirState(_ parallelism: Int) async throws {
        let env = StreamExecutionEnvironment()
        env.parallelism = parallelism
        let orders = env.from((0..<50).map { ($0, "order \($0)") }), payments = env.from((0..<50).reversed().map { ($0, $0 * 10) })
        let results = orders.keyed(by: { $0.0 }).connect(payments.keyed(by: { $0.0 })).process { Pairing() }
        let expected = (0..<50).map { "\($0): order \($0) paid \($0 * 10)" }.sorted()
        #expect(try await results.executeAndCollect().all().sorted() == expected)
    }

    /// Counts readings by key; at a broadcast element, tells the counts.
    final class CountOnDemand: KeyedBroadcastProcessFunction {
        typealias Key = String
        let count = ValueState<Int>("count"), commands = BroadcastState<String, Int>("commands")

        func process(_ element: String, _ context: Context, _ output: inout Output<String>) { count.value = (count.value ?? 0) + 1 }

        func process(broadcast element: String, _ context: BroadcastContext, _ output: inout Output<String>) throws {
            commands[element] = (commands[element] ?? 0) + 1
            try context.forEachKey { output.emit("\($0.key)=\(count.value ?? 0)") }
        }
    }

    @Test func aBroadcastElementSeesEveryKey() async throws {
        let env = StreamExecutionEnvironment()
        // The command comes when all words have: it waits for the end of its own stream's words.
        let words = env.from(["a", "b", "a", "c"])
        let results = words.keyed(by: { $0 }).connect(broadcast: words.filter { $0 == "c" }).process { CountOnDemand() }
        let lines = try await results.executeAndCollect().all()
        #expect(Set(lines).isSubset(of: ["a=1", "a=2", "b=1", "c=1"]))
    }

    final class Careless: BroadcastProcessFunction {
        let rules = BroadcastState<Int, Int>("rules")

        func process(_ element: Int, _ context: Context, _ output: inout Output<Int>) { rules[element] = 1 }
        func process(broadcast element: Int, _ context: Context, _ output: inout Output<Int>) { rules[element] = 2 }
    }

    @Test func broadcastStateIsWrittenByBroadcastElementsOnly() async throws {
        let env = StreamExecutionEnvironment()
        let results = env.from([1]).connect(broadcast: env.from([2])).process { Careless() }
        let error = await #expect(throws: MartletError.self) { try await results.executeAndCollect().all() }
        #expect(error?.description.contains("Broadcast state 'rules' was written where it may only be read.") == true)
    }

    final class EagerReader: KeyedProcessFunction {
        let count = ValueState<Int>("count")

        func open(_ context: OperatorContext) { count.value = 0 }
        func process(_ element: Int, _ context: Context, _ output: inout Output<Int>) { output.emit(count.value ?? -1) }
    }

    @Test func stateInOpenIsAnErrorOfTheOperator() async throws {
        let env = StreamExecutionEnvironment()
        let results = env.from([1]).keyed(by: { $0 }).process { EagerReader() }
        let error = await #expect(throws: MartletError.self) { try await results.executeAndCollect().all() }
        #expect(
            error?.description.contains("operator 'KeyedProcess' (subtask 1/1): State 'count' was used where there is no current key.")
                == true)
    }

    final class Twin: CoProcessFunction {
        func process(first element: Int, _ context: Context, _ output: inout Output<Int>) { output.emit(element) }
        func process(second element: String, _ context: Context, _ output: inout Output<Int>) { output.emit(element.count) }
    }

    @Test func streamsOfTwoEnvironmentsAreRefused() async throws {
        let one = StreamExecutionEnvironment(), other = StreamExecutionEnvironment()
        let results = one.from([1]).connect(other.from(["x"])).process { Twin() }
        await #expect(throws: MartletError.self) { try await results.executeAndCollect().all() }
    }
}
