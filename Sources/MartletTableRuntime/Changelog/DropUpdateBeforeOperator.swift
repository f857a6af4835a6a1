import MartletColumns
import MartletCore
import MartletRuntime

/// Drops `-U`, for readers that know rows by their key: Flink's DropUpdateBefore.
package final class DropUpdateBeforeOperator: StreamOperator {
    package init() {}

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        guard let kinds = rows.kinds, kinds.contains(.updateBefore) else { return try output.emit(rows) }
        try output.emit(rows.gather((0..<Int32(rows.count)).filter { kinds[Int($0)] != .updateBefore }))
    }
}
