/// From nothing to an answer and back: the smallest script. The goal is 20 milliseconds a run, in less than 30 megabytes.
enum StartUpBenchmarks {
    static let all = [Benchmark("sql/start-up", 1, "starts", goal: 50, script: "SELECT 1;")]
}
