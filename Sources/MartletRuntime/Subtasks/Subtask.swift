import MartletCore

/// One parallel instance of a job vertex: a chain of operators, driven by what comes in.
///
/// It runs its operators to completion on each element, then sends on what they wrote; that is the only place where it waits.
struct Subtask {
    let vertex: JobGraph.Vertex
    let index: Int
    let job: JobExecution
    let mailbox: Mailbox
    /// For each channel of the mailbox, the input of the head that it belongs to.
    let inputOfChannel: [Int]
    /// Where the exchanges that leave this subtask lead.
    let exchanges: [OutgoingExchange]

    /// An exchange from one of the chain's nodes.
    struct OutgoingExchange {
        let from: StreamNode.ID
        let sideOutput: String?
        let partitioning: Partitioning
        let targets: [(mailbox: Mailbox, channel: Int)]
        let maxParallelism: Int
    }

    /// Runs until the input has ended, or throws what went wrong.
    func run() async throws {
        let chain = try OperatorChain(self)
        // There before the operators are opened: some register their first timer then.
        let timers = TimerQueue(clock: job.clock)
        chain.timers = timers
        do {
            try chain.open()
            try await withThrowingTaskGroup(of: Void.self) { sleepers in
                if let reader = try chain.makeReader(wakeUp: { [mailbox] in mailbox.wakeUp() }) {
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
    private func drive(_ chain: OperatorChain, _ timers: TimerQueue, _ sleepers: inout ThrowingTaskGroup<Void, any Error>) async throws {
        var valve = WatermarkValve(inputs: inputOfChannel.count)
        var open = inputOfChannel.count
        var openOfInput = inputOfChannel.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        while open > 0 {
            sleep(timers, &sleepers)
            switch try await mailbox.next() {
            case .wakeUp: try timers.fireDue()
            case .element(.batch(let batch), let channel): try chain.head.process(batch, from: inputOfChannel[channel])
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
        }
        try chain.head.finish()
        try await chain.flush()
    }

    /// The loop of a subtask that reads a source.
    private func drive(
        _ chain: OperatorChain, _ reader: any SourceReader, _ timers: TimerQueue, _ sleepers: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        defer { withExtendedLifetime(reader) {} }
        var polls = 0
        reading: while true {
            switch try chain.named({ try reader.poll() }) {
            case .batch(let batch): try chain.emitFromSource(batch)
            case .nothing(let until):
                if let until { timers.register(until) {} }
                sleep(timers, &sleepers)
                guard case .wakeUp = try await mailbox.next() else { preconditionFailure("an element reached a source") }
                try timers.fireDue()
            case .end: break reading
            }
            if try mailbox.poll() != nil { try timers.fireDue() }
            sleep(timers, &sleepers)
            try await chain.flush()
            polls += 1
            // A chain without exchanges never waits; let others have the thread now and then.
            if polls % 8 == 0 {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
        try chain.named { try reader.close() }
        try chain.endSource()
        try await chain.flush()
    }

    /// Sees to it that the mailbox is woken at the next timer.
    private func sleep(_ timers: TimerQueue, _ sleepers: inout ThrowingTaskGroup<Void, any Error>) {
        guard let deadline = timers.nextToSleepFor() else { return }
        sleepers.addTask { [clock = job.clock, mailbox] in
            do {
                try await clock.sleep(until: deadline)
                mailbox.wakeUp()
            } catch is CancellationError {
                // The subtask has ended; nobody waits for this timer any more.
            }
        }
    }
}
