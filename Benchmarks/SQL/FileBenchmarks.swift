/// Files of 5 million orders through `martlet run`: each line is read and decoded, and the answer is thrown away.
enum FileBenchmarks {
    private static let filter = """
        CREATE TABLE nowhere (id BIGINT, customer STRING, amount DOUBLE) WITH ('connector' = 'blackhole');
        INSERT INTO nowhere SELECT id, customer, amount FROM events WHERE amount > 500;
        """
    private static let tumblingCount = """
        CREATE TABLE nowhere (start_time TIMESTAMP(3), customer STRING, n BIGINT) WITH ('connector' = 'blackhole');
        INSERT INTO nowhere
        SELECT window_start, customer, COUNT(*)
        FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
        GROUP BY window_start, window_end, customer;
        """
    private static let runningSum = """
        CREATE TABLE nowhere (customer STRING, total DOUBLE) WITH ('connector' = 'blackhole');
        INSERT INTO nowhere SELECT customer, SUM(amount) FROM events GROUP BY customer;
        """

    private static func benchmark(_ name: String, _ file: InputFile, _ format: String, goal: Double? = nil, _ query: String) -> Benchmark {
        Benchmark(
            "sql/\(format)-\(name)", file.rows, "rows", goal: goal, inputs: [file],
            script: """
                CREATE TABLE events (
                  id BIGINT, customer STRING, amount DOUBLE, ts TIMESTAMP(3), status STRING, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
                ) WITH ('connector' = 'filesystem', 'path' = '${DATA}/\(file.name)', 'format' = '\(format)');
                \(query)
                """)
    }

    static let all = [
        benchmark("filter", Events.csv, "csv", filter),
        benchmark("tumbling-count", Events.csv, "csv", goal: 5e6, tumblingCount),
        benchmark("filter", Events.json, "json", filter),
        benchmark("tumbling-count", Events.json, "json", goal: 4e6, tumblingCount),
        benchmark("running-sum", Events.json, "json", runningSum),
    ]
}
