import Martlet

/// The DataStream API on small records, on one core.
enum StreamBenchmarks {
    struct Payment: Sendable {
        var id: Int
        var customer: Int
        var amount: Double
    }

    private static func environment(parallelism: Int = 1) -> StreamExecutionEnvironment {
        var configuration = Configuration()
        configuration.set(ExecutionOptions.parallelism, to: String(parallelism))
        return StreamExecutionEnvironment(configuration)
    }

    /// Payments of 100,000 customers, made from a sequence; each is a millisecond after the one before.
    private static func payments(
        _ job: StreamExecutionEnvironment, _ count: Int, watermarks: WatermarkStrategy<Int>? = nil
    ) -> DataStream<Payment> {
        job.from(0...count - 1, watermarks: watermarks).map { number in
            Payment(id: number, customer: (number &* 7_919) % 100_000, amount: Double(number & 1_023))
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
        Benchmark("streams/keyed-sum", 60_000_000, "records", goal: 20e6) {
            let job = environment()
            payments(job, 60_000_000).keyed(by: \.customer).sum(\.amount).discard()
            try await job.execute()
        },
        Benchmark("streams/tumbling-window-sum", 50_000_000, "records", goal: 15e6) {
            let job = environment()
            let inOrder = WatermarkStrategy<Int>.monotonous { Timestamp(milliseconds: Int64($0)) }
            payments(job, 50_000_000, watermarks: inOrder)
                .keyed(by: \.customer).window(.tumbling(.seconds(100))).sum(\.amount).discard()
            try await job.execute()
        },
        Benchmark("streams/exchange", 50_000_000, "records") {
            let job = environment(parallelism: 2)
            payments(job, 50_000_000).rebalance().filter { $0.amount > 100 }.discard()
            try await job.execute()
        },
        Benchmark("streams/keyed-sum-2-cores", 60_000_000, "records") {
            let job = environment(parallelism: 2)
            payments(job, 60_000_000).keyed(by: \.customer).sum(\.amount).discard()
            try await job.execute()
        },
    ]
}
