import MartletCore

extension Pattern {
    /// The last stage once or more often. Flink's `oneOrMore`.
    /// - Parameter window: how much later than the event before an event of the loop may come.
    public func oneOrMore(within window: Duration? = nil) -> Pattern { repeating("oneOrMore", .orMore(1), window) }

    /// The last stage a number of times. Flink's `times`.
    /// - Parameter window: how much later than the event before an event of the loop may come.
    public func times(_ count: Int, within window: Duration? = nil) -> Pattern {
        repeating("times", .times(count, count), window)
    }

    /// The last stage as many times as one of the range says; from 0 it is optional. Flink's `times`.
    /// - Parameter window: how much later than the event before an event of the loop may come.
    public func times(_ range: ClosedRange<Int>, within window: Duration? = nil) -> Pattern {
        guard range.lowerBound == 0 else { return repeating("times", .times(range.lowerBound, range.upperBound), window) }
        return repeating("times", .times(1, range.upperBound), window).optional()
    }

    /// The last stage so many times, or more often. Flink's `timesOrMore`.
    /// - Parameter window: how much later than the event before an event of the loop may come.
    public func times(_ range: PartialRangeFrom<Int>, within window: Duration? = nil) -> Pattern {
        repeating("times", .orMore(range.lowerBound), window)
    }

    /// The events of the loop follow each other directly: strict contiguity within it. Flink's `consecutive`.
    public func consecutive() -> Pattern {
        changing("consecutive") { stage, mistakes in
            if !stage.isLoop { mistakes.append("consecutive() applies to loops: oneOrMore() and times().") }
            if stage.innerContiguity != .relaxed {
                mistakes.append("A loop is either consecutive() or allowingCombinations(), and that once.")
            }
            stage.innerContiguity = .strict
        }
    }

    /// The loop may leave out events that it could take: non-deterministic relaxed contiguity within it. Flink's `allowCombinations`.
    public func allowingCombinations() -> Pattern {
        changing("allowingCombinations") { stage, mistakes in
            if !stage.isLoop { mistakes.append("allowingCombinations() applies to loops: oneOrMore() and times().") }
            if stage.innerContiguity != .relaxed {
                mistakes.append("A loop is either consecutive() or allowingCombinations(), and that once.")
            }
            stage.innerContiguity = .nonDeterministicRelaxed
        }
    }

    /// The last stage may be left out. Flink's `optional`.
    public func optional() -> Pattern {
        changing("optional") { stage, mistakes in
            if stage.isOptional { mistakes.append("optional() was called twice on the same stage.") }
            if stage.isNegative { mistakes.append("optional() does not apply to a stage that must not come.") }
            stage.isOptional = true
        }
    }

    /// The loop keeps an event that the next stage would take too. Flink's `greedy`.
    public func greedy() -> Pattern {
        changing("greedy") { stage, mistakes in
            if stage.isNegative { mistakes.append("greedy() does not apply to a stage that must not come.") }
            if case .group = stage.content { mistakes.append("greedy() does not apply to a group.") }
            if !stage.isLoop { mistakes.append("greedy() applies to loops: oneOrMore() and times().") }
            if stage.innerContiguity == .nonDeterministicRelaxed { mistakes.append("A loop that allows combinations cannot be greedy.") }
            stage.isGreedy = true
        }
    }

    private func repeating(_ method: String, _ repetition: PatternStage.Repetition, _ window: Duration?) -> Pattern {
        changing(method) { stage, mistakes in
            if stage.isNegative { mistakes.append("\(method)() does not apply to a stage that must not come.") }
            if stage.isLoop { mistakes.append("\(method)() was called on a stage that already has a number of times.") }
            switch repetition {
            case .times(let least, let most) where least < 1 || most < least: mistakes.append("A number of times is at least 1.")
            case .orMore(let least) where least < 1:
                mistakes.append("A number of times is at least 1; a loop that may be left out is optional().")
            default: break
            }
            stage.repetition = repetition
            stage.windowInLoop = window?.inMilliseconds
            // As in Flink, the number of times is said before what else is said of the loop.
            stage.isOptional = false
        }
    }

    /// Changes the last stage, and reports what mistakes that is.
    func changing(_ method: String, _ change: (inout PatternStage, inout [String]) -> Void) -> Pattern {
        var copy = self
        var mistakes: [String] = []
        copy.sequence.changeLast { change(&$0, &mistakes) }
        if let mistake = mistakes.first {
            let name = copy.sequence.last.name
            copy.sequence.report(mistake, hint: "See \(method)() of \(name.isEmpty ? "the group" : "stage '\(name)'") in the pattern.")
        }
        return copy
    }
}
