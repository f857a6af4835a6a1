import MartletColumns
import MartletCore
import MartletRuntime

/// Grouping sets: each row once for each of the projections, in order: Flink's Expand.
package final class ExpandOperator: StreamOperator {
    private let projections: [[ExpandColumn]]

    package init(projections: [[ExpandColumn]]) {
        self.projections = projections
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("ExpandOperator is under construction.", phase: .plan)
    }
}
