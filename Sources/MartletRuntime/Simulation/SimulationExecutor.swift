import MartletCore
import Synchronization

/// Runs jobs on one thread in an order that follows from a seed, with a clock that jumps on when there is nothing to do.
///
/// A run with the same seed repeats exactly, in this process or another; other seeds give other orders. So a failure that depends on who came
/// first can be found by trying seeds, and replayed.
///
///     let simulation = SimulationExecutor(seed: 7)
///     let env = StreamExecutionEnvironment(host: LocalHost(simulation: simulation))
///     …
///     try simulation.run { try await env.execute() }
public final class SimulationExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var random: SplitMix64
    }

    /// The time of what runs here.
    public let clock: SimulatedClock
    private let state: Mutex<State>

    /// An executor whose order follows from `seed`.
    public init(seed: UInt64, clock: SimulatedClock = SimulatedClock()) {
        self.clock = clock
        state = Mutex(State(random: SplitMix64(seed: seed)))
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs `body`, and all that it starts, on this thread until `body` has ended.
    ///
    /// Throws what `body` throws, or that everything waits for something that will not come.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) throws -> Result {
        let outcome = Outcome<Result>()
        let task = Task(executorPreference: self) {
            do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
        }
        while true {
            if let job = nextJob() {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if let result = outcome.result {
                return try result.get()
            } else if !clock.advanceToNextSleeper() {
                task.cancel()
                throw MartletError("The simulation stands still: everything waits, and no timer is set.")
            }
        }
    }

    private func nextJob() -> UnownedJob? {
        state.withLock { state in
            if state.jobs.isEmpty { return nil }
            let index = Int(state.random.next() % UInt64(state.jobs.count))
            state.jobs.swapAt(index, state.jobs.count - 1)
            return state.jobs.removeLast()
        }
    }
}

/// Where a simulated task leaves its result.
private final class Outcome<Value: Sendable>: Sendable {
    private let stored = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { stored.withLock { $0 } }
    func set(_ result: Result<Value, any Error>) { stored.withLock { $0 = result } }
}

extension LocalHost {
    /// A host whose jobs run under a simulation.
    public init(simulation: SimulationExecutor) { self.init(clock: simulation.clock, executor: simulation) }
}
