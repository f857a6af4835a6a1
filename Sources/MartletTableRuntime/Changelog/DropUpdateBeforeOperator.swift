import MartletColumns
import MartletCore
import MartletRuntime

/// Drops `-U`: Flink's DropUpdateBefore.
package final class DropUpdateBeforeOperator: StreamOperator {

    package init() {
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("DropUpdateBeforeOperator is under construction.", phase: .plan)
    }
}
