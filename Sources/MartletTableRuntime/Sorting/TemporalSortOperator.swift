import MartletColumns
import MartletCore
import MartletRuntime

/// ORDER BY a time attribute, ascending, and then `keys`, in streaming: Flink's TemporalSort.
package final class TemporalSortOperator: StreamOperator {
    private let rowtime: Int?
    private let keys: [SortKey]
    private let inputTypes: [DataType]

    package init(rowtime: Int?, keys: [SortKey], inputTypes: [DataType]) {
        self.rowtime = rowtime
        self.keys = keys
        self.inputTypes = inputTypes
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("TemporalSortOperator is under construction.", phase: .plan)
    }
}
