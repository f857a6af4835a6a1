import MartletCore

/// The events of one key: those that wait for their turn, and how far matches have come.
@usableFromInline package final class KeyedEvents {
    /// What has come of an event, or of time that has passed.
    @usableFromInline package enum Outcome {
        /// A match, and the time at which it is complete.
        case match(FoundEvents, at: Timestamp)
        /// A partial match, and the time at which it ran out of time.
        case timedOut(FoundEvents, at: Timestamp)
    }

    let automaton: PatternAutomaton
    var state: MatchState
    /// By time, those of one time as they came.
    var waiting: [(time: Timestamp, events: [MatchEvent])] = []
    var eventsSeen: UInt64 = 0

    @usableFromInline package init(_ automaton: PatternAutomaton) {
        self.automaton = automaton
        state = automaton.initialState
    }

    /// Keeps an event until its time has come. Answers whether it is the first of its time.
    @usableFromInline package func wait(_ event: MatchEvent, until time: Timestamp) -> Bool {
        let index = waiting.lastIndex { $0.time <= time }
        if let index, waiting[index].time == time {
            waiting[index].events.append(event)
            return false
        }
        waiting.insert((time, [event]), at: index.map { $0 + 1 } ?? 0)
        return true
    }

    /// Matches all events whose time has come, and passes the time. Answers also when each partial match that has begun is to be looked at
    /// again, for its time will be over.
    @usableFromInline package func advance(
        through now: Timestamp, order: ((MatchEvent, MatchEvent) -> Bool)?
    ) throws -> (outcomes: [Outcome], deadlines: [Timestamp]) {
        var outcomes: [Outcome] = []
        var deadlines: [Timestamp] = []
        let due = waiting.prefix { $0.time <= now }
        waiting.removeFirst(due.count)
        for (time, events) in due {
            try pass(time, &outcomes)
            for event in order.map({ events.sortedStably(by: $0) }) ?? events { try match(event, at: time, &outcomes, &deadlines) }
        }
        try pass(now, &outcomes)
        return (outcomes, deadlines)
    }

    /// Matches an event at once.
    @usableFromInline package func process(_ event: MatchEvent, at time: Timestamp) throws -> (outcomes: [Outcome], deadlines: [Timestamp])
    {
        var outcomes: [Outcome] = []
        var deadlines: [Timestamp] = []
        try pass(time, &outcomes)
        try match(event, at: time, &outcomes, &deadlines)
        return (outcomes, deadlines)
    }

    private func match(_ event: MatchEvent, at time: Timestamp, _ outcomes: inout [Outcome], _ deadlines: inout [Timestamp]) throws {
        event.id = EventID(timestamp: time, number: eventsSeen)
        eventsSeen += 1
        let (matches, hasBegun) = try automaton.process(event, &state)
        for match in matches { outcomes.append(.match(match, at: time)) }
        if hasBegun, let window = automaton.window { deadlines.append(time + .milliseconds(window)) }
    }

    private func pass(_ time: Timestamp, _ outcomes: inout [Outcome]) throws {
        let (matches, timedOut) = try automaton.advance(to: time, &state)
        for match in matches { outcomes.append(.match(match, at: time)) }
        for (events, deadline) in timedOut { outcomes.append(.timedOut(events, at: deadline)) }
    }
}

extension Array {
    /// Sorted; equal elements stay as they are.
    fileprivate func sortedStably(by isBefore: (Element, Element) -> Bool) -> [Element] {
        enumerated().sorted { isBefore($0.element, $1.element) || ($0.offset < $1.offset && !isBefore($1.element, $0.element)) }.map(
            \.element)
    }
}
