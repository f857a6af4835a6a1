// Expressions.
extension SQLPrinter {
    /// An expression, in parentheses if it binds less tightly than `minimum`.
    mutating func print(_ expression: Expression, atLeast minimum: Int = OperatorPrecedence.lowest) {
        if expression.precedence < minimum {
            write("(")
            print(expression.kind)
            write(")")
        } else {
            print(expression.kind)
        }
    }

    mutating func list(_ expressions: [Expression]) { list(expressions) { $0.print($1) } }

    mutating func parenthesizedList(_ expressions: [Expression]) { parenthesizedList(expressions) { $0.print($1) } }

    private mutating func print(_ kind: Expression.Kind) {
        switch kind {
        case .literal(let literal): print(literal)
        case .column(let name): print(name)
        case .parameter: write("?")
        case .default: write("DEFAULT")
        case .unary(let symbol, let operand): print(symbol, operand)
        case .binary(let symbol, let left, let right):
            print(left, atLeast: symbol.precedence)
            write(" \(symbol.rawValue) ")
            print(right, atLeast: symbol.precedence + 1)
        case .isTest(let operand, let test, let negated):
            print(operand, atLeast: OperatorPrecedence.test)
            write(negated ? " IS NOT " : " IS ")
            write(test.rawValue)
        case .between(let between): print(between)
        case .like(let like): print(like)
        case .inList(let operand, let list, let negated):
            print(operand, atLeast: OperatorPrecedence.predicate)
            write(negated ? " NOT IN " : " IN ")
            parenthesizedList(list)
        case .inQuery(let operand, let query, let negated):
            print(operand, atLeast: OperatorPrecedence.predicate)
            write(negated ? " NOT IN " : " IN ")
            parenthesized(query)
        case .quantified(let comparison): print(comparison)
        case .exists(let query):
            write("EXISTS ")
            parenthesized(query)
        case .unique(let query):
            write("UNIQUE ")
            parenthesized(query)
        case .subquery(let query): parenthesized(query)
        case .case(let choice): print(choice)
        case .cast(let cast):
            write(cast.isTry ? "TRY_CAST(" : "CAST(")
            print(cast.operand)
            write(" AS ")
            print(cast.type)
            write(")")
        case .call(let call): print(call)
        default: printConstructor(kind)
        }
    }

    /// What builds a value of others, and what is seldom seen.
    private mutating func printConstructor(_ kind: Expression.Kind) {
        switch kind {
        case .row(let values):
            write("ROW")
            parenthesizedList(values)
        case .array(let values): bracketed("ARRAY", values)
        case .map(let values): bracketed("MAP", values)
        case .multiset(let values): bracketed("MULTISET", values)
        case .collected(let constructor, let query):
            write(constructor.rawValue)
            parenthesized(query)
        case .period(let first, let second):
            write("PERIOD")
            parenthesizedList([first, second])
        case .item(let operand, let index):
            print(operand, atLeast: OperatorPrecedence.value)
            write("[")
            print(index)
            write("]")
        case .field(let operand, let name):
            print(operand, asOwnerOf: name)
        case .sequenceValue(let access, let name):
            write("\(access.rawValue) VALUE FOR ")
            print(name)
        case .running(let operand):
            write("RUNNING ")
            print(operand, atLeast: OperatorPrecedence.value)
        case .final(let operand):
            write("FINAL ")
            print(operand, atLeast: OperatorPrecedence.value)
        default: break
        }
    }

    private mutating func bracketed(_ word: String, _ values: [Expression]) {
        write(word + "[")
        list(values)
        write("]")
    }

    /// `f(x).name`; a column stands in parentheses, or the field would be part of its name.
    private mutating func print(_ operand: Expression, asOwnerOf name: Identifier) {
        switch operand.kind {
        case .call, .item, .field, .row, .cast, .case, .subquery:
            print(operand)
        default:
            write("(")
            print(operand)
            write(")")
        }
        write(".")
        print(name)
    }

    private mutating func print(_ symbol: UnaryOperator, _ operand: Expression) {
        write(symbol.rawValue + " ")
        print(operand, atLeast: symbol.precedence)
    }

    private mutating func print(_ between: BetweenExpression) {
        print(between.operand, atLeast: OperatorPrecedence.predicate)
        write(between.isNegated ? " NOT BETWEEN " : " BETWEEN ")
        write(between.isSymmetric ? "SYMMETRIC " : "ASYMMETRIC ")
        print(between.low, atLeast: OperatorPrecedence.predicate + 1)
        write(" AND ")
        print(between.high, atLeast: OperatorPrecedence.predicate + 1)
    }

