import Foundation
import MartletCore
import MartletTable
import Synchronization

/// One script run against the engine.
struct ConformanceRun: Sendable {
    let script: ConformanceScript
    /// Empty: it agrees with Flink.
    let differences: [String]
    /// Whether all that differs is said to be not supported.
    let isUnsupported: Bool

    var passed: Bool { differences.isEmpty }

    /// How long a script may take before it counts as failed.
    static let timeout = Duration.seconds(30)

    /// Runs scripts, a few at a time, and gives the results in the scripts' order.
    static func runs(of scripts: [ConformanceScript]) async -> [ConformanceRun] {
        await withTaskGroup(of: (Int, ConformanceRun).self) { group in
            var next = 0, runs = [ConformanceRun?](repeating: nil, count: scripts.count)
            func start() {
                guard next < scripts.count else { return }
                let index = next
                next += 1
                group.addTask { (index, await ConformanceRun(running: scripts[index])) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { start() }
            while let (index, run) = await group.next() {
                runs[index] = run
                start()
            }
            return runs.compactMap { $0 }
        }
    }

    /// Runs one script in an environment and an output directory of its own.
    init(running script: ConformanceScript) async {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-conformance-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: output) }
        let text = script.text.replacingOccurrences(of: "${DATA}", with: Suite.data)
            .replacingOccurrences(of: "${OUT}", with: output.path)
        let (lines, failure) = await Self.answer(text, script)
        let answers = Answer.answers(
            in: lines.map {
                $0.replacingOccurrences(of: output.path, with: "${OUT}").replacingOccurrences(of: Suite.data, with: "${DATA}")
            })
        var differences = Answer.differences(expected: script.expected, found: answers, mode: script.mode)
        if let failure { differences.insert(failure, at: 0) }
        self.script = script
        self.differences = differences
        isUnsupported = !differences.isEmpty && differences.allSatisfy { $0.contains("not supported") || $0.contains("not yet") }
    }

    /// The script's answers, and why there may be fewer than statements.
    ///
    /// A script that neither ends nor lets itself be cancelled is left behind, so that it fails alone.
    private static func answer(_ text: String, _ script: ConformanceScript) async -> ([String], failure: String?) {
        let lines = Lines()
        let configuration = Configuration([
            "execution.runtime-mode": script.runtime.uppercased(), "table.local-time-zone": "UTC", "parallelism.default": "1",
        ])
        let runner = ScriptRunner(TableEnvironment(configuration), form: script.mode == "final" ? .final : .changelog)
        let running = Task { _ = try await runner.run(text) { lines.append($0) } }
        let failure: String? = await withCheckedContinuation { continuation in
            let answered = Once(continuation)
            Task {
                do {
                    try await running.value
                    answered.resume(nil)
                } catch { answered.resume("stopped: \(error)") }
            }
            Task {
                try? await Task.sleep(for: timeout)
                running.cancel()
                answered.resume("took longer than \(timeout)")
            }
        }
        return (lines.all, failure)
    }
}

/// Lines as they come, from whatever task writes them.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    func append(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Resumes a continuation with the first answer of several.
private final class Once: Sendable {
    private let continuation: Mutex<CheckedContinuation<String?, Never>?>

    init(_ continuation: CheckedContinuation<String?, Never>) { self.continuation = Mutex(continuation) }

    func resume(_ answer: String?) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(returning: answer)
    }
}
