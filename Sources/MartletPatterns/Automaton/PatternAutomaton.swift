import MartletCore

/// The non-deterministic automaton that a pattern is compiled to. Flink's `NFA`.
///
/// It knows neither streams nor types of events; its state is the caller's.
@usableFromInline package struct PatternAutomaton: Sendable {
    package let states: [AutomatonState]
    package let start: Int
    @usableFromInline package let stageNames: [String]
    /// How many milliseconds after its first event a match must be complete; nil: it may take any time.
    package let window: Int64?
    package let skip: ResolvedSkipStrategy
    /// Whether partial matches that run out of time are wanted.
    @usableFromInline package var reportsTimeouts = false

    package var initialState: MatchState {
        var state = MatchState()
        state.partial.insert(.waiting(in: start))
        return state
    }

    /// Shows the next event to all partial matches. Answers the matches it completes, and whether a partial match began with it.
    package func process(_ event: MatchEvent, _ state: inout MatchState) throws -> (matches: [FoundEvents], hasBegun: Bool) {
        var partial = PartialMatchQueue(), complete = PartialMatchQueue()
        var hasBegun = false
        for match in state.partial {
            var kept: [PartialMatch] = []
            var isStopped = false
            for next in try successors(of: match, for: event) {
                if match.start == nil, next.start != nil { hasBegun = true }
                switch states[next.state].kind {
                case .final: complete.insert(next)
                case .stop: isStopped = true
                case .start, .normal, .pending: kept.append(next)
                }
            }
            if !isStopped { partial.insert(contentsOf: kept) }
        }
        defer { state.partial = partial }
        guard skip.isNone else { return (try released(complete, &state.completed, &partial), hasBegun) }
        var matches: [FoundEvents] = []
        while let match = complete.removeFirst() { matches.append(FoundEvents(match.last)) }
        return (matches, hasBegun)
    }

    /// Drops the partial matches whose time is over. Answers those among them that are matches by then, and the others with the time at which
    /// they ran out of it.
    package func advance(
        to time: Timestamp, _ state: inout MatchState
    ) throws -> (matches: [FoundEvents], timedOut: [(events: FoundEvents, time: Timestamp)]) {
        var partial = PartialMatchQueue(), complete = PartialMatchQueue()
        var timedOut: [(events: FoundEvents, time: Timestamp)] = []
        for match in state.partial {
            guard let deadline = deadline(of: match, passedAt: time) else {
                partial.insert(match)
                continue
            }
            if states[match.state].kind == .pending {
                complete.insert(match)
            } else if reportsTimeouts {
                timedOut.append((FoundEvents(match.last), deadline))
            }
        }
        let matches = try released(complete, &state.completed, &partial)
        state.partial = partial
        return (matches, timedOut)
    }

    /// When a partial match ran out of time, if it has by `time`.
    private func deadline(of match: PartialMatch, passedAt time: Timestamp) -> Timestamp? {
        guard let start = match.start, states[match.state].kind != .start else { return nil }
        func passed(_ milliseconds: Int64?, since event: Timestamp) -> Timestamp? {
            guard let milliseconds, milliseconds > 0, time.milliseconds &- event.milliseconds >= milliseconds else { return nil }
            return Timestamp(milliseconds: event.milliseconds + milliseconds)
        }
        return passed(states[match.state].windowFromPrevious, since: match.previousTime) ?? passed(window, since: start.timestamp)
    }

    /// The completed matches for which none that began earlier has to be waited, less those that the skip strategy drops.
    private func released(
        _ matches: PartialMatchQueue, _ completed: inout PartialMatchQueue, _ partial: inout PartialMatchQueue
    ) throws -> [FoundEvents] {
        completed.insert(contentsOf: matches)
        var released: [FoundEvents] = []
        while let match = completed.first {
            if let earliest = partial.first, PartialMatch.isOrderedBefore(earliest, match) { break }
            _ = completed.removeFirst()
            let found = FoundEvents(match.last)
            if let isDropped = try skip.dropped(after: found, stageNames: stageNames) {
                partial.removeAll { $0.start.map(isDropped) ?? false }
                completed.removeAll { $0.start.map(isDropped) ?? false }
            }
            released.append(found)
        }
        return released
    }
}
