import MartletCore

/// What a subtask gets from where it runs: its input, the ways out, and the time.
///
/// The local host answers with mailboxes and exchanges of this process; a host inside of another system with frames on its pipes. Operators cannot
/// tell which it is. How a subtask ended, a host learns from `Subtask.run`: it returns, or throws the failure with its operator's name.
package protocol SubtaskHost: Sendable {
    /// The only clock that the subtask knows.
    var clock: any JobClock { get }
    /// What comes in. A subtask of a source gets nothing but wake-ups.
    var input: any SubtaskInput { get }
    /// For each channel of the input, the input of the chain's head that it belongs to.
    var inputOfChannel: [Int] { get }
    /// The ways out of the subtask's vertex, each with the exchange that it is the end of.
    func makeOutputs() -> [(exchange: JobGraph.Exchange, output: any SubtaskOutput)]
}

/// Everything that one subtask waits for.
package protocol SubtaskInput: Sendable {
    /// The next event, as soon as there is one. Throws `CancellationError` when the job is to end.
    func next() async throws -> SubtaskEvent
    /// The next event, if there is one already.
    func poll() throws -> SubtaskEvent?
    /// Makes the subtask look up: it gets a `wakeUp`. It may be called from any thread.
    func wakeUp()
}

/// What a subtask waits for.
package enum SubtaskEvent {
    case element(StreamElement, channel: Int)
    /// Something other than an element is to be looked at: a timer that is due, a source that has more.
    case wakeUp
}

/// A way out of a subtask.
///
/// Writing never waits, so that operators need no `await`; the subtask calls `flush` after every step, and waits there if a receiver is full.
package protocol SubtaskOutput: AnyObject {
    /// Sends a batch to wherever its elements belong.
    func write(_ batch: any Batch)
    /// Sends an element to all receivers, behind everything that was written before.
    func broadcast(_ element: StreamElement)
    /// Sends what was written. Small batches may be held back to be sent together, unless it is to be `all`.
    func flush(all: Bool) async throws
}
