import MartletCore
import MartletDataStream
import MartletRuntime
import Testing

@Suite struct PartitioningTests {
    /// Notes by which subtask each number is seen behind `partition`.
    private func seen(
        _ numbers: [Int], subtasks: Int, _ partition: (DataStream<Int>) -> DataStream<Int>
    ) async throws -> [Int: [Int]] {
        let env = StreamExecutionEnvironment()
        env.parallelism = subtasks
        let tagged = partition(env.from(numbers)).taggedWithSubtask()
        return try await tagged.executeAndCollect().all().reduce(into: [:]) { $0[$1.subtask, default: []].append($1.number) }
    }

    @Test func fewElementsAreDealtOutToAll() async throws {
        let seen = try await seen(Array(0..<8), subtasks: 4) { $0.rebalance() }
        #expect(seen.values.map(\.count).sorted() == [2, 2, 2, 2])
    }

    @Test func broadcastAndGlobal() async throws {
        let everywhere = try await seen([1, 2, 3], subtasks: 3) { $0.broadcast() }
        #expect(everywhere == [0: [1, 2, 3], 1: [1, 2, 3], 2: [1, 2, 3]])
        let first = try await seen([1, 2, 3], subtasks: 3) { $0.global() }
        #expect(first == [0: [1, 2, 3]])
    }

    @Test func aCustomPartitionerChooses() async throws {
        let seen = try await seen(Array(0..<10), subtasks: 2) { $0.partitionCustom(by: { $0 % 2 }) { key, _ in 1 - key } }
        #expect(seen == [0: [1, 3, 5, 7, 9], 1: [0, 2, 4, 6, 8]])
    }

    @Test func aPartitionerThatChoosesASubtaskThatIsNotThereIsAnError() async throws {
        let error = await #expect(throws: MartletError.self) {
            _ = try await seen([1], subtasks: 2) { $0.partitionCustom(by: { $0 }) { _, subtasks in subtasks } }
        }
        #expect(error?.message == "The partitioner chose subtask 2; there are 2.")
    }

    @Test func equalKeysMeetAndTheirOrderIsKept() async throws {
        let env = StreamExecutionEnvironment()
        env.parallelism = 3
        let numbers = Array(0..<3_000)
        let tagged = env.from(numbers).keyed(by: { $0 % 17 }).reduce { $0 = $1 }.taggedWithSubtask()
        let results = try await tagged.executeAndCollect().all()
        for key in 0..<17 {
            let ofKey = results.filter { $0.number % 17 == key }
            #expect(Set(ofKey.map(\.subtask)).count == 1)
            #expect(ofKey.map(\.number) == numbers.filter { $0 % 17 == key })
        }
    }

    @Test func forwardNeedsTheSameParallelism() async throws {
        let env = StreamExecutionEnvironment()
        env.parallelism = 2
        env.from([1]).forward().map { $0 }.print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message.contains("Forward partitioning does not allow change of parallelism") == true)
    }

    @Test func namesBelongToOperators() async throws {
        let env = StreamExecutionEnvironment()
        let stream = env.from([1])
        stream.union(env.from([2])).name("both").print()
        let error = await #expect(throws: MartletError.self) { try await env.execute() }
        #expect(error?.message.hasPrefix("name() was called on a stream that no operator gives by itself") == true)
    }
}

struct Tagged: Sendable {
    var subtask: Int
    var number: Int
}

extension DataStream<Int> {
    /// The numbers with the subtasks that see them.
    func taggedWithSubtask() -> DataStream<Tagged> {
        transform("Tag", to: Tagged.self) { TaggingOperator() }
    }
}

private final class TaggingOperator: StreamOperator {
    private var subtask = 0

    func open(_ context: OperatorContext) throws { subtask = context.subtask }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        try output.emit(RecordBatch(RecordBatch<Int>(batch).records.map { Tagged(subtask: subtask, number: $0) }))
    }
}
