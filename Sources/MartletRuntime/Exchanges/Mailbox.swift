import DequeModule
import MartletCore
import Synchronization

/// Everything that one subtask waits for: elements from its input channels, and wake-ups for timers and new work.
///
/// Each channel has one producer and holds a bounded number of elements; a producer that finds it full is suspended, which is
/// backpressure. There is one consumer. Elements of a channel keep their order; ready channels are served in turn.
final class Mailbox: SubtaskInput {
    private struct Channel {
        var elements = Deque<StreamElement>()
        var sender: UnsafeContinuation<Bool, Never>?
    }

    private struct State {
        var channels: [Channel]
        var ready = Deque<Int>()
        var wokenUp = false
        var isClosed = false
        var receiver: UnsafeContinuation<Void, Never>?
    }

    /// How many elements a channel holds: the credit of its producer.
    static let capacity = 8

    private let state: Mutex<State>

    init(channels count: Int) { state = Mutex(State(channels: Array(repeating: Channel(), count: count))) }

    /// Puts an element into a channel, waiting for room. Throws `CancellationError` once the mailbox is closed.
    func send(_ element: StreamElement, to channel: Int) async throws {
        var delivered = offer(element, to: channel)
        while delivered == nil {
            let open = await withUnsafeContinuation { continuation in
                let goOn: Bool? = state.withLock { state in
                    if state.isClosed { return false }
                    if state.channels[channel].elements.count < Self.capacity { return true }
                    state.channels[channel].sender = continuation
                    return nil
                }
                if let goOn { continuation.resume(returning: goOn) }
            }
            if !open { throw CancellationError() }
            delivered = offer(element, to: channel)
        }
        if delivered == false { throw CancellationError() }
    }

    /// True: taken; false: closed; nil: full.
    private func offer(_ element: StreamElement, to channel: Int) -> Bool? {
        let (result, receiver): (Bool?, UnsafeContinuation<Void, Never>?) = state.withLock { state in
            if state.isClosed { return (false, nil) }
            if state.channels[channel].elements.count >= Self.capacity { return (nil, nil) }
            if state.channels[channel].elements.isEmpty { state.ready.append(channel) }
            state.channels[channel].elements.append(element)
            defer { state.receiver = nil }
            return (true, state.receiver)
        }
        receiver?.resume()
        return result
    }

    /// Makes the consumer look up, now or at its next `next`.
    func wakeUp() {
        let receiver = state.withLock { state in
            state.wokenUp = true
            defer { state.receiver = nil }
            return state.receiver
        }
        receiver?.resume()
    }

    /// The next event, as soon as there is one. Throws `CancellationError` once the mailbox is closed.
    func next() async throws -> SubtaskEvent {
        while true {
            if let event = try poll() { return event }
            await withUnsafeContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isClosed || state.wokenUp || !state.ready.isEmpty { return true }
                    state.receiver = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// The next event, if there is one already.
    func poll() throws -> SubtaskEvent? {
        let (event, sender): (SubtaskEvent?, UnsafeContinuation<Bool, Never>?) = try state.withLock { state in
            if state.isClosed { throw CancellationError() }
            if state.wokenUp {
                state.wokenUp = false
                return (.wakeUp, nil)
            }
            guard let channel = state.ready.popFirst(), let element = state.channels[channel].elements.popFirst() else { return (nil, nil) }
            if !state.channels[channel].elements.isEmpty { state.ready.append(channel) }
            defer { state.channels[channel].sender = nil }
            return (.element(element, channel: channel), state.channels[channel].sender)
        }
        sender?.resume(returning: true)
        return event
    }

    /// Ends all waiting: senders and the receiver get a `CancellationError`, and what was under way is dropped.
    func close() {
        let (receiver, senders) = state.withLock { state in
            state.isClosed = true
            let waiting = (state.receiver, state.channels.compactMap(\.sender))
            state.receiver = nil
            for index in state.channels.indices { state.channels[index] = Channel() }
            state.ready.removeAll()
            return waiting
        }
        receiver?.resume()
        for sender in senders { sender.resume(returning: false) }
    }
}
