import MartletColumns
import MartletCore
import MartletRuntime

/// What executing a statement gives: Flink's `TableResult`.
///
/// A query's job has been started when its result is there, and goes no faster than its rows are taken. There is one set of rows: what
/// one reader has taken, another does not see.
public struct TableResult: Sendable {
    /// Whether a result says more than that the statement has succeeded.
    public enum Kind: Sendable {
        /// A statement that only says `OK`.
        case success
        /// Rows of a query, of SHOW, DESCRIBE or EXPLAIN, or how many rows an INSERT has written.
        case successWithContent
    }

    /// The columns of the rows.
    public let schema: Schema
    /// Whether there is more to say than that the statement has succeeded. Flink's `getResultKind`.
    public let kind: Kind
    /// Whether the rows are those of a query: a changelog.
    public let isQuery: Bool
    /// Whether rows are only ever added: nothing that was given is taken back or changed.
    public internal(set) var isInsertOnly = true
    /// The job, where there is one.
    public internal(set) var jobClient: JobClient?
    private let rows: RowSource

    init(schema: Schema, kind: Kind, isQuery: Bool = false, jobClient: JobClient? = nil, rows: RowSource) {
        self.schema = schema
        self.kind = kind
        self.isQuery = isQuery
        self.jobClient = jobClient
        self.rows = rows
    }

    /// The rows as they come, each with its kind. Flink's `collect()`.
    public func collect() -> Rows { Rows(schema: schema, source: rows) }

    /// The rows as batches, with all that column layout has to give.
    public var batches: Batches { Batches(source: rows) }

    /// All rows, when there are no more. Only for results that end.
    public func all() async throws -> [Row] {
        var all: [Row] = []
        for try await row in collect() { all.append(row) }
        return all
    }

    /// Waits for the job's end; rows that nobody has taken are dropped. Flink's `await()`.
    public func wait() async throws {
        for try await _ in batches {}
        try await jobClient?.result()
    }
}

/// Where the rows of a result are.
enum RowSource: Sendable {
    case ready(ColumnBatch)
    case running(BatchCollector)
}

extension TableResult {
    /// What a statement without more to say answers.
    static let ok = rows([Field("result", .string.notNull)], [[.string("OK")]], kind: .success)

    /// Rows that are there already.
    static func rows(_ fields: [Field], _ rows: [[Value]], kind: Kind = .successWithContent) -> TableResult {
        let builders = fields.map { ColumnBuilder($0.type, capacity: rows.count) }
        for row in rows {
            for (index, field) in fields.enumerated() {
                do { try builders[index].append(row[index], as: field.type) } catch {
                    preconditionFailure("an answer of the engine's own does not have the type it says: \(error)")
                }
            }
        }
        return TableResult(
            schema: Schema(fields), kind: kind, rows: .ready(ColumnBatch(builders.map { $0.finish() }, count: rows.count)))
    }

    /// One column of texts.
    static func list(_ name: String, _ texts: [String]) -> TableResult { rows([Field(name, .string)], texts.map { [.string($0)] }) }
}
