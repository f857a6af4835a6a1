import MartletCore
import MartletRuntime

#if canImport(Glibc)
    import Glibc
#endif

extension DataStream {
    /// Writes every element to standard output, a line each. Flink's `print`.
    ///
    /// With more than one subtask, the number of the subtask stands in front, as in `2> `; a label stands before it.
    @inlinable @discardableResult public func print(_ label: String? = nil) -> DataStreamSink {
        DataStreamSink(
            environment,
            environment.addSink("Sink: Print to Std. Out", inputs: origins) {
                SpecializedOperator(PrintOperator<Element>(label: label))
            })
    }
}

/// Writes elements to standard output. Flink's `PrintSinkFunction`.
public final class PrintOperator<Element: Sendable>: StreamOperator {
    @usableFromInline let label: String?
    @usableFromInline var prefix = ""

    /// Prints lines with `label` in front; nil: without.
    @inlinable public init(label: String?) { self.label = label }

    @inlinable public func open(_ context: OperatorContext) throws {
        let subtask = context.parallelism > 1 ? String(context.subtask + 1) : nil
        let parts = [label, subtask].compactMap { $0 }
        prefix = parts.isEmpty ? "" : parts.joined(separator: ":") + "> "
    }

    @inlinable public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        var text = ""
        for record in RecordBatch<Element>(batch).records { text += "\(prefix)\(record)\n" }
        writeToStandardOutput(text)
    }
}

/// Writes lines at once, so that those of several subtasks do not mix, and so that they are seen while the job runs.
@usableFromInline func writeToStandardOutput(_ lines: String) {
    print(lines, terminator: "")
    fflush(nil)
}
