import Martlet

/// A word, and how often it was seen.
@Record struct WordCount: Equatable, CustomStringConvertible {
    var word: String
    var count: Int

    var description: String { "(\(word),\(count))" }
}

/// The canonical first program: counts the words of a text file, of all files in a directory, or of a few lines.
///
///     swift run word-count [--streaming] [PATH]
///
/// Lines are described as a stream, and nothing happens before `execute`. A file has an end, so by itself the job runs in batch mode and prints
/// each word once; with `--streaming` it prints every count as it grows.
@main struct WordCountProgram {
    static let lines = ["to be or not to be", "that is the question"]

    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        let isStreaming = arguments.first == "--streaming"
        if isStreaming { arguments = arguments.dropFirst() }

        let env = StreamExecutionEnvironment()
        env.runtimeMode = isStreaming ? .streaming : .automatic
        let text = arguments.first.map { env.from(FileSource<String>($0, format: .text)) } ?? env.from(lines)
        counts(of: text).print()
        try await env.execute("WordCount")
    }

    static func counts(of text: DataStream<String>) -> DataStream<WordCount> {
        text.flatMap { $0.words }
            .map { WordCount(word: $0, count: 1) }
            .keyed(by: \.word)
            .sum(\.count)
    }
}
