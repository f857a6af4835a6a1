import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Makes a full changelog of one that may repeat or leave out changes of a key: Flink's ChangelogNormalize.
package final class ChangelogNormalizeOperator: StreamOperator {
    private let keys: [Int]
    private let inputTypes: [DataType]
    private let emitsUpdateBefore: Bool
    private let condition: Evaluation?
    private let session: EvaluationContext

    package init(keys: [Int], inputTypes: [DataType], emitsUpdateBefore: Bool, condition: Evaluation? = nil, session: EvaluationContext) {
        self.keys = keys
        self.inputTypes = inputTypes
        self.emitsUpdateBefore = emitsUpdateBefore
        self.condition = condition
        self.session = session
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("ChangelogNormalizeOperator is under construction.", phase: .plan)
    }
}
