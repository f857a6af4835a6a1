import MartletColumns
import MartletCore

/// Counts rows, or those where the argument is not NULL.
struct CountAggregate: FixedAggregate {
    var initial: Int64 { 0 }
    var placeholder: Int64 { 0 }
    func add(_ value: UInt8, to state: inout Int64) { state &+= 1 }
    func retract(_ value: UInt8, from state: inout Int64) { state &-= 1 }
    func merge(_ other: Int64, into state: inout Int64) { state &+= other }
    func result(_ state: Int64) -> Int64? { state }
}

extension AggregateFunction {
    static let count = AggregateFunction("COUNT", "The number of rows, or of those in which no argument is NULL.") { arguments in
        ResolvedAggregate(argumentTypes: arguments.map(\.type), resultType: DataType.bigint.notNull) { _ in
            let accumulators = Accumulators.fixed(CountAggregate(), always: 0, read: nil, write: { Column.int64($0) })
            return accumulators.countingRows(whereAllValid: arguments.count)
        }
    }
}

extension Accumulators {
    /// The same, but only rows in which the first `count` arguments are not NULL count.
    fileprivate func countingRows(whereAllValid count: Int) -> Accumulators {
        if count == 0 { return self }
        func masked(_ rows: AggregateInput) -> AggregateInput {
            var rows = rows
            for argument in rows.arguments.prefix(count) { rows.mask = Bitmap.intersection(rows.mask, argument.validity) }
            rows.arguments = []
            return rows
        }
        return feeding(accumulate: { try self.accumulate(masked($0)) }, trace: { try self.trace(masked($0), $1) })
    }
}
