import MartletCore

/// What the local host supplies to one of its subtasks: a mailbox, and the mailboxes of those that read from it.
struct LocalSubtaskHost: SubtaskHost {
    let clock: any JobClock
    let mailbox: Mailbox
    let inputOfChannel: [Int]
    /// Where the exchanges that leave the subtask lead.
    let links: [Link]
    let subtask: Int

    /// An exchange, and the mailboxes at its other end.
    struct Link {
        let exchange: JobGraph.Exchange
        let targets: [(mailbox: Mailbox, channel: Int)]
        /// Of the vertex that the exchange leads to.
        let maxParallelism: Int
    }

    var input: any SubtaskInput { mailbox }

    func makeOutputs() -> [(exchange: JobGraph.Exchange, output: any SubtaskOutput)] {
        links.map { link in
            (
                link.exchange,
                ExchangeWriter(link.exchange.partitioning, targets: link.targets, maxParallelism: link.maxParallelism, subtask: subtask)
            )
        }
    }
}
