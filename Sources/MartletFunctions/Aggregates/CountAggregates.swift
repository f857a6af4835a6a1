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
    static let count = AggregateFunction(
        "COUNT", "The number of rows, or of those in which no argument is NULL.", signatures: ["COUNT(*)", "COUNT(<ANY>, ...)"]
    ) { arguments in
        ResolvedAggregate(argumentTypes: arguments.map(\.type), resultType: DataType.bigint.notNull, isNullWithoutRows: false) { _ in
            let rows = Accumulators.fixed(CountAggregate(), always: 0, read: nil, write: { Column.int64($0) })
            if arguments.isEmpty { return rows }
            return rows.feeding { input in
                var input = input
                for argument in input.arguments { input.mask = Bitmap.intersection(input.mask, argument.validity) }
                input.arguments = []
                return input
            }
        }
    }
}
