import MartletColumns
import MartletCore
import MartletRuntime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Flink's `print` connector: a sink that writes rows to standard output or standard error.
package struct PrintConnector: TableConnector {
    package let identifier = "print"

    package let options: [OptionDeclaration] = [
        OptionDeclaration("print-identifier", .string, "What stands before each row."),
        OptionDeclaration("standard-error", .boolean, default: "false", "Whether rows go to standard error."),
        OptionDeclaration("sink.parallelism", .integer, "How many subtasks write. By default, as many as come before."),
    ]

    private let leavesStandardOutput: Bool

    /// - Parameter leavesStandardOutput: rows go to standard error whatever a table says, because standard output belongs to somebody else.
    package init(leavesStandardOutput: Bool = false) { self.leavesStandardOutput = leavesStandardOutput }

    package func makeSink(_ table: ConnectorTable) throws -> TableSink {
        let fields = table.schema.fields
        let identifier = table.options["print-identifier"]
        let isError = leavesStandardOutput || table.options.boolean("standard-error")
        return TableSink(
            parallelism: table.options.integer("sink.parallelism"), changelogMode: { $0 },
            factory: { PrintOperator(fields, identifier: identifier, isError: isError) })
    }
}

/// Writes each row in a line of its own: `identifier:2> +I[1, a]`.
private final class PrintOperator: StreamOperator {
    private let fields: [Field]
    private let identifier: String?
    private let isError: Bool
    private var prefix = ""

    init(_ fields: [Field], identifier: String?, isError: Bool) {
        self.fields = fields
        self.identifier = identifier
        self.isError = isError
    }

    func open(_ context: OperatorContext) throws {
        let subtask = context.parallelism > 1 ? String(context.subtask + 1) : nil
        let parts = [identifier, subtask].compactMap { $0 }
        prefix = parts.isEmpty ? "" : parts.joined(separator: ":") + "> "
    }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let batch = batch as? ColumnBatch else { preconditionFailure("a print sink was given a batch of \(type(of: batch))") }
        var text = ""
        for row in 0..<batch.count {
            text += prefix
            text += batch.kind(row).description
            text += RowText.cells(fields.indices.map { batch.columns[$0].value(row, fields[$0].type) })
            text += "\n"
        }
        write(text)
    }

    /// Writes all lines at once, so that those of several subtasks do not mix, and so that they are seen while the job runs.
    private func write(_ lines: String) {
        guard isError else {
            print(lines, terminator: "")
            fflush(nil)
            return
        }
        var rest = Array(lines.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }
}

/// The C function, out of the shadow of the method with its name.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(descriptor, bytes, count) }
