import MartletCore
import MartletDataStream
import MartletRuntime
import Testing

/// Jobs of many shapes, each run on threads and then under simulations with many seeds: who comes first never changes a result.
@Suite struct SimulatedGraphs {
    struct Graph: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isBatch = false
        let describe: @Sendable (StreamExecutionEnvironment) -> DataStream<String>

        init(_ name: String, isBatch: Bool = false, _ describe: @escaping @Sendable (StreamExecutionEnvironment) -> DataStream<String>) {
            testDescription = name
            self.isBatch = isBatch
            self.describe = describe
        }

        /// The job's results, in any order.
        func results(on host: LocalHost) async throws -> [String] {
            let env = StreamExecutionEnvironment(Configuration(["pipeline.auto-watermark-interval": "0 ms"]), host: host)
            env.parallelism = 3
            env.runtimeMode = isBatch ? .batch : .streaming
            return try await describe(env).executeAndCollect().all().sorted()
        }
    }

    struct Reading: Sendable {
        var sensor: Int
        var value: Int
        var at: Timestamp

        init(_ number: Int) {
            sensor = number * 7 % 13
            value = number * 31 % 101
            at = Timestamp(milliseconds: Int64(number) * 10)
        }
    }

    /// Readings of several subtasks, each in order of time.
    private static func readings(_ env: StreamExecutionEnvironment, _ count: Int = 600) -> DataStream<Reading> {
        env.from(GeneratorSource(count: count) { Reading($0) }, watermarks: .monotonous(timestamp: \.at))
    }

    private static func shown(_ reading: Reading) -> String { "\(reading.sensor): \(reading.value)" }

    static let graphs: [Graph] = [
        Graph("every partitioning") { env in
            let numbers = env.from(1...200)
            return numbers.rebalance().map { "rebalance \($0)" }.union(
                numbers.rescale().map { "rescale \($0)" }, numbers.shuffle().map { "shuffle \($0)" },
                numbers.broadcast().map { "broadcast \($0)" }, numbers.global().map { "global \($0)" },
                numbers.forward().map { "forward \($0)" },
                numbers.partitionCustom(by: { $0 }) { key, subtasks in key % subtasks }.map { "custom \($0)" })
        },
        Graph("operators of different parallelism, one after the other") { env in
            env.from(1...300).parallelism(2).map { $0 * 2 }.parallelism(4).filter { $0 % 3 == 0 }.parallelism(1)
                .flatMap { [$0, $0 + 1] }.parallelism(3).map { "\($0)" }.disablingChaining()
        },
        Graph("running sums of keys that come from one place") { env in
            env.from((0..<300).map(Reading.init)).keyed(by: \.sensor).sum(\.value).map(shown)
        },
        Graph("last sums of keys that come from everywhere", isBatch: true) { env in
            readings(env).union(readings(env, 50)).keyed(by: \.sensor).sum(\.value).map(shown)
        },
        Graph("least and greatest", isBatch: true) { env in
            let keyed = readings(env).keyed(by: \.sensor)
            return keyed.min(\.value).map { "min \(shown($0))" }.union(
                keyed.max(\.value).map { "max \(shown($0))" }, keyed.minBy(\.at).map { "first \(shown($0))" },
                keyed.maxBy(\.at).map { "last \(shown($0))" })
        },
        Graph("tumbling windows") { env in
            readings(env).keyed(by: \.sensor).window(.tumbling(.seconds(1))).sum(\.value).map(shown)
        },
        Graph("sliding windows, aggregated") { env in
            readings(env).keyed(by: \.sensor).window(.sliding(.seconds(1), every: .milliseconds(300))).aggregate(into: 0) { $0 += $1.value }
                .map { sensor, window, sum in "\(sensor) \(window) \(sum)" }
        },
        Graph("sessions, processed") { env in
            readings(env).keyed(by: \.sensor).window(.session(gap: .milliseconds(130))).process {
                (sensor, window, elements, output: inout Output<String>) in
                output.emit("\(sensor) \(window) \(elements.map(\.value).sorted())")
            }
        },
        Graph("a window behind a window") { env in
            readings(env).keyed(by: \.sensor).window(.tumbling(.milliseconds(500))).aggregate(into: 0) { $0 += $1.value }
                .map { _, _, sum in sum }.windowAll(.tumbling(.seconds(1)))
                .process { (window, sums, output: inout Output<String>) in output.emit("\(window) \(sums.sorted())") }
        },
        Graph("windows in batch mode", isBatch: true) { env in
            readings(env).shuffle().keyed(by: \.sensor).window(.tumbling(.seconds(1))).sum(\.value).map(shown)
        },
        Graph("side outputs") { env in
            let odd = OutputTag<Int>("odd")
            let even = env.from(1...200).flatMap { (number, output: inout Output<Int>) in
                if number % 2 == 0 { output.emit(number) } else { output.emit(number, to: odd) }
            }
            return even.map { "even \($0)" }.union(even.sideOutput(odd).rebalance().map { "odd \($0)" })
        },
        Graph("a stream that is read twice and united with itself") { env in
            let numbers = env.from(1...100)
            return numbers.map { -$0 }.union(numbers, numbers.filter { $0 > 50 }).keyed(by: { abs($0) }).reduce { $0 += $1 }
                .map { _ in "seen" }
        },
        Graph("sources with rates, aligned") { env in
            func source(_ rate: Double) -> DataStream<Reading> {
                env.from(
                    GeneratorSource(count: 60, perSecond: rate) { Reading($0) },
                    watermarks: .monotonous(timestamp: \.at).idle(after: .seconds(5)).aligned("readings", maxDrift: .milliseconds(50)))
            }
            return source(100).union(source(1_000)).keyed(by: \.sensor).window(.tumbling(.milliseconds(200))).sum(\.value).map(shown)
        },
    ]

    @Test(arguments: graphs) func everySeedGivesTheResultOfTheParallelHost(_ graph: Graph) async throws {
        let expected = try await graph.results(on: LocalHost())
        #expect(!expected.isEmpty)
        for seed in 0..<25 as Range<UInt64> {
            let simulation = SimulationExecutor(seed: seed)
            let simulated = try simulation.run { try await graph.results(on: LocalHost(simulation: simulation)) }
            #expect(simulated == expected, "seed \(seed)")
        }
    }
}
