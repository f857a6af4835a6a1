import MartletCore
import MartletRuntime

/// Chooses how each logical operator is computed.
///
/// Each operator's conversion stands in its own file.
package struct PhysicalPlanner {
    let session: PlannerSession
    let runtimeMode: RuntimeMode

    package init(_ session: PlannerSession) throws {
        self.session = session
        runtimeMode = try session.configuration[ExecutionOptions.runtimeMode]
    }

    var isStreaming: Bool { runtimeMode != .batch }

    package func convert(_ plan: any LogicalPlan) throws -> PhysicalNode {
        switch plan {
        case let project as LogicalProject: try convert(project)
        case let filter as LogicalFilter: try convert(filter)
        case let scan as LogicalScan: try convert(scan)
        case let values as LogicalValues: PhysicalNode(PhysicalValues(rows: values.rows), [], values.schema.uniqued)
        case let watermark as LogicalWatermarkAssigner: try convert(watermark)
        case let operation as LogicalSetOperation: try convert(operation)
        case let aggregate as LogicalAggregate: try convert(aggregate)
        case let expand as LogicalExpand: try convert(expand)
        case let join as LogicalJoin: try convert(join)
        case let sort as LogicalSort: try convert(sort)
        case let window as LogicalWindowTable: try convert(window)
        case let rows as LogicalUnnestRows: try convert(rows)
        case let conversion as LogicalChangelogConversion: try convert(conversion)
        case let rank as LogicalRank: try convert(rank)
        case let over as LogicalOver: try convert(over)
        case let sink as LogicalSink: try convert(sink)
        default: throw MartletError("\(plan.name) cannot be run yet.", phase: .plan)
        }
    }
}

extension Schema {
    /// The same columns under names of their own: `x, x` becomes `x, x0`.
    package var uniqued: Schema {
        var used = Set<String>()
        var copy = self
        for index in fields.indices {
            let name = fields[index].name
            var candidate = name, attempt = 0
            while used.contains(candidate) {
                candidate = "\(name)\(attempt)"
                attempt += 1
            }
            used.insert(candidate)
            copy.fields[index].name = candidate
        }
        return copy
    }
}
