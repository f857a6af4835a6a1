// Calls of functions.
extension SQLPrinter {
    mutating func print(_ call: FunctionCall) {
        guard call.hasParentheses else { return write(call.name.simpleName ?? "") }
        if spelling == .flink, let choice = call.asCase { return print(choice) }
        if let name = call.name.simpleName?.uppercased(), printSpecial(call, name) { return over(call) }
        print(functionName: call.name)
        write("(")
        if let quantifier = call.quantifier { write(quantifier.rawValue + " ") }
        list(call.arguments) { $0.print($1) }
        let isInside = call.name.simpleName?.uppercased() == "ARRAY_AGG"
        if isInside { nullTreatment(call) }
        if !call.orderBy.isEmpty {
            write(" ")
            orderBy(call.orderBy)
        }
        write(")")
        if !isInside { nullTreatment(call) }
        if let columns = call.withinDistinct {
            write(" WITHIN DISTINCT ")
            parenthesizedList(columns)
        }
        if let order = call.withinGroup {
            write(" WITHIN GROUP (")
            orderBy(order)
            write(")")
        }
        if let filter = call.filter {
            write(" FILTER (WHERE ")
            print(filter)
            write(")")
        }
        over(call)
    }

    private mutating func nullTreatment(_ call: FunctionCall) {
        if let treatment = call.nullTreatment { write(" " + treatment.rawValue) }
    }

    private mutating func over(_ call: FunctionCall) {
        switch call.over {
        case nil: break
        case .window(let name):
            write(" OVER ")
            print(name)
        case .specification(let window):
            write(" OVER ")
            print(window)
        }
    }

    /// A name is quoted where the bare word would not be read as a plain call's name.
    private mutating func print(functionName name: QualifiedName) {
        guard let simple = name.simpleName else { return print(name) }
        if spelling == .flink { return FlinkSpelling.isOperator(simple) ? write(simple.uppercased()) : print(name) }
        let keyword = Keyword(simple)
        let isCallable = SQLPrinter.isPlain(name: simple) || keyword?.isReservedFunctionName == true
        if isCallable, keyword?.hasOwnCallSyntax != true { write(simple) } else { print(name) }
    }

    // MARK: Arguments

    private mutating func print(_ argument: CallArgument) {
        if let name = argument.name {
            print(name)
            write(" => ")
        }
        switch argument.value {
        case .expression(let expression): print(expression)
        case .star: write("*")
        case .keyword(let word): write(word)
        case .unit(let unit): write(unit.spelling)
        case .interval(let qualifier): print(qualifier)
        case .default: write("DEFAULT")
        case .query(let query): parenthesized(query)
        case .table(let table): print(table)
        case .model(let name):
            write("MODEL ")
            print(name)
        case .descriptor(let columns):
            write("DESCRIPTOR")
            parenthesizedList(columns) { $0.print($1.name) }
        }
    }

    private mutating func print(_ table: TableArgument) {
        switch table.source {
        case .table(let name):
            write("TABLE ")
            print(name)
        case .query(let query): parenthesized(query)
        }
        if let columns = table.partitionBy {
            write(" PARTITION BY ")
            parenthesizedList(columns)
        }
        if let items = table.orderBy {
            write(" ORDER BY ")
            parenthesizedList(items) { $0.print($1) }
        }
    }

    // MARK: Functions with a syntax of their own

    /// Writes a call in its own syntax; false, and writes nothing, if it has none or its arguments do not fit it.
    private mutating func printSpecial(_ call: FunctionCall, _ name: String) -> Bool {
        let hasPlainArguments = call.quantifier == nil && call.arguments.allSatisfy { $0.name == nil }
        guard hasPlainArguments, call.filter == nil, call.withinDistinct == nil else { return false }
        if let keyword = Keyword(name), keyword.isJSONFunction { return printJSON(call, name) }
        let values = call.arguments.map(\.value)
        if name == FunctionCall.formatJSON, case .expression(let operand)? = values.first {
            print(operand, atLeast: OperatorPrecedence.test)
            write(" FORMAT JSON")
            return true
        }
        if name == FunctionCall.minusDate, values.count == 3, case .expression(let left) = values[0],
            case .expression(let right) = values[1],
            case .interval(let qualifier) = values[2]
        {
            print(Expression(.binary(.subtract, left, right), at: call.location), atLeast: OperatorPrecedence.value)
            write(" ")
            print(qualifier)
            return true
        }
        guard let syntax = CallSyntax.syntax(of: call) else { return false }
        switch name {
        case "POSITION": guard case .expression(let needle)? = values.first, needle.isAtom else { return false }
        case "FIRST", "LAST", "PREV", "NEXT":
            if values.count == 2, case .expression(let count) = values[1], !count.isNumber { return false }
        default: break
        }
        special(call, separators: syntax.separators)
        return true
    }

