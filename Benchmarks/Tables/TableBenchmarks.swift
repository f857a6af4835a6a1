import Martlet

/// SQL on columns in memory, from its text to the last row: what the engine costs without a connector's work.
enum TableBenchmarks {
    /// Runs an INSERT from `payments` into a sink that throws all away.
    private static func benchmark(
        _ name: String, _ count: Int, customers: Int, timed: Bool = false, mode: String = "streaming", parallelism: Int = 1,
        goal: Double? = nil, into columns: String, _ query: String
    ) -> Benchmark {
        Benchmark("tables/\(name)", count, "rows", goal: goal) {
            Payments.fill(count, customers: customers, timed: timed)
            let tables = TableEnvironment()
            tables.set("execution.runtime-mode", to: mode)
            tables.set("parallelism.default", to: "\(parallelism)")
            try await tables.executeSql(Payments.table(timed: timed))
            try await tables.executeSql("CREATE TABLE nowhere (\(columns)) WITH ('connector' = 'blackhole')")
            try await tables.executeSql("INSERT INTO nowhere \(query)").wait()
        }
    }

    private static func groups(
        _ name: String, _ count: Int, customers: Int, mode: String, parallelism: Int = 1, goal: Double? = nil
    ) -> Benchmark {
        benchmark(
            name, count, customers: customers, mode: mode, parallelism: parallelism, goal: goal,
            into: "customer BIGINT, n BIGINT, total BIGINT",
            "SELECT customer, COUNT(*), SUM(amount) FROM payments GROUP BY customer")
    }

    static let all: [Benchmark] =
        [
            benchmark(
                "filter-project", 1 << 30, customers: 100_000, goal: 200e6, into: "id BIGINT, gross DOUBLE",
                "SELECT id, price * 1.19 FROM payments WHERE price > 100")
        ]
        + ["batch", "streaming"].flatMap { mode in
            [
                groups("group-by-10-keys-\(mode)", 200 << 20, customers: 10, mode: mode),
                groups("group-by-100k-keys-\(mode)", 100 << 20, customers: 100_000, mode: mode, goal: 30e6),
                groups("group-by-10m-keys-\(mode)", 40_000_000, customers: 10_000_000, mode: mode),
            ]
        } + [
            benchmark(
                "tumbling-window", 50 << 20, customers: 1_000, timed: true, into: "start_time TIMESTAMP(3), customer BIGINT, total BIGINT",
                """
                SELECT window_start, customer, SUM(amount)
                FROM TABLE(TUMBLE(TABLE payments, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                GROUP BY window_start, window_end, customer
                """),
            // All rows are cut into parts and handed to another subtask, which has next to nothing to do with them.
            groups("exchange", 100 << 20, customers: 10, mode: "batch", parallelism: 2),
        ]
}
