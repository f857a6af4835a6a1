import MartletDataStream

/// Closures as a function of matches.
@usableFromInline final class ClosurePatternFunction<Element: Sendable, Result: Sendable>: PatternProcessFunction {
    @usableFromInline typealias Body = (PatternMatch<Element>, PatternContext, inout Output<Result>) throws -> Void

    @usableFromInline let body: Body
    @usableFromInline let timedOut: Body

    @inlinable init(_ body: @escaping Body, timedOut: @escaping Body = { _, _, _ in }) {
        self.body = body
        self.timedOut = timedOut
    }

    @inlinable func process(_ match: PatternMatch<Element>, _ context: Context, _ output: inout Output<Result>) throws {
        try body(match, context, &output)
    }

    @inlinable func processTimedOut(_ match: PatternMatch<Element>, _ context: Context, _ output: inout Output<Result>) throws {
        try timedOut(match, context, &output)
    }
}
