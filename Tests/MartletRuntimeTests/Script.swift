import MartletCore
import MartletRuntime
import Synchronization

/// What a script source makes happen, one after the other.
enum Step: Sendable, Equatable {
    case value(Int)
    case watermark(Int64)
    case idle
    case active
}

/// Yields the steps of each subtask's script, so many in a batch.
struct ScriptSource: Source {
    typealias Output = RecordBatch<Step>

    var scripts: [[Step]]
    var batchSize = 3
    var isBounded = true
    var assignment: SplitAssignment { .fixed }

    init(_ scripts: [Step]..., batchSize: Int = 3) {
        self.scripts = scripts
        self.batchSize = batchSize
    }

    func enumerateSplits(parallelism: Int) -> [[Step]] { scripts }

    func makeReader(_ context: SourceReaderContext<[Step]>) -> any SourceReader { Reader(context: context, batchSize: batchSize) }

    final class Reader: SourceReader {
        let context: SourceReaderContext<[Step]>
        let batchSize: Int
        var steps: ArraySlice<Step> = []

        init(context: SourceReaderContext<[Step]>, batchSize: Int) {
            self.context = context
            self.batchSize = batchSize
        }

        func poll() -> SourcePoll {
            if steps.isEmpty {
                guard let next = context.nextSplit() else { return .end }
                steps = next[...]
            }
            defer { steps = steps.dropFirst(batchSize) }
            return .batch(RecordBatch(Array(steps.prefix(batchSize))))
        }
    }
}

/// Turns steps into what they say: numbers, watermarks, status.
final class ScriptOperator: StreamOperator {
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        for step in RecordBatch<Step>(batch).records {
            switch step {
            case .value(let number): try output.emit(RecordBatch([number]))
            case .watermark(let time): try output.emit(Watermark(Timestamp(milliseconds: time)))
            case .idle: try output.emit(StreamStatus.idle)
            case .active: try output.emit(StreamStatus.active)
            }
        }
    }
}

/// Operators made of closures.
final class ClosureOperator: StreamOperator {
    var onOpen: (OperatorContext) throws -> Void = { _ in }
    var onBatch: ([Int], Int, OperatorOutput) throws -> Void = { numbers, _, output in try output.emit(RecordBatch(numbers)) }
    var onWatermark: (Watermark) throws -> Void = { _ in }
    var onEnd: (Int) -> Void = { _ in }
    var onTimer: (Timestamp, OperatorOutput) throws -> Void = { _, _ in }
    var onFinish: (OperatorOutput) throws -> Void = { _ in }
    var onClose: () throws -> Void = {}

    init(_ configure: (ClosureOperator) -> Void = { _ in }) { configure(self) }

    func open(_ context: OperatorContext) throws { try onOpen(context) }
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        try onBatch(RecordBatch<Int>(batch).records, input, output)
    }
    func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        try onWatermark(watermark)
        try output.emit(watermark)
    }
    func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws { try onTimer(time, output) }
    func endInput(_ input: Int, into output: OperatorOutput) throws { onEnd(input) }
    func finish(into output: OperatorOutput) throws { try onFinish(output) }
    func close() throws { try onClose() }
}

/// What operators of a test have seen, in all subtasks.
final class Log: Sendable {
    private let entries = Mutex<[String]>([])

    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    var all: [String] { entries.withLock { $0 } }
}

extension StreamGraph {
    /// A source that follows scripts, one for each subtask, and the operator that turns their steps into elements.
    mutating func addScript(_ source: ScriptSource) -> StreamNode.ID {
        let node = addSource("script", source)
        self[node].parallelism = source.scripts.count
        let steps = addOperator("steps", inputs: [StreamEdge(from: node)]) { ScriptOperator() }
        self[steps].parallelism = source.scripts.count
        return steps
    }

    mutating func add(
        _ name: String, from nodes: StreamNode.ID..., partitioning: Partitioning? = nil, isSink: Bool = false, parallelism: Int? = nil,
        _ configure: @escaping @Sendable (ClosureOperator) -> Void = { _ in }
    ) -> StreamNode.ID {
        let edges = nodes.map { StreamEdge(from: $0, partitioning: partitioning) }
        let node = addOperator(name, inputs: edges, isSink: isSink) { ClosureOperator(configure) }
        self[node].parallelism = parallelism
        return node
    }

    /// A sink that notes values, watermarks and the end: `1`, `wm 5`, `end`.
    mutating func addLog(_ log: Log, from nodes: StreamNode.ID...) {
        let node = addOperator("log", inputs: nodes.map { StreamEdge(from: $0) }, isSink: true) {
            ClosureOperator { sink in
                sink.onBatch = { numbers, _, _ in for number in numbers { log.add("\(number)") } }
                sink.onWatermark = { log.add("wm \($0 == .endOfTime ? "end" : String($0.timestamp.milliseconds))") }
                sink.onFinish = { _ in log.add("end") }
            }
        }
        self[node].parallelism = 1
    }

    @discardableResult func run(_ settings: [String: String] = [:], name: String = "test", host: LocalHost = LocalHost()) async throws
        -> JobResult
    {
        try await host.submit(JobGraph(self, name: name, configuration: Configuration(settings))).result()
    }
}

/// The splitter of numbers by what `target` says.
func splitter(_ target: @escaping @Sendable (Int, _ targets: Int) throws -> Int) -> BatchSplitter {
    { batch, targets, _ in
        var parts = [[Int]](repeating: [], count: targets)
        for number in RecordBatch<Int>(batch).records { parts[try target(number, targets)].append(number) }
        return parts.map { $0.isEmpty ? nil : RecordBatch($0) }
    }
}
