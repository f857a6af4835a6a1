import MartletCore
import MartletSQL

// What a row of GROUPING SETS tells of its set.
extension SpecialForm {
    /// `GROUPING(a, ..)`: a bit for each argument, set where the row is not grouped by it.
    static let grouping = SpecialForm(name: "GROUPING") { binder, call, range in try binder.bindGrouping("GROUPING", call, at: range) }
    /// The same under another name.
    static let groupingID = SpecialForm(name: "GROUPING_ID") { binder, call, range in
        try binder.bindGrouping("GROUPING_ID", call, at: range)
    }
    /// `GROUP_ID()`: tells equal sets apart.
    static let groupID = SpecialForm(name: "GROUP_ID") { binder, call, range in
        guard call.arguments.isEmpty else { throw binder.wrongCount("GROUP_ID", expected: 0, at: range) }
        return .aggregate((BoundAggregate("GROUP_ID", .groupID, []), DataType.bigint.notNull))
    }
}

extension ExpressionBinder {
    fileprivate func bindGrouping(_ name: String, _ call: FunctionCall, at range: SourceRange) throws -> BoundExpression {
        let operands = try bindArguments(call)
        guard !operands.isEmpty else { throw wrongCount(name, expected: 1, at: range) }
        return .aggregate((BoundAggregate(name, .grouping, operands), DataType.bigint.notNull))
    }
}
