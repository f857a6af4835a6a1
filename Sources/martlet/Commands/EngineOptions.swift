import ArgumentParser
import MartletCore
import MartletTable

/// The options that say how jobs run; every command that runs SQL has them.
struct EngineOptions: ParsableArguments {
    @Option(
        name: [.customShort("D", allowingJoined: true), .customLong("define")],
        help: ArgumentHelp(
            "A setting, by Flink's key, such as -D table.local-time-zone=Europe/Oslo. May be repeated.", valueName: "key=value"))
    var settings: [String] = []

    @Option(name: [.customShort("p"), .long], help: "How many subtasks an operator has (parallelism.default; default: 1).")
    var parallelism: Int?

    @Option(help: "Whether results are kept up to date, or given once at the end: streaming (default) or batch.")
    var runtime: Runtime?

    enum Runtime: String, CaseIterable, ExpressibleByArgument { case streaming, batch }

    func validate() throws { _ = try configuration }

    /// The options as Flink's settings.
    var configuration: Configuration {
        get throws {
            var configuration = Configuration()
            for setting in settings {
                guard let separator = setting.firstIndex(of: "="), separator > setting.startIndex else {
                    throw ValidationError("'\(setting)' is no setting: write -D key=value.")
                }
                configuration[String(setting[..<separator])] = String(setting[setting.index(after: separator)...])
            }
            if let parallelism {
                guard parallelism > 0 else { throw ValidationError("The parallelism is \(parallelism); it must be 1 or more.") }
                configuration.set(ExecutionOptions.parallelism, to: String(parallelism))
            }
            if let runtime { configuration.set(ExecutionOptions.runtimeMode, to: runtime.rawValue) }
            return configuration
        }
    }
}
