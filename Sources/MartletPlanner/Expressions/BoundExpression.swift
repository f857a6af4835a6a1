import MartletCore
import MartletFunctions

/// An expression whose names are resolved and whose types are known: Calcite's RexNode.
///
/// Columns are numbers in the rows of the plan that the expression belongs to. Two expressions are equal if they compute the same from the
/// same rows; where they stood in the text does not count.
package struct BoundExpression: Sendable {
    package indirect enum Kind: Sendable {
        /// A column of the input.
        case column(Int)
        /// A column of the row of an enclosing query, by the enclosing scope's number.
        case outer(scope: Int, column: Int)
        case literal(Value)
        case call(BoundCall)
        case cast(BoundExpression, isTry: Bool)
        /// At least two.
        case and([BoundExpression])
        /// At least two.
        case or([BoundExpression])
        /// CASE: the result of the first branch whose condition is true.
        case choice([Branch], otherwise: BoundExpression)
        case coalesce([BoundExpression])
        /// A field of a row, by its place.
        case field(BoundExpression, Int)
        case subquery(BoundSubquery)
        /// An aggregate over the group: only until the SELECT it stands in is planned.
        case aggregate(BoundAggregate)
        /// A call over a window of rows around the current one.
        case over(BoundOver)
    }

    package struct Branch: Sendable, Equatable {
        package var condition: BoundExpression
        package var result: BoundExpression
    }

    package var kind: Kind
    package var type: DataType
    /// Where it stands in the statement.
    package var range: SourceRange?

    package init(_ kind: Kind, _ type: DataType, at range: SourceRange? = nil) {
        self.kind = kind
        self.type = type
        self.range = range
    }
}

/// A call of a scalar function, its kernel chosen.
package struct BoundCall: Sendable {
    package var function: ScalarFunction
    package var arguments: [BoundExpression]
    package var kernel: ScalarKernel
    /// As the user spelled it, where that is not the function's name.
    package var spelling: String?

    package init(_ function: ScalarFunction, _ arguments: [BoundExpression], kernel: @escaping ScalarKernel, spelling: String? = nil) {
        self.function = function
        self.arguments = arguments
        self.kernel = kernel
        self.spelling = spelling
    }

    package var name: String { function.name }
}

extension BoundCall: Equatable {
    package static func == (left: BoundCall, right: BoundCall) -> Bool {
        left.name == right.name && left.arguments == right.arguments
    }
}

extension BoundExpression.Kind: Equatable {}

extension BoundExpression: Equatable {
    package static func == (left: BoundExpression, right: BoundExpression) -> Bool {
        left.type == right.type && left.kind == right.kind
    }
}
