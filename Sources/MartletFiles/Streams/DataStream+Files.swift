import MartletColumns
import MartletCore
import MartletDataStream
import MartletRuntime

extension DataStream {
    /// Writes every element to files in a directory. Flink's `sinkTo(FileSink)`.
    ///
    /// Each subtask writes part files of its own. A file appears at once and whole when it is finished: when it has become large or old, or
    /// when the stream ends; in batch mode, when the whole job has come to its end.
    @discardableResult public func write(
        to directory: String, format: FileFormat<Element>, rolling policy: RollingPolicy = RollingPolicy()
    ) -> DataStreamSink {
        let content = format.content
        let fileName = FileSinkSettings.randomName()
        let sink: Result<FileSinkSettings, any Error> = Result {
            let root = try LocalFiles.localPath(directory)
            return FileSinkSettings(root: root, policy: policy, fileName: fileName, committer: FileCommitter(root: root))
        }
        let node = environment.addSink("Sink: Files", inputs: origins) {
            FileSinkOperator(try sink.get(), try content.makePartEncoder())
        }
        return DataStreamSink(environment, node)
    }
}

extension FileFormatContent {
    func makePartEncoder() throws -> any PartEncoder {
        switch kind {
        case .lines: LinePartEncoder()
        case .records(let settings, let schema, _, let makeColumns):
            RecordPartEncoder(try settings.makeEncoder(schema), header: try settings.header(schema), makeColumns: makeColumns)
        case .codables(let settings, _, let encode): CodablePartEncoder(try settings.makeNodeWriter(), encode: encode)
        }
    }
}
