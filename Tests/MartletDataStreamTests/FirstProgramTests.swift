import MartletCore
import MartletDataStream
import Testing

struct WordCount: Sendable, Equatable {
    var word: String
    var n: Int
}

@Suite struct FirstPrograms {
    @Test func aChainOfMapFilterAndKeyedSum() async throws {
        let env = StreamExecutionEnvironment()
        let words = env.from(["to", "be", "or", "not", "to", "be"])
        let counts = words.filter { $0 != "or" }.map { WordCount(word: $0, n: 1) }.keyed(by: \.word).sum(\.n)
        let results = try await counts.executeAndCollect().all()
        #expect(results.map { "\($0.word) \($0.n)" } == ["to 1", "be 1", "not 1", "to 2", "be 2"])
    }

    @Test(arguments: [1, 2, 3]) func theSumsOfManyKeysAreRightAtAnyParallelism(_ parallelism: Int) async throws {
        let env = StreamExecutionEnvironment()
        env.parallelism = parallelism
        env.runtimeMode = .batch
        let sums = env.from(1...10_000).map { WordCount(word: "key \($0 % 100)", n: $0) }.keyed(by: \.word).sum(\.n)
        let results = try await sums.executeAndCollect().all()
        #expect(results.count == 100)
        for key in 0..<100 {
            let expected = (1...10_000).filter { $0 % 100 == key }.reduce(0, +)
            #expect(results.first { $0.word == "key \(key)" }?.n == expected)
        }
    }

    /// So many keys that they are touched before they are looked up.
    @Test func runningSumsOfVeryManyKeys() async throws {
        let keys = 9_000
        let sums = StreamExecutionEnvironment().from(0..<2 * keys).map { WordCount(word: "\($0 % keys)", n: $0) }.keyed(by: \.word).sum(\.n)
        let results = try await sums.executeAndCollect().all()
        #expect(results.map(\.n) == (0..<2 * keys).map { $0 < keys ? $0 : 2 * $0 - keys })
    }

    @Test func wholeNumbersWrapAroundInSums() async throws {
        let sums = StreamExecutionEnvironment().from([.max, 1, -1]).map { WordCount(word: "a", n: $0) }.keyed(by: \.word).sum(\.n)
        #expect(try await sums.executeAndCollect().all().map(\.n) == [.max, .min, .max])
    }

    @Test func wordsAreWhatStandsBetweenWhiteSpace() {
        #expect(Array("  to be\tor\r\nnot ".words) == ["to", "be", "or", "not"])
        #expect(Array("čaj a-word-of-more-than-fifteen-bytes ž".words) == ["čaj", "a-word-of-more-than-fifteen-bytes", "ž"])
        #expect(Array("".words).isEmpty)
        #expect(Array(" \n".words).isEmpty)
    }

    @Test func aStreamKeyedByTwoPartsKeepsThemApart() async throws {
        let env = StreamExecutionEnvironment()
        let pairs = env.from([("a", 1), ("b", 1), ("a", 2), ("a", 1)].map { WordCount(word: $0.0, n: $0.1) })
        let results = try await pairs.keyed(by: \.word, \.n).reduce { $0.n += $1.n * 10 }.executeAndCollect().all()
        #expect(results.map { "\($0.word) \($0.n)" } == ["a 1", "b 1", "a 2", "a 11"])
    }

    @Test func anErrorOfAFunctionNamesTheJobAndTheOperator() async throws {
        struct Trouble: Error {}
        let env = StreamExecutionEnvironment()
        let failing = env.from([1, 2, 3]).map { (number: Int) -> Int in
            if number == 2 { throw Trouble() }
            return number
        }.name("doubtful")
        failing.print()
        let error = await #expect(throws: MartletError.self) { try await env.execute("the job") }
        #expect(error?.description == "job 'the job': operator 'doubtful' (subtask 1/1): Trouble()")
    }

    @Test func lettingGoOfTheResultsCancelsTheJob() async throws {
        let env = StreamExecutionEnvironment()
        let numbers = env.from(GeneratorSource { $0 })
        let first = try await numbers.executeAndCollect(limit: 3)
        #expect(first == [0, 1, 2])
    }
}
