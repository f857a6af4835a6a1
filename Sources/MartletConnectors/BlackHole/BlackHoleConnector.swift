import MartletCore
import MartletRuntime

/// Flink's `blackhole` connector: a sink that lets go of all rows.
public struct BlackHoleConnector: TableConnector {
    public let identifier = "blackhole"
    public let options: [OptionDeclaration] = []

    /// The connector.
    public init() {}

    public func makeSink(_ table: ConnectorTable) throws -> TableSink {
        // As in Flink, what goes nowhere need not carry the old content of updates.
        TableSink(
            changelogMode: { query in ChangelogMode(query.kinds.subtracting([.updateBefore])) }, factory: { BlackHoleOperator() })
    }
}

private final class BlackHoleOperator: StreamOperator {
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {}
}
