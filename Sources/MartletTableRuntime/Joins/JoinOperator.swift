import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// A join of two changelogs by equality of keys and a residual condition: Flink's Join. Its rows are those of the left, then (unless it is a semi or anti join) those of the right.
package final class JoinOperator: StreamOperator {
    private let kind: JoinKind
    private let leftTypes: [DataType]
    private let rightTypes: [DataType]
    private let leftKeys: [Int]
    private let rightKeys: [Int]
    private let nullsMatch: [Bool]
    private let residual: Evaluation?
    private let session: EvaluationContext

    package init(kind: JoinKind, leftTypes: [DataType], rightTypes: [DataType], leftKeys: [Int], rightKeys: [Int], nullsMatch: [Bool], residual: Evaluation?, session: EvaluationContext) {
        self.kind = kind
        self.leftTypes = leftTypes
        self.rightTypes = rightTypes
        self.leftKeys = leftKeys
        self.rightKeys = rightKeys
        self.nullsMatch = nullsMatch
        self.residual = residual
        self.session = session
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("JoinOperator is under construction.", phase: .plan)
    }
}
