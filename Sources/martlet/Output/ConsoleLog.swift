import Logging

/// Shows what the engine logs to a person: warnings and worse, a line each, on standard error.
struct ConsoleLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning
    private let console = Console()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
        console.message("\(event.level): \(event.message)" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"))
    }
}
