/// An event that a partial match has taken, and those before it.
///
/// Partial matches share their beginnings: each holds its last event only. Flink keeps the same in its `SharedBuffer`, where Dewey numbers tell
/// whose way leads through which edge; here the ways are lists, and what no match holds any more is freed with its last reference.
package final class AcceptedEvent {
    package let event: MatchEvent
    /// The number of the stage that took it.
    package let stage: Int
    package private(set) var previous: AcceptedEvent?

    init(_ event: MatchEvent, by stage: Int, after previous: AcceptedEvent?) {
        self.event = event
        self.stage = stage
        self.previous = previous
    }

    /// A long loop is freed step by step, not by a recursion as deep as the loop is long.
    deinit {
        var rest = previous.take()
        while isKnownUniquelyReferenced(&rest), let node = rest { rest = Self.tail(of: node) }
    }

    private static func tail(of node: AcceptedEvent) -> AcceptedEvent? { node.previous.take() }

    /// The events from the first to this one.
    package var way: [AcceptedEvent] {
        var way: [AcceptedEvent] = []
        var next: AcceptedEvent? = self
        while let node = next {
            way.append(node)
            next = node.previous
        }
        way.reverse()
        return way
    }
}