    private mutating func print(_ like: LikeExpression) {
        print(like.operand, atLeast: OperatorPrecedence.predicate)
        write(like.isNegated ? " NOT " : " ")
        write(like.matcher.rawValue + " ")
        print(like.pattern, atLeast: OperatorPrecedence.predicate + 1)
        if let escape = like.escape {
            write(" ESCAPE ")
            print(escape, atLeast: OperatorPrecedence.value)
        }
    }

    private mutating func print(_ comparison: QuantifiedComparison) {
        print(comparison.operand, atLeast: OperatorPrecedence.predicate)
        write(" \(comparison.comparison.rawValue) \(comparison.quantifier.rawValue) ")
        switch comparison.against {
        case .query(let query): parenthesized(query)
        case .list(let values): parenthesizedList(values)
        }
    }

    mutating func print(_ choice: CaseExpression) {
        let choice = spelling == .flink ? choice.searched : choice
        write("CASE")
        if let operand = choice.operand {
            write(" ")
            print(operand)
        }
        for branch in choice.branches {
            write(" WHEN ")
            list(branch.conditions)
            write(" THEN ")
            print(branch.result)
        }
        if let otherwise = choice.otherwise {
            write(" ELSE ")
            print(otherwise)
        }
        write(" END")
    }

    /// A query in parentheses.
    mutating func parenthesized(_ query: Query) {
        write("(")
        print(query)
        write(")")
    }

    // MARK: Constants

    mutating func print(_ literal: Literal) {
        switch literal {
        case .null: write("NULL")
        case .boolean(let value): write(value ? "TRUE" : "FALSE")
        case .unknown: write("UNKNOWN")
        case .integer(let digits): write(digits)
        case .approximate(let digits): write(spelling == .flink ? FlinkSpelling.approximate(digits) : digits)
        case .decimal(let digits):
            let isSigned = digits.hasPrefix("-") || digits.hasPrefix("+")
            if spelling == .flink {
                write(FlinkSpelling.decimal(digits))
            } else if isSigned {
                prefixed("DECIMAL ", digits)
            } else {
                write(digits)
            }
        case .string(let text, let characterSet):
            if spelling == .flink, characterSet == nil, !text.utf8.allSatisfy({ $0 < 0x80 }) {
                write(FlinkSpelling.unicode(text))
            } else {
                prefixed(characterSet.map { "_" + $0 } ?? "", text)
            }
        case .binary(let digits): prefixed("X", digits)
        case .date(let text): prefixed("DATE ", text)
        case .time(let text): prefixed("TIME ", text)
        case .timestamp(let text): prefixed("TIMESTAMP ", text)
        case .timestampWithLocalTimeZone(let text): prefixed("TIMESTAMP WITH LOCAL TIME ZONE ", text)
        case .interval(let interval): print(interval)
        }
    }

    private mutating func prefixed(_ prefix: String, _ text: String) {
        write(prefix)
        print(string: text)
    }

    mutating func print(_ interval: IntervalLiteral) {
        prefixed(interval.isNegative ? "INTERVAL -" : "INTERVAL ", interval.text)
        write(" ")
        print(interval.qualifier)
    }

    mutating func print(_ qualifier: IntervalQualifier) {
        write(qualifier.start.spelling)
        let fraction = qualifier.end == nil ? qualifier.fractionalSecondPrecision : nil
        if let precision = qualifier.startPrecision {
            write("(\(precision)\(fraction.map { ", \($0)" } ?? ""))")
        }
        guard let end = qualifier.end else { return }
        write(" TO \(end.spelling)")
        if let precision = qualifier.fractionalSecondPrecision { write("(\(precision))") }
    }
}

extension TimeUnit {
    /// The unit's name in SQL.
    package var spelling: String {
        switch self {
        case .millennium: "MILLENNIUM"
        case .century: "CENTURY"
        case .decade: "DECADE"
        case .year: "YEAR"
        case .isoYear: "ISOYEAR"
        case .quarter: "QUARTER"
        case .month: "MONTH"
        case .week: "WEEK"
        case .day: "DAY"
        case .hour: "HOUR"
        case .minute: "MINUTE"
        case .second: "SECOND"
        case .millisecond: "MILLISECOND"
        case .microsecond: "MICROSECOND"
        case .nanosecond: "NANOSECOND"
        case .dayOfWeek: "DOW"
        case .isoDayOfWeek: "ISODOW"
        case .dayOfYear: "DOY"
        case .epoch: "EPOCH"
        case .named(let name): SQLPrinter.quoted(name: name)
        }
    }
}