    /// The name of a function with a syntax of its own.
    private func ownName(of call: FunctionCall) -> String {
        let name = call.name.simpleName ?? ""
        return spelling == .flink ? name.uppercased() : name
    }

    /// The call with these words between its arguments.
    private mutating func special(_ call: FunctionCall, separators: [String]) {
        write(ownName(of: call) + "(")
        for (index, argument) in call.arguments.enumerated() {
            if index > 0 { write(separators[index - 1]) }
            print(argument)
        }
        write(")")
    }

    // MARK: JSON

    private mutating func printJSON(_ call: FunctionCall, _ name: String) -> Bool {
        guard call.arguments.allSatisfy(\.value.isExpression), call.nullTreatment == nil else { return false }
        let count = call.arguments.count
        switch name {
        case "JSON_EXISTS", "JSON_VALUE", "JSON_QUERY", "JSON_OBJECTAGG": guard count == 2 else { return false }
        case "JSON_OBJECT": guard count.isMultiple(of: 2) else { return false }
        case "JSON_ARRAYAGG": guard count == 1 else { return false }
        default: break
        }
        write(ownName(of: call) + "(")
        if name == "JSON_OBJECT" || name == "JSON_OBJECTAGG" {
            for index in stride(from: 0, to: count, by: 2) {
                write(index > 0 ? ", KEY " : "KEY ")
                print(call.arguments[index])
                write(" VALUE ")
                print(call.arguments[index + 1])
            }
        } else {
            list(call.arguments) { $0.print($1) }
        }
        if !call.orderBy.isEmpty {
            write(" ")
            orderBy(call.orderBy)
        }
        if let clauses = call.json { print(clauses, isFirst: call.arguments.isEmpty) }
        write(")")
        if let order = call.withinGroup {
            write(" WITHIN GROUP (")
            orderBy(order)
            write(")")
        }
        return true
    }

    private mutating func print(_ clauses: JSONClauses, isFirst: Bool) {
        if let type = clauses.returning {
            write(" RETURNING ")
            print(type)
        }
        switch clauses.wrapper {
        case nil: break
        case .without: write(" WITHOUT ARRAY WRAPPER")
        case .withConditional: write(" WITH CONDITIONAL ARRAY WRAPPER")
        case .withUnconditional: write(" WITH UNCONDITIONAL ARRAY WRAPPER")
        }
        if let behavior = clauses.onEmpty { print(behavior, on: "EMPTY") }
        if let behavior = clauses.onError { print(behavior, on: "ERROR") }
        if let handling = clauses.onNull { write((isFirst ? "" : " ") + handling.rawValue) }
    }

    private mutating func print(_ behavior: JSONClauses.Behavior, on event: String) {
        switch behavior {
        case .null: write(" NULL")
        case .error: write(" ERROR")
        case .emptyArray: write(" EMPTY ARRAY")
        case .emptyObject: write(" EMPTY OBJECT")
        case .true: write(" TRUE")
        case .false: write(" FALSE")
        case .unknown: write(" UNKNOWN")
        case .default(let value):
            write(" DEFAULT ")
            print(value)
        }
        write(" ON " + event)
    }
}

extension CallArgument.Value {
    fileprivate var isExpression: Bool { if case .expression = self { true } else { false } }
}

extension Expression {
    /// Whether the expression may stand before IN in POSITION, where no operator can.
    fileprivate var isAtom: Bool {
        switch kind {
        case .literal, .column, .parameter, .call, .case, .cast, .array, .map, .multiset, .collected, .period: true
        default: false
        }
    }

    /// A number with or without a sign.
    fileprivate var isNumber: Bool {
        switch kind {
        case .literal(.integer), .literal(.decimal), .literal(.approximate): true
        case .unary(.minus, let operand): if case .literal = operand.kind { operand.isNumber } else { false }
        default: false
        }
    }
}

extension Keyword {
    /// Names a function that is not called like others.
    var hasOwnCallSyntax: Bool { isJSONFunction || CallSyntax.isKnown(spelling) || self == .MAP || self == .DESCRIPTOR || self == .MODEL }

    /// One of SQL/JSON's functions with clauses of their own.
    var isJSONFunction: Bool {
        switch self {
        case .JSON_EXISTS, .JSON_VALUE, .JSON_QUERY, .JSON_OBJECT, .JSON_OBJECTAGG, .JSON_ARRAY, .JSON_ARRAYAGG: true
        default: false
        }
    }
}
