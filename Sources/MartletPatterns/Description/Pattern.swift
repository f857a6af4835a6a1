import MartletCore

/// What to look for in a stream: a sequence of stages. Flink's `Pattern`.
///
///     let pattern = Pattern<Transaction>.begin("small") { $0.amount < 1 }.times(3...).consecutive()
///         .followedBy("large") { $0.amount > 500 }
///         .within(.minutes(10))
///     transactions.keyed(by: \.account).matching(pattern).select { Alert($0["large"][0]) }
///
/// A pattern is a value: each method gives a new one. A mistake in it is reported when the program is executed.
public struct Pattern<Element: Sendable>: Sendable {
    @usableFromInline package var sequence: PatternSequence

    @usableFromInline package init(_ sequence: PatternSequence) { self.sequence = sequence }

    /// A condition on an element alone.
    public typealias ElementCondition = @Sendable (Element) throws -> Bool
    /// A condition that also looks at what has been accepted so far. Flink's `IterativeCondition`.
    public typealias IterativeCondition = @Sendable (Element, MatchContext<Element>) throws -> Bool

    /// The first stage of a pattern; without a condition it accepts every element.
    @inlinable public static func begin(
        _ name: String, skip: AfterMatchSkipStrategy = .noSkip, _ condition: ElementCondition? = nil
    ) -> Pattern { Pattern(beginningWith: name, condition.map { test($0) }, skip: skip) }

    /// A pattern that begins with a group: a whole pattern as one stage.
    public static func begin(_ group: Pattern, skip: AfterMatchSkipStrategy = .noSkip) -> Pattern {
        Pattern(PatternSequence(stage(group, .strict), skip: skip))
    }
}

extension Pattern {
    /// The next element must match. Strict contiguity.
    @inlinable public func next(_ name: String, _ condition: ElementCondition? = nil) -> Pattern {
        appending(name, .strict, condition.map { Self.test($0) })
    }

    /// The first later element that matches; those before it are passed over. Relaxed contiguity.
    @inlinable public func followedBy(_ name: String, _ condition: ElementCondition? = nil) -> Pattern {
        appending(name, .relaxed, condition.map { Self.test($0) })
    }

    /// Any later element that matches. Non-deterministic relaxed contiguity.
    @inlinable public func followedByAny(_ name: String, _ condition: ElementCondition? = nil) -> Pattern {
        appending(name, .nonDeterministicRelaxed, condition.map { Self.test($0) })
    }

    /// The next element must not match.
    @inlinable public func notNext(_ name: String, _ condition: ElementCondition? = nil) -> Pattern {
        appending(name, .notNext, condition.map { Self.test($0) })
    }

    /// No element before the next stage may match; at the end of a pattern with `within`, none before the time is over.
    @inlinable public func notFollowedBy(_ name: String, _ condition: ElementCondition? = nil) -> Pattern {
        appending(name, .notFollowedBy, condition.map { Self.test($0) })
    }

    /// A group, which must begin with the next element.
    public func next(_ group: Pattern) -> Pattern { appending(Self.stage(group, .strict)) }

    /// A group, whose first stage may be any later element that is the first to match.
    public func followedBy(_ group: Pattern) -> Pattern { appending(Self.stage(group, .relaxed)) }

    /// A group, whose first stage may be any later element that matches.
    public func followedByAny(_ group: Pattern) -> Pattern { appending(Self.stage(group, .nonDeterministicRelaxed)) }

    @usableFromInline init(beginningWith name: String, _ test: PatternTest?, skip: AfterMatchSkipStrategy) {
        self.init(PatternSequence(PatternStage(name, .event(test.map { .test($0) }), contiguity: .strict), skip: skip))
    }

    @usableFromInline func appending(_ name: String, _ contiguity: PatternStage.Contiguity, _ test: PatternTest?) -> Pattern {
        appending(PatternStage(name, .event(test.map { .test($0) }), contiguity: contiguity))
    }

    private func appending(_ stage: PatternStage) -> Pattern {
        var copy = self
        copy.sequence.append(stage)
        return copy
    }

    private static func stage(_ group: Pattern, _ contiguity: PatternStage.Contiguity) -> PatternStage {
        PatternStage("", .group(group.sequence), contiguity: contiguity)
    }

    /// The condition as the automaton knows it, compiled for the program's type.
    @inlinable static func test(_ condition: @escaping ElementCondition) -> PatternTest { { event, _ in try condition(event.element()) } }

    @inlinable static func test(_ condition: @escaping IterativeCondition) -> PatternTest {
        { event, context in try condition(event.element(), MatchContext(context)) }
    }
}
