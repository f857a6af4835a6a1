import MartletCore
import MartletRuntime
import Synchronization

/// Where a program begins: it makes streams from sources, and runs what has been described. Flink's `StreamExecutionEnvironment`.
///
///     let env = StreamExecutionEnvironment()
///     env.from(1...100).filter { $0 % 2 == 0 }.print()
///     try await env.execute("even numbers")
///
/// Nothing runs before `execute`. It runs the sinks that were added since the last `execute`, with everything that they read from.
public final class StreamExecutionEnvironment: Sendable {
    private struct State {
        var graph = StreamGraph()
        var configuration: Configuration
        /// Sinks that have not been executed yet.
        var sinks: [StreamNode.ID] = []
        /// The first mistake in the description; `execute` throws it.
        var mistake: MartletError?
    }

    private let state: Mutex<State>
    /// What runs the jobs.
    public let host: LocalHost

    /// An environment with these settings (Flink's option keys), whose jobs run in this process.
    public init(_ configuration: Configuration = Configuration(), host: LocalHost = LocalHost()) {
        state = Mutex(State(configuration: configuration))
        self.host = host
    }

    // MARK: Settings

    /// The settings of the jobs to come, by Flink's option keys.
    public var configuration: Configuration {
        get { state.withLock { $0.configuration } }
        set { state.withLock { $0.configuration = newValue } }
    }

    /// How many subtasks an operator has unless it says otherwise: `parallelism.default`. Flink's `setParallelism`.
    public var parallelism: Int {
        get { (try? configuration[ExecutionOptions.parallelism]) ?? ExecutionOptions.parallelism.defaultValue }
        set { set(ExecutionOptions.parallelism, to: String(newValue)) }
    }

    /// The number of key groups: `pipeline.max-parallelism`. Flink's `setMaxParallelism`.
    public var maxParallelism: Int {
        get { (try? configuration[ExecutionOptions.maxParallelism]) ?? ExecutionOptions.maxParallelism.defaultValue }
        set { set(ExecutionOptions.maxParallelism, to: String(newValue)) }
    }

    /// Streaming, batch, or batch where all sources are bounded: `execution.runtime-mode`. Flink's `setRuntimeMode`.
    public var runtimeMode: RuntimeMode {
        get { (try? configuration[ExecutionOptions.runtimeMode]) ?? ExecutionOptions.runtimeMode.defaultValue }
        set { set(ExecutionOptions.runtimeMode, to: newValue.rawValue) }
    }

    /// How long results are held back at most, to be sent on together: `execution.buffer-timeout.interval`; nil: until there are enough. Flink's
    /// `setBufferTimeout`.
    public var bufferTimeout: Duration? {
        get {
            let isEnabled =
                (try? configuration[ExecutionOptions.bufferTimeoutEnabled]) ?? ExecutionOptions.bufferTimeoutEnabled.defaultValue
            return isEnabled ? (try? configuration[ExecutionOptions.bufferTimeout]) ?? ExecutionOptions.bufferTimeout.defaultValue : nil
        }
        set {
            set(ExecutionOptions.bufferTimeoutEnabled, to: String(newValue != nil))
            if let newValue { set(ExecutionOptions.bufferTimeout, to: "\(newValue.inMilliseconds) ms") }
        }
    }

    private func set<Value>(_ option: ConfigOption<Value>, to text: String) { state.withLock { $0.configuration.set(option, to: text) } }

    // MARK: Execution

    /// Runs what has been described and returns when it has ended. Flink's `execute`.
    ///
    /// Throws what is wrong with the description, or the error that failed the job, which names the operator and subtask.
    @discardableResult public func execute(_ jobName: String? = nil) async throws -> JobResult {
        try await executeAsync(jobName).result()
    }

    /// Starts what has been described and returns at once. Flink's `executeAsync`.
    public func executeAsync(_ jobName: String? = nil) throws -> JobClient {
        let configuration = configuration
        let configured = try configuration[ExecutionOptions.jobName]
        let name = jobName ?? (configured.isEmpty ? "Martlet Streaming Job" : configured)
        let graph = try state.withLock { state in
            if let mistake = state.mistake { throw mistake }
            if state.sinks.isEmpty, !state.graph.nodes.isEmpty { throw JobGraph.missingSink(of: name) }
            defer { state.sinks = [] }
            return state.graph.leading(to: state.sinks)
        }
        return try host.submit(JobGraph(graph, name: name, configuration: configuration))
    }

    // MARK: Building

    /// Adds to the graph of what is to be executed.
    package func build<Result>(_ body: (inout StreamGraph) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0.graph) }
    }

    @usableFromInline func addSource(_ name: String, _ source: some Source, parallelism: Int? = nil) -> StreamNode.ID {
        build { graph in
            let id = graph.addSource(name, source)
            graph[id].parallelism = parallelism
            return id
        }
    }

    @usableFromInline func addOperator(_ name: String, inputs: [StreamEdge], _ factory: @escaping OperatorFactory) -> StreamNode.ID {
        build { $0.addOperator(name, inputs: inputs, factory) }
    }

    /// Adds a sink, which the next `execute` will run.
    @usableFromInline package func addSink(_ name: String, inputs: [StreamEdge], _ factory: @escaping OperatorFactory) -> StreamNode.ID {
        state.withLock { state in
            let id = state.graph.addOperator(name, inputs: inputs, isSink: true, factory)
            state.sinks.append(id)
            return id
        }
    }

    /// Notes a mistake in the description that `execute` will throw.
    package func report(_ mistake: MartletError) { state.withLock { $0.mistake = $0.mistake ?? mistake } }
}
