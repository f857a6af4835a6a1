import ArgumentParser
import MartletCore
import MartletFormats
import MartletTable

/// How the rows of a query are printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// Aligned columns; what the result is at last. On a terminal it is shown while it changes.
    case table
    /// Every change, in the frame of Flink's SQL client.
    case tableau
    /// Comma-separated values under a header; an `op` column in front unless the result is insert-only.
    case csv
    /// One JSON object a row; an `op` field in front unless the result is insert-only.
    case json
    /// Every change, in the form of the conformance suite.
    case changelog
    /// The rows that remain, sorted, in the form of the conformance suite.
    case final
}

extension OutputFormat {
    /// A printer of this form. `changelog` and `final` are forms of whole scripts, and print single results as tables.
    func makePrinter(for environment: TableEnvironment, on console: Console) throws -> any ResultPrinter {
        switch self {
        case .table, .changelog, .final:
            return TextPrinter(TablePrinter(console), environment)
        case .tableau:
            let isBatch = try environment.configuration[ExecutionOptions.runtimeMode] == .batch
            return TextPrinter(TableauPrinter(console, isBatch: isBatch), environment)
        case .csv, .json:
            return EncodedPrinter(try FormatRegistry.builtIn.format(named: rawValue), hasHeader: self == .csv, on: console)
        }
    }
}
