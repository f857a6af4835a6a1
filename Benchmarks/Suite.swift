/// All benchmarks.
enum Suite {
    static let all = StreamBenchmarks.all + TableBenchmarks.all + FileBenchmarks.all + StartUpBenchmarks.all
}
