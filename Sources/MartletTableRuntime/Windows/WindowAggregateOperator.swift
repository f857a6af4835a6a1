import MartletColumns
import MartletCore
import MartletRuntime

/// GROUP BY window_start, window_end: Flink's WindowAggregate. Its rows are the keys, the results of the calls, then the properties of the window.
package final class WindowAggregateOperator: StreamOperator {
    private let assignment: WindowAssignment
    private let keys: [Int]
    private let inputTypes: [DataType]
    private let calls: [AggregateCall]
    private let inputIsInsertOnly: Bool
    private let properties: [WindowProperty]

    package init(assignment: WindowAssignment, keys: [Int], inputTypes: [DataType], calls: [AggregateCall], inputIsInsertOnly: Bool, properties: [WindowProperty]) {
        self.assignment = assignment
        self.keys = keys
        self.inputTypes = inputTypes
        self.calls = calls
        self.inputIsInsertOnly = inputIsInsertOnly
        self.properties = properties
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("WindowAggregateOperator is under construction.", phase: .plan)
    }
}
