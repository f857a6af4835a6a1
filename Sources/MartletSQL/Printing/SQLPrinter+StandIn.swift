// Stands in until trees can be printed: to be replaced by the printer as a whole.

package enum SQLPrinter {
    package static func text(_ expression: Expression) -> String { "\(expression.kind)" }
    package static func text(_ query: Query) -> String { "\(query.body)" }
}
