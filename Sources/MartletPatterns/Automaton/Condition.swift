/// A test that a pattern makes of an event, and of what has been accepted before it.
@usableFromInline package typealias PatternTest = @Sendable (MatchEvent, TestContext) throws -> Bool

/// When a transition may be made: tests, put together.
package indirect enum Condition: Sendable {
    case always
    case test(PatternTest)
    case not(Condition)
    case and(Condition, Condition)
    case or(Condition, Condition)

    func holds(for event: MatchEvent, _ context: TestContext) throws -> Bool {
        switch self {
        case .always: true
        case .test(let test): try test(event, context)
        case .not(let condition): try !condition.holds(for: event, context)
        case .and(let left, let right): try left.holds(for: event, context) && right.holds(for: event, context)
        case .or(let left, let right): try left.holds(for: event, context) || right.holds(for: event, context)
        }
    }
}
