import MartletCore

/// The sending end of an exchange: decides where each batch goes and keeps it until the subtask sends it on.
///
/// Writing never waits, so that operators need no `await`; the subtask calls `flush` after every step, and waits there if a receiver is full.
final class ExchangeWriter {
    private let partitioning: Partitioning
    private let targets: [(mailbox: Mailbox, channel: Int)]
    private let maxParallelism: Int
    private var pending: [(target: Int, element: StreamElement)] = []
    private var next: Int
    private var random: SplitMix64

    init(_ partitioning: Partitioning, targets: [(mailbox: Mailbox, channel: Int)], maxParallelism: Int, subtask: Int) {
        self.partitioning = partitioning
        self.targets = targets
        self.maxParallelism = maxParallelism
        // Each subtask begins with another target, so that few batches are spread evenly, too.
        next = subtask
        random = SplitMix64(seed: UInt64(subtask))
    }

    /// Failure of a user's splitter, kept for `flush`, where errors can be thrown.
    private var failure: (any Error)?

    func write(_ batch: any Batch) {
        switch partitioning {
        case .hash(let split), .custom(let split):
            if targets.count == 1 {
                pending.append((0, .batch(batch)))
                return
            }
            do {
                for (target, part) in try split(batch, targets.count, maxParallelism).enumerated() {
                    if let part { pending.append((target, .batch(part))) }
                }
            } catch {
                failure = failure ?? error
            }
        case .broadcast:
            for target in targets.indices { pending.append((target, .batch(batch))) }
        case .shuffle:
            pending.append((Int(random.next() % UInt64(targets.count)), .batch(batch)))
        case .forward, .rebalance, .rescale, .global:
            pending.append((next % targets.count, .batch(batch)))
            next += 1
        }
    }

    func broadcast(_ element: StreamElement) {
        for target in targets.indices { pending.append((target, element)) }
    }

    /// Sends all that was written, waiting for receivers that are full.
    func flush() async throws {
        if let failure { throw failure }
        if pending.isEmpty { return }
        for (target, element) in pending { try await targets[target].mailbox.send(element, to: targets[target].channel) }
        pending.removeAll(keepingCapacity: true)
    }
}
