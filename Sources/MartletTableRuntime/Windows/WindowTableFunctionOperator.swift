import MartletColumns
import MartletCore
import MartletRuntime

/// TUMBLE, HOP, CUMULATE and SESSION: Flink's WindowTableFunction. Its rows are those of the input with `window_start`, `window_end` and `window_time`.
package final class WindowTableFunctionOperator: StreamOperator {
    private let window: WindowSpecification
    private let inputTypes: [DataType]
    private let partitionKeys: [Int]

    package init(window: WindowSpecification, inputTypes: [DataType], partitionKeys: [Int] = []) {
        self.window = window
        self.inputTypes = inputTypes
        self.partitionKeys = partitionKeys
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("WindowTableFunctionOperator is under construction.", phase: .plan)
    }
}
