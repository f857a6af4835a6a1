/// The results so far.
struct Report {
    private struct Entry {
        var name: String
        var unit: String
        var count: Int
        var goal: Double?
        var perCPUSecond: Double
        var wallSeconds: Double
        var cpuSeconds: Double
        var peakMegabytes: Double
    }

    private var entries: [Entry] = []

    static let heading =
        "benchmark".padded(34) + "per CPU-second".padded(20, onTheRight: true) + "goal".padded(12, onTheRight: true)
        + "cpu s".padded(9, onTheRight: true) + "wall s".padded(9, onTheRight: true) + "peak MB".padded(9, onTheRight: true)

    /// Adds the runs of one benchmark; answers its line of the table.
    mutating func add(_ benchmark: Benchmark, _ runs: [Measurement]) -> String {
        if let failed = runs.first(where: { $0.exitStatus != 0 }) {
            return benchmark.name.padded(34) + "failed with exit status \(failed.exitStatus)"
        }
        func median(_ figure: (Measurement) -> Double) -> Double {
            let sorted = runs.map(figure).sorted()
            return sorted[sorted.count / 2]
        }
        let cpu = median(\.cpuSeconds)
        let entry = Entry(
            name: benchmark.name, unit: benchmark.unit, count: benchmark.count, goal: benchmark.goal,
            perCPUSecond: Double(benchmark.count) / max(cpu, 1e-6), wallSeconds: median(\.wallSeconds), cpuSeconds: cpu,
            peakMegabytes: median(\.peakMegabytes))
        entries.append(entry)
        return entry.name.padded(34) + "\(Self.short(entry.perCPUSecond)) \(entry.unit)".padded(20, onTheRight: true)
            + (entry.goal.map(Self.short) ?? "").padded(12, onTheRight: true) + Self.fixed(entry.cpuSeconds).padded(9, onTheRight: true)
            + Self.fixed(entry.wallSeconds).padded(9, onTheRight: true) + String(Int(entry.peakMegabytes)).padded(9, onTheRight: true)
    }

    /// Writes all results as JSON.
    func write(to path: String) throws {
        let objects = entries.map { entry in
            """
              {"name": "\(entry.name)", "unit": "\(entry.unit)", "count": \(entry.count), "goal": \(entry.goal.map { String($0) } ?? "null"), \
            "perCPUSecond": \(entry.perCPUSecond), "wallSeconds": \(entry.wallSeconds), "cpuSeconds": \(entry.cpuSeconds), \
            "peakMegabytes": \(entry.peakMegabytes)}
            """
        }
        try InputFile.write("[\n" + objects.joined(separator: ",\n") + "\n]\n", toPath: path)
    }

    private static func short(_ value: Double) -> String {
        for (factor, unit) in [(1e9, " G"), (1e6, " M"), (1e3, " k")] where value >= factor { return fixed(value / factor) + unit }
        return fixed(value)
    }

    private static func fixed(_ value: Double) -> String {
        let thousandths = Int((value * 1_000).rounded())
        return "\(thousandths / 1_000)." + "\(thousandths % 1_000)".padded(3, onTheRight: true, with: "0")
    }
}

extension String {
    fileprivate func padded(_ width: Int, onTheRight: Bool = false, with filler: Character = " ") -> String {
        let space = String(repeating: filler, count: max(0, width - count))
        return onTheRight ? space + self : self + space
    }
}
