import MartletCore
import MartletDataStream
import MartletRuntime
import Testing

/// What a program can do wrong, and what it is told.
@Suite struct MistakeTests {
    struct Trouble: Error {}

    let env = StreamExecutionEnvironment()

    private func message(_ describe: (StreamExecutionEnvironment) -> Void, sourceLocation: SourceLocation = #_sourceLocation) async
        -> String?
    {
        describe(env)
        return await #expect(throws: MartletError.self, sourceLocation: sourceLocation) { try await env.execute("job") }?.description
    }

    @Test func aJobWithoutASource() async {
        #expect(await message { _ in } == "The job 'job' has no source. Start from a source, such as `env.from([1, 2, 3])`.")
    }

    @Test func aJobWithoutASink() async {
        #expect(
            await message { _ = $0.from([1]).map { $0 + 1 } }
                == "The job 'job' has no sink: no operator's results would be seen. End with a sink, such as `.print()`.")
    }

    @Test func sinksThatHaveBeenExecutedAreNotExecutedAgain() async throws {
        env.from([1]).discard()
        try await env.execute()
        #expect(await message { _ in }?.hasPrefix("The job 'job' has no sink") == true)
    }

    @Test func aUidThatIsGivenTwice() async {
        #expect(
            await message { $0.from([1]).uid("a").map { $0 }.name("second").uid("a").discard() }
                == "The uid 'a' is given to two operators: 'Source: Collection' and 'second'. "
                + "State is found again by the uid; give each operator its own.")
    }

    @Test func streamsOfTwoEnvironments() async {
        let other = StreamExecutionEnvironment()
        #expect(
            await message { $0.from([1]).union(other.from([2])).discard() }
                == "Streams of different environments cannot be united: each environment runs jobs of its own.")
    }

    @Test(arguments: [0, -1, .nan]) func aRateThatIsNone(_ rate: Double) async {
        #expect(
            await message { $0.from(GeneratorSource(count: 1, perSecond: rate) { $0 }, name: "generator").discard() }
                == "job 'job': source 'generator': The rate of a generator must be positive; it is \(rate) elements a second.")
    }

    /// A function of the program's own that throws, in every place where there can be one.
    @Test(arguments: [
        "map", "filter", "flatMap", "emitting flatMap", "reduce", "key of a partitioner", "window reduce", "window aggregate",
        "window process",
        "session", "generator",
    ]) func aFunctionThatThrows(_ place: String) async {
        let pairs = env.from(
            [(1, 10), (1, 20)].map { Pair(key: $0, value: $1) }, watermarks: .monotonous { Timestamp(milliseconds: Int64($0.value)) })
        let keyed = pairs.keyed(by: \.key)
        let windowed = keyed.window(.tumbling(.seconds(1)))
        switch place {
        case "map": pairs.map { (_: Pair) throws -> Int in throw Trouble() }.name(place).discard()
        case "filter": pairs.filter { _ in throw Trouble() }.name(place).discard()
        case "flatMap": pairs.flatMap { (_: Pair) throws -> [Int] in throw Trouble() }.name(place).discard()
        case "emitting flatMap": pairs.flatMap { (_: Pair, _: inout Output<Int>) in throw Trouble() }.name(place).discard()
        case "reduce": keyed.reduce { _, _ in throw Trouble() }.name(place).discard()
        case "key of a partitioner":
            pairs.map { $0 }.name(place).partitionCustom(by: { (_: Pair) throws -> Int in throw Trouble() }) { key, _ in key }.discard()
        case "window reduce": windowed.reduce { _, _ in throw Trouble() }.name(place).discard()
        case "window aggregate": windowed.aggregate(into: 0) { _, _ in throw Trouble() }.name(place).discard()
        case "window process": windowed.process { (_, _, _, _: inout Output<Int>) in throw Trouble() }.name(place).discard()
        case "session": keyed.window(.session(gap: .seconds(1))).reduce { _, _ in throw Trouble() }.name(place).discard()
        default: env.from(GeneratorSource(count: 1) { (_: Int) throws -> Int in throw Trouble() }, name: place).discard()
        }
        #expect(await message { _ in } == "job 'job': operator '\(place)' (subtask 1/1): Trouble()")
    }
}

struct Pair: Sendable {
    var key: Int
    var value: Int
}
