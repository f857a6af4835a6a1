import MartletConnectors
import MartletCore
import MartletDataStream
import MartletPlanner
import MartletRuntime
import MartletSQL
import Synchronization

/// What the statements of one program or script share: catalogs, modules, settings.
package final class Session: Sendable {
    package let catalogs: CatalogManager
    let modules = ModuleManager()
    let settings: SessionSettings
    let connectors: ConnectorRegistry
    let host: LocalHost
    /// The streams that tables can be made of and turned into.
    let streams: StreamExecutionEnvironment?
    private let anonymousNames = Mutex(0)

    package init(
        _ configuration: Configuration = Configuration(), catalogs: CatalogManager = CatalogManager(),
        connectors: ConnectorRegistry = .builtIn, host: LocalHost = LocalHost(), streams: StreamExecutionEnvironment? = nil
    ) {
        settings = SessionSettings(configuration)
        self.catalogs = catalogs
        self.connectors = connectors
        self.host = host
        self.streams = streams
    }

    /// A number for the name of a table that nobody gave one.
    var nextAnonymousNumber: Int {
        anonymousNames.withLock { number in
            number += 1
            return number
        }
    }

    /// What a job's graph begins with: the streams that tables may have been made of.
    var graph: StreamGraph { streams?.build { $0 } ?? StreamGraph() }

    /// What planning a statement depends on, as of now.
    var planning: PlannerSession {
        PlannerSession(
            catalog: catalogs, tables: ConnectorTables(registry: connectors), configuration: settings.current,
            start: LocalDateTime(milliseconds: host.clock.now.milliseconds))
    }

    /// The type of an expression over the columns of a table.
    func type(of expression: MartletSQL.Expression, over schema: Schema) throws -> DataType {
        try Binder(session: planning).bind(expression, over: schema.fields).type
    }

    /// The names of the columns that an expression over the columns of a table reads.
    func columns(of expression: MartletSQL.Expression, over schema: Schema) throws -> Set<String> {
        var names: Set<String> = []
        try Binder(session: planning).bind(expression, over: schema.fields).forEach {
            if case .column(let index) = $0.kind { names.insert(schema.fields[index].name) }
        }
        return names
    }
}
