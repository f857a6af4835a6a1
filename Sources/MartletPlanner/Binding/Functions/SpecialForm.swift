import MartletCore
import MartletSQL

/// A call that is not a plain function of its arguments' values: it chooses, looks at types, or has a syntax of its own.
///
/// Adding one is a line here, and a file.
struct SpecialForm: Sendable {
    let name: String
    let bind: @Sendable (ExpressionBinder, FunctionCall, SourceRange) throws -> BoundExpression

    static let all: [SpecialForm] =
        [
            .coalesce, .ifNull, .nullIf, .if,
            .currentWatermark, .sourceWatermark, .interval, .minusDate, .grouping, .groupingID, .groupID,
        ] + GroupWindowFunction.forms + JSONForm.forms

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    static func named(_ name: String) -> SpecialForm? { byName[name] }
}
