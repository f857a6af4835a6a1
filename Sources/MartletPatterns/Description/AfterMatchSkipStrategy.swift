/// Which partial matches are dropped after a match. Flink's `AfterMatchSkipStrategy`.
public struct AfterMatchSkipStrategy: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case none, toNext, pastLast
        case toFirst(String), toLast(String)
    }

    let kind: Kind
    var isStrict = false

    /// None: every possible match is emitted.
    public static let noSkip = AfterMatchSkipStrategy(kind: .none)
    /// Those that began with the same event.
    public static let skipToNext = AfterMatchSkipStrategy(kind: .toNext)
    /// Those that began with any event of the match or one between, so that matches do not overlap.
    public static let skipPastLastEvent = AfterMatchSkipStrategy(kind: .pastLast)
    /// Those that began before the first event of a stage.
    public static func skipToFirst(_ stage: String) -> AfterMatchSkipStrategy { AfterMatchSkipStrategy(kind: .toFirst(stage)) }
    /// Those that began before the last event of a stage.
    public static func skipToLast(_ stage: String) -> AfterMatchSkipStrategy { AfterMatchSkipStrategy(kind: .toLast(stage)) }

    /// The same, but it is an error if the stage has no event in a match or begins the match. Flink's `throwExceptionOnMiss`.
    public var throwingOnMiss: AfterMatchSkipStrategy { AfterMatchSkipStrategy(kind: kind, isStrict: true) }

    /// The stage that it speaks of.
    var stage: String? {
        switch kind {
        case .toFirst(let stage), .toLast(let stage): stage
        case .none, .toNext, .pastLast: nil
        }
    }
}
