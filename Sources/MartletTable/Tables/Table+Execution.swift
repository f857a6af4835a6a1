import MartletCore
import MartletPlanner
import MartletSQL

extension Table {
    /// The query as a tree. What is wrong with it is wrong with what the table was made from, not with a text, so errors have no place.
    func parsed() throws -> Query {
        guard case .query(let query) = try Parser.parse(query).kind else { throw notOneStatement }
        return query
    }

    /// The columns: Flink's `getResolvedSchema`.
    public var schema: Schema {
        get throws { try withoutPlaces { try environment.session.schema(of: parsed()) } }
    }

    /// Starts the query. Its rows are taken from the result. Flink's `execute`.
    public func execute() async throws -> TableResult {
        try withoutPlaces { try QueryStatement(query: parsed()).execute(in: environment.session) }
    }

    /// Starts writing the rows to a table. Flink's `executeInsert`.
    @discardableResult public func executeInsert(_ path: String, overwrite: Bool = false) async throws -> TableResult {
        try withoutPlaces {
            try InsertStatement(inserts: [insert(into: path, overwrite: overwrite)]).execute(in: environment.session)
        }
    }

    /// How the query would be run. Flink's `explain`.
    public func explain() async throws -> String {
        try withoutPlaces { try environment.session.explain(.query(parsed())) }
    }

    func insert(into path: String, overwrite: Bool) throws -> Insert {
        guard case .insert(let insert) = try Parser.parse("INSERT \(overwrite ? "OVERWRITE" : "INTO") \(path.quotedPath) \(query)").kind
        else { throw notOneStatement }
        return insert
    }

    /// Only a fragment of SQL that a program put in can make something else of what this type writes.
    private var notOneStatement: MartletError { MartletError("The table is not one query: \(query)", phase: .validate) }

    private func withoutPlaces<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch { throw Self.withoutPlace(error) }
    }

    private static func withoutPlace(_ error: any Error) -> any Error {
        guard var error = error as? MartletError else { return error }
        error.range = nil
        return error
    }
}
