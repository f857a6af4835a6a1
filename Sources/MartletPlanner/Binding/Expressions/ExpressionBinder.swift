import MartletCore
import MartletFunctions
import MartletSQL

/// Binds the expressions of one clause.
///
/// Each kind of expression is a file beside this one.
struct ExpressionBinder {
    /// Where the expression stands; some things are allowed in some clauses only.
    enum Clause {
        case select, `where`, groupBy, having, qualify, orderBy, on, values, column
    }

    let binder: Binder
    let scope: Scope
    let clause: Clause
    /// The windows of the WINDOW clause.
    var windows: [String: WindowSpecification] = [:]
    /// The window of GROUP BY.
    var groupWindow: GroupWindow?
    /// Whether an aggregate may be over no rows at all.
    var aggregatesMayBeEmpty = false

    init(_ binder: Binder, scope: Scope, clause: Clause, windows: [String: WindowSpecification] = [:]) {
        self.binder = binder
        self.scope = scope
        self.clause = clause
        self.windows = windows
    }

    /// The expression with its meaning; its range is the syntax's.
    func bind(_ expression: Expression) throws -> BoundExpression {
        var bound = try bindUnplaced(expression)
        bound.range = expression.range
        return bound
    }

    func bind(_ expressions: [Expression]) throws -> [BoundExpression] { try expressions.map(bind) }

    private func bindUnplaced(_ expression: Expression) throws -> BoundExpression {
        let range = expression.range
        switch expression.kind {
        case .literal(let literal): return try bind(literal, at: range)
        case .column(let name): return try bindColumn(name)
        case .parameter: throw MartletError("Illegal use of dynamic parameter", phase: .validate, at: range)
        case .unary(let symbol, let operand): return try bind(symbol, operand, at: range)
        case .binary(let symbol, let left, let right): return try bind(symbol, left, right, at: range)
        case .isTest(let operand, let test, let negated): return try bind(operand, is: test, negated: negated, at: range)
        case .between(let between): return try bind(between, at: range)
        case .like(let like): return try bind(like, at: range)
        case .inList(let operand, let list, let negated): return try bind(operand, in: list, negated: negated, at: range)
        case .inQuery(let operand, let query, let negated): return try bind(operand, in: query, negated: negated, at: range)
        case .quantified(let comparison): return try bind(comparison, at: range)
        case .exists(let query): return try bindExists(query)
        case .unique: throw MartletError("No match found for function signature UNIQUE", phase: .validate, at: range)
        case .subquery(let query): return try bindScalar(query, at: range)
        case .case(let choice): return try bind(choice, at: range)
        case .cast(let cast): return try bind(cast, at: range)
        case .call(let call): return try bind(call, at: range)
        case .row(let fields): return try call("ROW", bind(fields), at: range)
        case .array(let elements): return try bindArray(elements, at: range)
        case .map(let entries): return try bindMap(entries, at: range)
        case .multiset, .collected, .period: throw notEnoughRules
        case .item(let operand, let index): return try call("ITEM", [bind(operand), bind(index)], at: range)
        case .field(let operand, let name): return try bindField(of: operand, name)
        case .sequenceValue(_, let name):
            throw MartletError("Table '\(name.names.joined(separator: "."))' not found", phase: .validate, at: name.range)
        case .default: throw MartletError("DEFAULT is only allowed in VALUES of an INSERT", phase: .validate, at: range)
        case .running, .final:
            throw MartletError("Function can only be used in MATCH_RECOGNIZE", phase: .validate, at: range)
        }
    }

    /// What Flink's optimizer says of expressions that it can parse and not run.
    var notEnoughRules: MartletError {
        MartletError("There are not enough rules to produce a node with desired properties.", phase: .plan)
    }

    private func bindField(of operand: Expression, _ name: Identifier) throws -> BoundExpression {
        let row = try bind(operand)
        guard let fields = row.type.kind.fields else {
            throw MartletError("Incompatible types", hint: "\(row.type) has no fields.", phase: .validate, at: operand.range)
        }
        guard let index = fields.firstIndex(where: { $0.name == name.name }) else {
            throw MartletError(
                "Column '\(name.name)' not found in any table", hint: didYouMean(name.name, among: fields.map(\.name)), phase: .validate,
                at: name.range)
        }
        return .field(row, index)
    }
}
