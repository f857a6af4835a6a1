import ArgumentParser

/// Runs benchmarks, each as a process of its own, and prints a table and a file of JSON.
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-benchmarks",
        abstract: "Measures Martlet.",
        discussion: """
            Speeds are per second of CPU of the whole process, start-up included. The median of the runs is shown.
            """)

    @Argument(help: "Names, or their beginnings (default: all).") var names: [String] = []
    @Option(help: "How often each is run.") var runs = 3
    @Option(help: "Where the input files are made.") var data = ".build/benchmarks"
    @Option(help: "Where the results are written as JSON.") var json = ".build/benchmarks/results.json"
    @Flag(help: "Only list the names.") var list = false
    @Option(help: .private) var child: String?

    func run() async throws {
        InputFile.folder = data
        if let child {
            guard let benchmark = Suite.all.first(where: { $0.name == child }), case .closure(let body) = benchmark.work else {
                throw ValidationError("There is no benchmark '\(child)'.")
            }
            return try await body()
        }
        let wanted = Suite.all.filter { benchmark in names.isEmpty || names.contains { benchmark.name.hasPrefix($0) } }
        if wanted.isEmpty {
            throw ValidationError("No benchmark is named so. Their names: \(Suite.all.map(\.name).joined(separator: ", ")).")
        }
        if list { return print(wanted.map(\.name).joined(separator: "\n")) }
        for file in wanted.flatMap(\.inputs) { try file.make() }
        var report = Report()
        print(Report.heading)
        for benchmark in wanted {
            var measurements: [Measurement] = []
            for _ in 0..<max(1, runs) { measurements.append(try measure(benchmark)) }
            print(report.add(benchmark, measurements))
        }
        try report.write(to: json)
    }

    private func measure(_ benchmark: Benchmark) throws -> Measurement {
        let own = try Programs.own
        switch benchmark.work {
        case .closure: return try .running(own, ["--data", data, "--child", benchmark.name])
        case .script(let text):
            let script = try InputFile.write(
                text.split(separator: "${DATA}", omittingEmptySubsequences: false).joined(separator: data),
                to: "\(benchmark.name.split(separator: "/").joined(separator: "-")).sql")
            return try .running(Programs.martlet, ["run", script])
        }
    }
}
