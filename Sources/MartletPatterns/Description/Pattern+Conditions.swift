import MartletCore

extension Pattern {
    /// A further condition of the last stage: all must be met.
    @inlinable public func `where`(_ condition: @escaping ElementCondition) -> Pattern { and(Self.test(condition)) }

    /// A further condition of the last stage, which looks at what has been accepted so far: all must be met.
    @inlinable public func `where`(_ condition: @escaping IterativeCondition) -> Pattern { and(Self.test(condition)) }

    /// Another way to meet all that has been said of the last stage before it.
    @inlinable public func or(_ condition: @escaping ElementCondition) -> Pattern { or(Self.test(condition)) }

    /// Another way to meet all that has been said of the last stage before it, which looks at what has been accepted so far.
    @inlinable public func or(_ condition: @escaping IterativeCondition) -> Pattern { or(Self.test(condition)) }

    /// The condition that ends a loop: the element that meets it is not taken, nor is any after it.
    @inlinable public func until(_ condition: @escaping ElementCondition) -> Pattern { until(Self.test(condition)) }

    /// The condition that ends a loop, which looks at what has been accepted so far.
    @inlinable public func until(_ condition: @escaping IterativeCondition) -> Pattern { until(Self.test(condition)) }

    @usableFromInline func and(_ test: @escaping PatternTest) -> Pattern {
        changingCondition("where") { $0.map { .and($0, .test(test)) } ?? .test(test) }
    }

    @usableFromInline func or(_ test: @escaping PatternTest) -> Pattern {
        changingCondition("or") { $0.map { .or($0, .test(test)) } ?? .test(test) }
    }

    @usableFromInline func until(_ test: @escaping PatternTest) -> Pattern {
        changing("until") { stage, mistakes in
            if stage.until != nil { mistakes.append("A loop has one until() only.") }
            if case .orMore = stage.repetition {} else { mistakes.append("until() ends loops without end: oneOrMore() and times(n...).") }
            stage.until = .test(test)
        }
    }

    private func changingCondition(_ method: String, _ change: (Condition?) -> Condition) -> Pattern {
        changing(method) { stage, mistakes in
            if case .event(let condition) = stage.content {
                stage.content = .event(change(condition))
            } else {
                mistakes.append("\(method)() does not apply to a group: its stages have the conditions.")
            }
        }
    }
}
