import MartletCore
import MartletRuntime

/// What the subtasks of one file sink share.
struct FileSinkSettings: Sendable {
    var root: String
    var policy: RollingPolicy
    /// What the names of this sink's files have in common.
    var fileName: String
    var committer: FileCommitter

    /// A name that no other sink has.
    static func randomName() -> String {
        let digits = String(UInt128.random(in: 0 ... .max), radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}

/// Writes what comes to part files. Each directory has a file of its own in each subtask.
final class FileSinkOperator: StreamOperator {
    private let sink: FileSinkSettings
    private let encoder: any PartEncoder
    private var prefix = ""
    private var writers: [String: PartFileWriter] = [:]
    private var context: OperatorContext?
    private var hasFinished = false

    init(_ sink: FileSinkSettings, _ encoder: any PartEncoder) {
        self.sink = sink
        self.encoder = encoder
    }

    func open(_ context: OperatorContext) throws {
        self.context = context
        prefix = "part-\(sink.fileName)-\(context.subtask)"
        context.registerTimer(at: context.clock.now + sink.policy.checkInterval)
    }

    private var now: Timestamp { context?.clock.now ?? .min }
    private var waitsForAll: Bool { context?.runtimeMode == .batch }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        try encoder.encode(batch) { directory, records in
            let writer = writer(of: directory)
            try writer.append(records, header: encoder.header, at: now)
            if !writer.pending.isEmpty { try sink.committer.take(writer.takePending(), waitingForAll: waitsForAll) }
        }
    }

    private func writer(of directory: String) -> PartFileWriter {
        if let writer = writers[directory] { return writer }
        let path = directory.isEmpty ? sink.root : sink.root + "/" + directory
        let writer = PartFileWriter(path, prefix: prefix, policy: sink.policy)
        writers[directory] = writer
        return writer
    }

    func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        for writer in writers.values {
            try writer.checkAge(at: now)
            try sink.committer.take(writer.takePending(), waitingForAll: waitsForAll)
        }
        context?.registerTimer(at: now + sink.policy.checkInterval)
    }

    func finish(into output: OperatorOutput) throws {
        for (_, writer) in writers.sorted(by: { $0.key < $1.key }) {
            try writer.finishFile()
            try sink.committer.take(writer.takePending(), waitingForAll: waitsForAll)
        }
        try sink.committer.finish(of: context?.parallelism ?? 1)
        hasFinished = true
    }

    func close() throws {
        if hasFinished { return }
        for writer in writers.values { writer.discard() }
        sink.committer.discard()
    }
}
