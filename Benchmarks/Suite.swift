/// All benchmarks.
enum Suite {
    static let all = StreamBenchmarks.all
}
