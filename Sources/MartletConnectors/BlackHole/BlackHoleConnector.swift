import MartletCore
import MartletRuntime

/// Flink's `blackhole` connector: a sink that lets go of all rows.
package struct BlackHoleConnector: TableConnector {
    package let identifier = "blackhole"
    package let options: [OptionDeclaration] = []

    /// The connector.
    package init() {}

    package func makeSink(_ table: ConnectorTable) throws -> TableSink {
        // As in Flink, what goes nowhere need not carry the old content of updates.
        TableSink(
            changelogMode: { query in ChangelogMode(query.kinds.subtracting([.updateBefore])) }, factory: { BlackHoleOperator() })
    }
}

private final class BlackHoleOperator: StreamOperator {
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {}
}
