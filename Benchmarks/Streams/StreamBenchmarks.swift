import Martlet

/// The DataStream API on small records: on one core, unless the name says otherwise.
enum StreamBenchmarks {
    struct Payment: Sendable {
        var id: Int
        var customer: Int
        var amount: Double
    }

    struct WordCount: Sendable {
        var word: String
        var count: Int
    }

    private static func environment(parallelism: Int = 1) -> StreamExecutionEnvironment {
        let environment = StreamExecutionEnvironment()
        environment.parallelism = parallelism
        return environment
    }

    /// Payments made from a sequence, of customers that come in no order; each is a millisecond after the one before.
    private static func payments(
        _ job: StreamExecutionEnvironment, _ count: Int, customers: Int = 100_000, watermarks: WatermarkStrategy<Int>? = nil
    ) -> DataStream<Payment> {
        job.from(0...count - 1, watermarks: watermarks).map { number in
            Payment(id: number, customer: (number &* 7_919) % customers, amount: Double(number & 1_023))
        }
    }

    private static func keyedSum(_ name: String, parallelism: Int, goal: Double? = nil) -> Benchmark {
        let count = 60_000_000
        return Benchmark(name, count, "records", goal: goal) {
            let job = environment(parallelism: parallelism)
            payments(job, count).keyed(by: \.customer).sum(\.amount).discard()
            try await job.execute()
        }
    }

    static let all: [Benchmark] = [
        Benchmark("streams/filter-map", 200_000_000, "records", goal: 60e6) {
            let job = environment()
            payments(job, 200_000_000)
                .filter { $0.amount > 100 }
                .map { Payment(id: $0.id, customer: $0.customer, amount: $0.amount * 1.19) }
                .discard()
            try await job.execute()
        },
        keyedSum("streams/keyed-sum", parallelism: 1, goal: 20e6),
        keyedSum("streams/keyed-sum-2-cores", parallelism: 2),
        // A hundred payments of each customer in each window.
        Benchmark("streams/tumbling-window-sum", 50_000_000, "records", goal: 15e6) {
            let job = environment()
            let inOrder = WatermarkStrategy<Int>.monotonous { Timestamp(milliseconds: Int64($0)) }
            payments(job, 50_000_000, customers: 10_000, watermarks: inOrder)
                .keyed(by: \.customer).window(.tumbling(.seconds(1_000))).sum(\.amount).discard()
            try await job.execute()
        },
        // Every fourth comes late, but not too late.
        Benchmark("streams/sliding-window-sum", 20_000_000, "records") {
            let job = environment()
            let unordered = WatermarkStrategy<Int>.boundedOutOfOrderness(.seconds(5)) {
                Timestamp(milliseconds: Int64($0 & 3 == 0 ? $0 - $0 % 5_000 : $0))
            }
            payments(job, 20_000_000, customers: 10_000, watermarks: unordered)
                .keyed(by: \.customer).window(.sliding(.seconds(1_000), every: .seconds(250))).sum(\.amount).discard()
            try await job.execute()
        },
        Benchmark("streams/word-count", Words.count, "words", goal: 20e6, inputs: [Words.text]) {
            let job = environment()
            job.from(FileSource<String>(Words.text.path, format: .text))
                .flatMap { (line, counts: inout Output<WordCount>) in
                    for word in line.words { counts.emit(WordCount(word: word, count: 1)) }
                }
                .keyed(by: \.word)
                .sum(\.count)
                .discard()
            try await job.execute()
        },
        Benchmark("streams/exchange", 50_000_000, "records") {
            let job = environment(parallelism: 2)
            payments(job, 50_000_000).rebalance().filter { $0.amount > 100 }.discard()
            try await job.execute()
        },
    ]
}
