import MartletCore
import MartletDataStream
import MartletPlanner
import MartletRuntime
import MartletSQL

/// The way into tables and SQL: Flink's `TableEnvironment`.
///
///     let tables = TableEnvironment()
///     try await tables.executeSql("CREATE TABLE orders (id BIGINT, amount DOUBLE) WITH ('connector' = 'datagen')")
///     for try await row in try await tables.executeSql("SELECT * FROM orders").collect() { … }
///
/// It has catalogs, settings and modules of its own. Nothing that was made in one environment is seen in another.
public final class TableEnvironment: Sendable {
    package let session: Session

    /// An environment with these settings over Flink's defaults.
    public init(_ configuration: Configuration = Configuration()) {
        session = Session(configuration)
    }

    /// An environment whose tables can be made of streams and turned into streams, with the settings of theirs. Flink's
    /// `StreamTableEnvironment`.
    public init(_ streams: StreamExecutionEnvironment) {
        session = Session(streams.configuration, host: streams.host, streams: streams)
    }

    package init(session: Session) { self.session = session }

    /// The settings as they are now: those given at first, and what SET has changed.
    public var configuration: Configuration { session.settings.current }

    /// Changes a setting for the statements that follow, as SET does.
    public func set(_ key: String, to value: String) { session.settings.set(key, to: value) }

    /// Executes one statement of SQL. Flink's `executeSql`.
    ///
    /// A query or an INSERT is started; it is not waited for. Everything else is done when the result is there.
    @discardableResult public func executeSql(_ statement: String) async throws -> TableResult {
        try await execute(try Parser.parse(statement))
    }

    /// Executes a parsed statement.
    package func execute(_ statement: Statement) async throws -> TableResult { try await statement.execute(in: session) }
}
