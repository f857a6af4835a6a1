/// How tightly operators bind: Calcite's numbers, which differ from standard SQL in places.
enum OperatorPrecedence {
    static let lowest = 0
    static let multisetUnion = 14
    static let multisetIntersect = 18
    static let or = 22
    static let and = 24
    static let not = 26
    /// `IS NULL` and its kin.
    static let test = 28
    static let comparison = 30
    /// IN, BETWEEN and LIKE.
    static let predicate = 32
    static let sum = 40
    static let product = 60
    static let sign = 80
    /// What needs no parentheses anywhere.
    static let value = 100
}

extension BinaryOperator {
    /// How tightly the operator binds.
    var precedence: Int {
        switch self {
        case .or: OperatorPrecedence.or
        case .and: OperatorPrecedence.and
        case .add, .subtract: OperatorPrecedence.sum
        case .multiply, .divide, .remainder, .concatenate: OperatorPrecedence.product
        case .multisetUnion, .multisetUnionAll, .multisetExcept, .multisetExceptAll: OperatorPrecedence.multisetUnion
        case .multisetIntersect, .multisetIntersectAll: OperatorPrecedence.multisetIntersect
        default: OperatorPrecedence.comparison
        }
    }
}

extension UnaryOperator {
    /// How tightly the operator binds.
    var precedence: Int { self == .not ? OperatorPrecedence.not : OperatorPrecedence.sign }
}

extension Expression {
    /// How tightly the outermost operator binds.
    var precedence: Int {
        switch kind {
        case .unary(let symbol, _): symbol.precedence
        case .binary(let symbol, _, _): symbol.precedence
        case .isTest: OperatorPrecedence.test
        case .between, .like, .inList, .inQuery, .quantified: OperatorPrecedence.predicate
        case .exists, .unique: OperatorPrecedence.sum
        case .running, .final, .sequenceValue: OperatorPrecedence.lowest
        case .call(let call): call.precedence
        default: OperatorPrecedence.value
        }
    }
}

extension FunctionCall {
    /// A call binds tightest, but for the one that is written behind its operand.
    fileprivate var precedence: Int {
        name.simpleName == Self.formatJSON ? OperatorPrecedence.test : OperatorPrecedence.value
    }

    /// What `x FORMAT JSON` is a call of.
    static let formatJSON = "FORMAT JSON"
    /// What `(a - b) DAY` is a call of.
    static let minusDate = "MINUS_DATE"
}
