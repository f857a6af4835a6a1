import MartletColumns
import MartletCore
import MartletRuntime

/// ORDER BY, OFFSET and FETCH over a bounded input: Flink's Sort and SortLimit.
package final class SortOperator: StreamOperator {
    private let keys: [SortKey]
    private let inputTypes: [DataType]
    private let offset: Int
    private let fetch: Int?

    package init(keys: [SortKey], inputTypes: [DataType], offset: Int = 0, fetch: Int? = nil) {
        self.keys = keys
        self.inputTypes = inputTypes
        self.offset = offset
        self.fetch = fetch
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("SortOperator is under construction.", phase: .plan)
    }
}
