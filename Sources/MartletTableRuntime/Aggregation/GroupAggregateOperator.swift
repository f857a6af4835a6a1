import MartletColumns
import MartletCore
import MartletRuntime

/// GROUP BY: Flink's GroupAggregate. Its rows are the keys, then the results of the calls.
package final class GroupAggregateOperator: StreamOperator {
    private let keys: [Int]
    private let inputTypes: [DataType]
    private let calls: [AggregateCall]
    private let inputIsInsertOnly: Bool
    private let emitsUpdateBefore: Bool

    package init(keys: [Int], inputTypes: [DataType], calls: [AggregateCall], inputIsInsertOnly: Bool, emitsUpdateBefore: Bool) {
        self.keys = keys
        self.inputTypes = inputTypes
        self.calls = calls
        self.inputIsInsertOnly = inputIsInsertOnly
        self.emitsUpdateBefore = emitsUpdateBefore
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("GroupAggregateOperator is under construction.", phase: .plan)
    }
}
