import DequeModule
import MartletCore
import Synchronization

/// Everything that one subtask waits for: elements from its input channels, and wake-ups for timers and new work.
///
/// Each channel has one producer and holds a bounded number of elements; a producer that finds it full is suspended, which is
/// backpressure, until half of them are gone: a hand-over costs more than a small batch's work. There is one consumer. Elements of a
/// channel keep their order; ready channels are served in turn.
final class Mailbox: SubtaskInput {
    private struct Channel {
        var elements = Deque<StreamElement>()
        /// How many records the elements hold.
        var records = 0
        var sender: UnsafeContinuation<Bool, Never>?

        /// Whether the channel holds so many halves of what it may.
        func holds(halves: Int) -> Bool {
            elements.count >= Mailbox.capacity * halves / 2
                && (elements.count >= Mailbox.capacityOfSmall * halves / 2
                    || records >= Mailbox.capacity * ExchangeWriter.worthwhileCount * halves / 2)
        }
        var isFull: Bool { holds(halves: 2) }
        var isHalfFull: Bool { holds(halves: 1) }
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
    /// How many it holds of small batches, and of watermarks between them.
    private static let capacityOfSmall = 64

    private let state: Mutex<State>

    init(channels count: Int) { state = Mutex(State(channels: Array(repeating: Channel(), count: count))) }

    /// Puts elements into a channel, waiting for room. Throws `CancellationError` once the mailbox is closed.
    func send(_ elements: [StreamElement], to channel: Int) async throws {
        var rest = elements[...]
        while true {
            try offer(&rest, to: channel)
            if rest.isEmpty { return }
            let isOpen = await withUnsafeContinuation { continuation in
                let goOn: Bool? = state.withLock { state in
                    if state.isClosed { return false }
                    if !state.channels[channel].isFull { return true }
                    state.channels[channel].sender = continuation
                    return nil
                }
                if let goOn { continuation.resume(returning: goOn) }
            }
            if !isOpen { throw CancellationError() }
        }
    }

    /// Puts as many elements into a channel as it has room for.
    private func offer(_ elements: inout ArraySlice<StreamElement>, to channel: Int) throws {
        let receiver = try state.withLock { state in
            if state.isClosed { throw CancellationError() }
            let wasEmpty = state.channels[channel].elements.isEmpty
            while !state.channels[channel].isFull, let element = elements.popFirst() {
                state.channels[channel].elements.append(element)
                state.channels[channel].records += element.recordCount
            }
            if state.channels[channel].elements.isEmpty { return nil as UnsafeContinuation<Void, Never>? }
            if wasEmpty { state.ready.append(channel) }
            defer { state.receiver = nil }
            return state.receiver
        }
        receiver?.resume()
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
            state.channels[channel].records -= element.recordCount
            if !state.channels[channel].elements.isEmpty { state.ready.append(channel) }
            if state.channels[channel].isHalfFull { return (.element(element, channel: channel), nil) }
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

extension StreamElement {
    fileprivate var recordCount: Int { if case .batch(let batch) = self { batch.count } else { 0 } }
}
