import MartletCore

/// The sending end of an exchange in this process: decides where each batch goes and keeps it until the subtask sends it on.
final class ExchangeWriter: SubtaskOutput {
    /// A batch with fewer elements waits for others to the same target, so that a receiver does not get one element at a time.
    static let worthwhileCount = 1_024

    private struct Target {
        let mailbox: Mailbox
        let channel: Int
        /// Small batches that wait to be put together.
        var waiting: [any Batch] = []
        var waitingCount = 0
        /// What is to be sent, in order.
        var pending: [StreamElement] = []
    }

    private let partitioning: Partitioning
    private var targets: [Target]
    private let maxParallelism: Int
    private var next: Int
    private var random: SplitMix64
    /// Failure of a user's splitter, kept for `flush`, where errors can be thrown.
    private var failure: (any Error)?

    init(_ partitioning: Partitioning, targets: [(mailbox: Mailbox, channel: Int)], maxParallelism: Int, subtask: Int) {
        self.partitioning = partitioning
        self.targets = targets.map { Target(mailbox: $0.mailbox, channel: $0.channel) }
        self.maxParallelism = maxParallelism
        // Each subtask begins with another target, so that few batches are spread evenly, too.
        next = targets.isEmpty ? 0 : subtask % targets.count
        random = SplitMix64(seed: UInt64(subtask))
    }

    func write(_ batch: any Batch) {
        switch partitioning {
        case .hash(let split), .custom(let split):
            if case .hash = partitioning, targets.count == 1 { return add(batch, to: 0) }
            do {
                for (target, part) in try split(batch, targets.count, maxParallelism).enumerated() {
                    if let part { add(part, to: target) }
                }
            } catch {
                failure = failure ?? error
            }
        case .broadcast:
            for target in targets.indices { add(batch, to: target) }
        case .shuffle:
            _ = deal(batch, from: Int(random.next() % UInt64(targets.count)))
        case .forward, .rebalance, .rescale, .global:
            next = (next + deal(batch, from: next)) % targets.count
        }
    }

    /// Gives a batch to one target, or, if it is small, a part of it to each in turn: a few elements, too, are to be worked on by all. Answers how
    /// many targets further the next turn begins.
    private func deal(_ batch: any Batch, from first: Int) -> Int {
        if targets.count == 1 || batch.count >= Self.worthwhileCount {
            add(batch, to: first)
            return 1
        }
        let (size, rest) = batch.count.quotientAndRemainder(dividingBy: targets.count)
        var start = 0
        for number in targets.indices {
            let end = start + size + (number < rest ? 1 : 0)
            if end == start { break }
            add(batch.slice(start..<end), to: (first + number) % targets.count)
            start = end
        }
        return rest
    }

    private func add(_ batch: any Batch, to target: Int) {
        if targets[target].waiting.isEmpty, batch.count >= Self.worthwhileCount {
            targets[target].pending.append(.batch(batch))
            return
        }
        targets[target].waiting.append(batch)
        targets[target].waitingCount += batch.count
        if targets[target].waitingCount >= Self.worthwhileCount { sendWaiting(to: target) }
    }

    private func sendWaiting(to target: Int) {
        guard let first = targets[target].waiting.first else { return }
        targets[target].pending.append(.batch(first.followed(by: targets[target].waiting.dropFirst())))
        targets[target].waiting.removeAll(keepingCapacity: true)
        targets[target].waitingCount = 0
    }

    func broadcast(_ element: StreamElement) {
        for target in targets.indices {
            sendWaiting(to: target)
            targets[target].pending.append(element)
        }
    }

    func flush(all: Bool) async throws {
        if let failure { throw failure }
        for target in targets.indices {
            if all { sendWaiting(to: target) }
            if targets[target].pending.isEmpty { continue }
            try await targets[target].mailbox.send(targets[target].pending, to: targets[target].channel)
            targets[target].pending.removeAll(keepingCapacity: true)
        }
    }
}
