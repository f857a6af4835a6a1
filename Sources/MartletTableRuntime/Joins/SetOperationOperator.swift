import MartletColumns
import MartletCore
import MartletRuntime

/// INTERSECT and EXCEPT, with or without ALL, of two changelogs (input 0 and 1).
package final class SetOperationOperator: StreamOperator {
    private let kind: SetOperationKind
    private let isAll: Bool
    private let types: [DataType]

    package init(kind: SetOperationKind, isAll: Bool, types: [DataType]) {
        self.kind = kind
        self.isAll = isAll
        self.types = types
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("SetOperationOperator is under construction.", phase: .plan)
    }
}
