import MartletColumns
import MartletCore
import MartletRuntime

/// Brings the changes of a query into order for a sink whose key is not the query's: Flink's SinkMaterializer.
package final class SinkUpsertMaterializeOperator: StreamOperator {
    private let keys: [Int]
    private let inputTypes: [DataType]
    private let inputUpsertKey: [Int]?

    package init(keys: [Int], inputTypes: [DataType], inputUpsertKey: [Int]? = nil) {
        self.keys = keys
        self.inputTypes = inputTypes
        self.inputUpsertKey = inputUpsertKey
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("SinkUpsertMaterializeOperator is under construction.", phase: .plan)
    }
}
