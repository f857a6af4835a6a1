import MartletColumns
import MartletCore
import MartletRuntime

/// Tables in the memory of this process, for tests and for programs that hand rows to SQL: what Flink's tests call `values`.
///
/// A table reads and writes the rows that an `InMemoryTables` keeps under the name given by its option `data`.
package struct InMemoryConnector: TableConnector {
    package let identifier = "in-memory"

    package let options: [OptionDeclaration] = [
        OptionDeclaration("data", .string, isRequired: true, "The name under which the rows are kept."),
        OptionDeclaration(
            "changelog-mode", .string, default: "I", "The kinds of changes that are read: I, UB, UA, D, separated by commas."),
        OptionDeclaration("bounded", .boolean, default: "true", "Whether reading ends after the last row."),
    ]

    private let tables: InMemoryTables

    /// The connector to the rows that `tables` keeps.
    package init(_ tables: InMemoryTables = .shared) { self.tables = tables }

    package func makeSource(_ table: ConnectorTable) throws -> TableSource {
        let name = table.options.string("data")
        let batches = try tables.batches(of: name).map { batch in
            guard batch.columns.count == table.schema.count else {
                throw MartletError(
                    "The rows kept as '\(name)' have \(batch.columns.count) columns, the table has \(table.schema.count).", phase: .validate
                )
            }
            return ColumnBatch(table.projection.map { batch.columns[$0] }, count: batch.count, kinds: batch.kinds)
        }
        return TableSource(
            InMemorySource(batches: batches, isBounded: table.options.boolean("bounded")),
            changelogMode: try Self.changelogMode(table.options.string("changelog-mode")))
    }

    package func makeSink(_ table: ConnectorTable) throws -> TableSink {
        let (tables, name) = (tables, table.options.string("data"))
        return TableSink(changelogMode: { $0 }, factory: { InMemorySink(tables, name) })
    }

    private static func changelogMode(_ text: String) throws -> ChangelogMode {
        ChangelogMode(
            Set(
                try text.split(separator: ",").map { word in
                    switch word.filter({ $0 != " " }).uppercased() {
                    case "I": RowKind.insert
                    case "UB": .updateBefore
                    case "UA": .updateAfter
                    case "D": .delete
                    default:
                        throw MartletError("'\(word)' is no kind of change.", hint: "Kinds are I, UB, UA and D.", phase: .validate)
                    }
                }))
    }
}

/// Yields batches in their order, all in the first subtask.
private struct InMemorySource: Source {
    typealias Output = ColumnBatch

    let batches: [ColumnBatch]
    let isBounded: Bool
    let assignment = SplitAssignment.fixed

    func enumerateSplits(parallelism: Int) throws -> [[ColumnBatch]] { [batches] }

    func makeReader(_ context: SourceReaderContext<[ColumnBatch]>) throws -> any SourceReader {
        InMemoryReader(context.nextSplit() ?? [], isBounded: isBounded)
    }
}

private final class InMemoryReader: SourceReader {
    private var batches: ArraySlice<ColumnBatch>
    private let isBounded: Bool

    init(_ batches: [ColumnBatch], isBounded: Bool) {
        self.batches = batches[...]
        self.isBounded = isBounded
    }

    func poll() throws -> SourcePoll {
        guard let batch = batches.popFirst() else { return isBounded ? .end : .nothing(until: nil) }
        return .batch(batch)
    }
}

private final class InMemorySink: StreamOperator {
    private let tables: InMemoryTables
    private let name: String

    init(_ tables: InMemoryTables, _ name: String) {
        self.tables = tables
        self.name = name
    }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let batch = batch as? ColumnBatch else { preconditionFailure("an in-memory sink was given a batch of \(type(of: batch))") }
        tables.append(batch, to: name)
    }
}
