import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// What the subtasks of one file sink need to know.
struct FileTableSink: Sendable {
    var root: String
    /// All columns, as they come.
    var fields: [Field]
    /// Indices of the partition keys into `fields`, in the order of their directories.
    var partitionKeys: [Int]
    var defaultPartitionName: String
    var policy: RollingPolicy
    /// What the names of this sink's files have in common.
    var fileName: String
    var committer: FileCommitter
    var makeEncoder: @Sendable () throws -> any RowEncoder
}

/// Writes rows to part files. Each partition has a file of its own in each subtask.
final class FileSinkOperator: StreamOperator {
    private let sink: FileTableSink
    private let encoder: any RowEncoder
    private let stored: [Int]
    private let header: [UInt8]
    private var prefix = ""
    private var writers: [String: PartFileWriter] = [:]
    private var context: OperatorContext?
    private var hasFinished = false

    init(_ sink: FileTableSink) throws {
        self.sink = sink
        encoder = try sink.makeEncoder()
        stored = sink.fields.indices.filter { !sink.partitionKeys.contains($0) }
        var header: [UInt8] = []
        try encoder.header(into: &header)
        self.header = header
    }

    func open(_ context: OperatorContext) throws {
        self.context = context
        prefix = "part-\(sink.fileName)-\(context.subtask)"
        context.registerTimer(at: context.clock.now + sink.policy.checkInterval)
    }

    private var now: Timestamp { context?.clock.now ?? .min }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let batch = batch as? ColumnBatch else { preconditionFailure("a file sink was given a batch of \(type(of: batch))") }
        if sink.partitionKeys.isEmpty {
            try write(batch, to: sink.root)
        } else {
            for (path, rows) in try rowsByPartition(batch) {
                try write(rows.count == batch.count ? batch : batch.gather(rows), to: sink.root + "/" + path)
            }
        }
    }

    private func write(_ batch: ColumnBatch, to directory: String) throws {
        var bytes: [UInt8] = []
        try encoder.encode(ColumnBatch(stored.map { batch.columns[$0] }, count: batch.count, kinds: batch.kinds), into: &bytes)
        let writer = writers[directory] ?? PartFileWriter(directory, prefix: prefix, policy: sink.policy)
        writers[directory] = writer
        try writer.append(bytes, header: header, at: now)
        if !writer.pending.isEmpty { try sink.committer.take(writer.takePending()) }
    }

    /// The rows of each partition in a batch, in order.
    private func rowsByPartition(_ batch: ColumnBatch) throws -> [(path: String, rows: [Int32])] {
        let keys = sink.partitionKeys.map { index in
            (name: sink.fields[index].name, texts: ScalarText.texts(of: batch.columns[index], sink.fields[index].type))
        }
        var groups: [(path: String, rows: [Int32])] = []
        var groupOf: [String: Int] = [:]
        for row in 0..<batch.count {
            let entries = keys.map { key in
                let text = key.texts[row]
                return FilePartition.Entry(key.name, text.isEmpty ? nil : text)
            }
            let path = FilePartition(entries).path(defaultName: sink.defaultPartitionName)
            if let group = groupOf[path] {
                groups[group].rows.append(Int32(row))
            } else {
                groupOf[path] = groups.count
                groups.append((path, [Int32(row)]))
            }
        }
        return groups
    }

    func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        for writer in writers.values {
            try writer.checkAge(at: now)
            try sink.committer.take(writer.takePending())
        }
        context?.registerTimer(at: now + sink.policy.checkInterval)
    }

    func finish(into output: OperatorOutput) throws {
        for (_, writer) in writers.sorted(by: { $0.key < $1.key }) {
            try writer.finishFile()
            try sink.committer.take(writer.takePending())
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
