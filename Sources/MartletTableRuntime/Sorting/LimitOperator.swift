import MartletColumns
import MartletCore
import MartletRuntime

/// OFFSET and FETCH without ORDER BY: Flink's Limit.
package final class LimitOperator: StreamOperator {
    private let offset: Int
    private let fetch: Int?
    private let inputTypes: [DataType]

    package init(offset: Int = 0, fetch: Int? = nil, inputTypes: [DataType]) {
        self.offset = offset
        self.fetch = fetch
        self.inputTypes = inputTypes
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("LimitOperator is under construction.", phase: .plan)
    }
}
