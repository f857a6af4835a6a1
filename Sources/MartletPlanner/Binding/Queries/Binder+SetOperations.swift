import MartletCore
import MartletFunctions
import MartletSQL

extension Binder {
    /// UNION, INTERSECT and EXCEPT: both sides are cast to the common types of their columns; the left side names them.
    func bind(_ operation: SetOperation, outer: Scope?) throws -> any LogicalPlan {
        let left = try bind(operation.left, outer: outer)
        let right = try bind(operation.right, outer: outer)
        let name = "\(operation.operator.rawValue)\(operation.isAll ? " ALL" : "")"
        guard left.schema.count == right.schema.count else {
            throw MartletError("Column count mismatch in \(name)", phase: .validate, at: operation.right.itemsRange)
        }
        var types: [DataType] = []
        for (index, (l, r)) in zip(left.schema.types, right.schema.types).enumerated() {
            guard let type = l == r ? l : Coercion.commonType([l, r]) else {
                if l.kind.isDateTime && r.kind.isNumeric || l.kind.isNumeric && r.kind.isDateTime {
                    throw MartletError(
                        "Only legacy cast behaviour supports cast from '\(r)' to '\(l)'.", hint: "Write the CAST.", phase: .plan)
                }
                throw MartletError(
                    "Type mismatch in column \(index + 1) of \(name)", hint: "It is \(l) on the left and \(r) on the right.",
                    phase: .validate, at: operation.left.itemRange(index))
            }
            guard Cast.isAllowed(from: l, to: type), Cast.isAllowed(from: r, to: type) else {
                throw MartletError(
                    "Unsupported cast to '\(type)' from '\(l.kind == type.kind ? r : l)'.", phase: .plan,
                    at: operation.left.itemRange(index))
            }
            types.append(type)
        }
        let inputs = try [left, right].map { try cast($0, to: types) }
        switch operation.operator {
        case .union:
            let all = LogicalSetOperation(.union, all: true, inputs)
            return operation.isAll ? all : distinct(all)
        case .intersect: return LogicalSetOperation(.intersect, all: operation.isAll, inputs)
        case .except: return LogicalSetOperation(.minus, all: operation.isAll, inputs)
        }
    }

    /// Each row once.
    func distinct(_ plan: any LogicalPlan) -> any LogicalPlan { LogicalAggregate(plan, keys: Array(0..<plan.schema.count), calls: []) }

    /// The plan with its columns cast where their kinds differ.
    private func cast(_ plan: any LogicalPlan, to types: [DataType]) throws -> any LogicalPlan {
        let columns = BoundExpression.columns(plan.schema.fields)
        if zip(columns, types).allSatisfy({ $0.type.kind == $1.kind }) { return plan }
        return LogicalProject(plan, try zip(columns, types).map { try $0.cast(to: $1) }, names: plan.schema.names)
    }
}

extension QueryBody {
    /// Where the columns are named: the select list, or the whole.
    fileprivate var itemsRange: SourceRange {
        switch self {
        case .select(let select): select.items.dropFirst().reduce(select.items[0].range) { $0.union($1.range) }
        case .parenthesized(let query): query.body.itemsRange
        case .setOperation(let operation): operation.left.itemsRange
        default: location.range
        }
    }

    fileprivate func itemRange(_ index: Int) -> SourceRange {
        switch self {
        case .select(let select) where index < select.items.count:
            if case .expression(let expression, _) = select.items[index].kind { expression.range } else { select.items[index].range }
        case .parenthesized(let query): query.body.itemRange(index)
        case .setOperation(let operation): operation.left.itemRange(index)
        default: itemsRange
        }
    }
}
