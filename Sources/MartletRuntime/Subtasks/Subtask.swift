import MartletCore

/// One parallel instance of a job vertex: a chain of operators, driven by what comes in.
///
/// It runs its operators to completion on each element, then sends on what they wrote; that is the only place where it waits.
package struct Subtask: Sendable {
    let vertex: JobGraph.Vertex
    let index: Int
    let job: JobExecution
    let host: any SubtaskHost

    package init(vertex: JobGraph.Vertex, index: Int, job: JobExecution, host: any SubtaskHost) {
        self.vertex = vertex
        self.index = index
        self.job = job
        self.host = host
    }

    /// How many elements are worked on before others get the thread. A subtask that never has to wait would keep it for ever.
    private static let turn = 8

    private typealias Sleepers = ThrowingDiscardingTaskGroup<any Error>

    /// Runs until the input has ended, or throws what went wrong.
    package func run() async throws {
        let chain = try OperatorChain(self)
        // There before the operators are opened: some register their first timer then.
        let timers = TimerQueue(clock: host.clock)
        chain.timers = timers
        do {
            try chain.open()
            try await withThrowingDiscardingTaskGroup { sleepers in
                if let reader = try chain.makeReader(wakeUp: { [input = host.input] in input.wakeUp() }) {
                    try await drive(chain, reader, timers, &sleepers)
                } else {
                    try await drive(chain, timers, &sleepers)
                }
                sleepers.cancelAll()
            }
        } catch {
            // The first error counts; what goes wrong while letting go only because of it does not.
            try? chain.close()
            throw error
        }
        try chain.close()
    }

    /// The loop of a subtask that reads from exchanges.
    private func drive(_ chain: OperatorChain, _ timers: TimerQueue, _ sleepers: inout Sleepers) async throws {
        let inputOfChannel = host.inputOfChannel
        var valve = WatermarkValve(inputs: inputOfChannel.count)
        var open = inputOfChannel.count
        var openOfInput = inputOfChannel.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        var events = 0
        while open > 0 {
            sleep(timers, &sleepers)
            switch try await nextEvent(chain) {
            case .wakeUp: try timers.fireDue()
            case .element(.batch(let batch), let channel):
                try await chain.work(on: batch) { try chain.head.process($0, from: inputOfChannel[channel]) }
            case .element(.watermark(let watermark), let channel): try chain.apply(valve.advance(channel, to: watermark))
            case .element(.status(let status), let channel):
                for action in valve.setStatus(channel, status) { try chain.apply(action) }
            case .element(.endOfInput, let channel):
                open -= 1
                try chain.apply(valve.end(channel))
                let input = inputOfChannel[channel]
                openOfInput[input, default: 0] -= 1
                if openOfInput[input] == 0 { try chain.head.endInput(input) }
            }
            try await chain.flush()
            events += 1
            if events % Self.turn == 0 { await Task.yield() }
        }
        try chain.head.finish()
        try await chain.flushAll()
    }

    /// What comes next. Before it waits, the subtask sends what it has held back.
    private func nextEvent(_ chain: OperatorChain) async throws -> SubtaskEvent {
        if let event = try host.input.poll() { return event }
        try await chain.flushAll()
        return try await host.input.next()
    }

    /// The loop of a subtask that reads a source.
    private func drive(
        _ chain: OperatorChain, _ reader: any SourceReader, _ timers: TimerQueue, _ sleepers: inout Sleepers
    ) async throws {
        defer { withExtendedLifetime(reader) {} }
        var polls = 0
        reading: while true {
            let answer = try chain.heldBackUntil().map { .nothing(until: $0) } ?? chain.named { try reader.poll() }
            switch answer {
            case .batch(let batch): try await chain.work(on: batch) { try chain.emitFromSource($0) }
            case .nothing(let until):
                if let until { timers.register(until) {} }
                sleep(timers, &sleepers)
                guard case .wakeUp = try await nextEvent(chain) else { preconditionFailure("an element reached a source") }
                try timers.fireDue()
            case .end: break reading
            }
            if try host.input.poll() != nil { try timers.fireDue() }
            sleep(timers, &sleepers)
            try await chain.flush()
            polls += 1
            if polls % Self.turn == 0 {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
        try chain.named { try reader.close() }
        try chain.endSource()
        try await chain.flushAll()
    }

    /// Sees to it that the subtask is woken at the next timer.
    private func sleep(_ timers: TimerQueue, _ sleepers: inout Sleepers) {
        guard let deadline = timers.nextToSleepFor() else { return }
        sleepers.addTask { [clock = host.clock, input = host.input] in
            do {
                try await clock.sleep(until: deadline)
                input.wakeUp()
            } catch is CancellationError {
                // The subtask has ended; nobody waits for this timer any more.
            }
        }
    }
}
