import MartletCore
import MartletFunctions

/// What planning depends on beside the statement.
package struct PlannerSession: Sendable {
    package var catalog: any CatalogReader
    package var tables: any TableProvider
    package var configuration: Configuration
    /// When the statement was given: in batch mode, what CURRENT_TIMESTAMP says.
    package var start: LocalDateTime

    package init(catalog: any CatalogReader, tables: any TableProvider, configuration: Configuration, start: LocalDateTime) {
        self.catalog = catalog
        self.tables = tables
        self.configuration = configuration
        self.start = start
    }

    /// `automatic` counts as streaming until the sources are known.
    package var isStreaming: Bool {
        get throws { try configuration[ExecutionOptions.runtimeMode] != .batch }
    }
}

extension PlannerSession {
    /// What expressions may know beside their rows.
    package var evaluationContext: EvaluationContext {
        get throws { EvaluationContext(timeZone: try timeZone, now: start, currentDatabase: catalog.currentDatabase) }
    }

    /// Compiles expressions with the casts that the session has.
    package var expressionCompiler: ExpressionCompiler {
        get throws { ExpressionCompiler(usesLegacyCasts: try configuration[PlannerOptions.legacyCasts].uppercased() == "ENABLED") }
    }

    /// `table.local-time-zone`
    package var timeZone: TimeZoneRules {
        get throws {
            let name = try configuration[PlannerOptions.localTimeZone]
            return try name == PlannerOptions.localTimeZone.defaultValue ? .system : TimeZoneRules(named: name)
        }
    }
}
