import MartletCore
import MartletRuntime

/// Tells a person how far a long job is, once a while, below what it prints.
struct JobProgress {
    let console: Console
    let metrics: JobMetrics
    private let started = ContinuousClock.now

    init(_ metrics: JobMetrics, on console: Console) {
        self.metrics = metrics
        self.console = console
    }

    /// A job that is done sooner says nothing.
    private static let patience = Duration.seconds(1)
    private static let interval = Duration.milliseconds(250)

    /// Shows the line until the task is cancelled.
    func run() async {
        guard console.showsProgress else { return }
        do {
            try await Task.sleep(for: Self.patience)
            while true {
                console.showProgress(line)
                try await Task.sleep(for: Self.interval)
            }
        } catch {
            console.hideProgress()
        }
    }

    private var elapsed: Duration { ContinuousClock.now - started }

    private var line: String {
        var parts = [Self.reading(metrics.recordsRead, in: elapsed)]
        if let watermark = metrics.watermark, watermark != .max { parts.append("watermark \(watermark)") }
        return parts.joined(separator: " · ")
    }

    /// Whether so much was read that its speed says something.
    var isWorthTelling: Bool { metrics.recordsRead >= 1_000 }

    /// What is said when the job is done.
    var summary: String { Self.reading(metrics.recordsRead, in: elapsed) }

    private static func reading(_ rows: Int, in time: Duration) -> String {
        let seconds = Double(time.inMilliseconds) / 1_000
        let count = "\(rows.grouped) row\(rows == 1 ? "" : "s") read"
        let rate = seconds > 0 ? "\(Quantity(Double(rows) / seconds)) rows/s" : nil
        return ([count] + (rate.map { [$0] } ?? []) + ["\(seconds.text(fractionDigits: seconds < 10 ? 2 : 1)) s"]).joined(separator: " · ")
    }
}
