import MartletSQL
import MartletTable

/// Finds what could stand where a person presses the tabulator: columns and tables first, then keywords and functions.
struct Completer {
    private let environment: TableEnvironment

    init(_ environment: TableEnvironment) { self.environment = environment }

    /// What could stand in place of the word that ends at the cursor, and where in the text's UTF-8 that word begins.
    func complete(_ text: String, _ cursor: Int) -> (word: Int, candidates: [String]) {
        let context = CompletionContext(in: text, at: cursor)
        var candidates = objects(context).filter { $0.hasPrefix(ignoringCase: context.word) }.map { spelled($0, context) }
        // Keywords follow the case of what has been typed.
        let isLowercase = context.word.contains { $0.isLetter } && !context.word.contains { $0.isUppercase }
        candidates += context.keywords.map { isLowercase ? $0.lowercased() : $0 }
        if context.names.contains(.function), !context.word.isEmpty, !context.isQuoted {
            let functions = environment.listFunctions().filter { $0.hasPrefix(ignoringCase: context.word) }
            candidates += functions.map { (isLowercase ? $0.lowercased() : $0) + "(" }
        }
        var seen: Set<String> = []
        return (context.replaced.lowerBound, candidates.filter { seen.insert($0).inserted })
    }

    /// The names of objects that fit the place. What a catalog cannot tell is no candidate.
    private func objects(_ context: CompletionContext) -> [String] {
        var names: [String] = []
        if context.names.contains(.column) { names += columns(context) }
        if context.names.contains(.table), context.qualifier.isEmpty { names += (try? environment.listTables()) ?? [] }
        if context.names.contains(.view), context.qualifier.isEmpty { names += (try? environment.listViews()) ?? [] }
        if context.names.contains(.catalog) { names += environment.listCatalogs() }
        if context.names.contains(.database) { names += (try? environment.listDatabases()) ?? [] }
        return names
    }

    /// The columns of the statement's tables, or of the one that stands before the dot, and the names of the tables themselves.
    private func columns(_ context: CompletionContext) -> [String] {
        let owner = context.qualifier.last
        var names: [String] = []
        for table in context.tables where owner == nil || owner == table.alias || owner == table.name.last {
            names += columns(of: table)
        }
        if owner == nil { names += context.tables.compactMap { $0.alias ?? $0.name.last } }
        return names
    }

    private func columns(of table: CompletionContext.Table) -> [String] {
        let path = table.name.map(SQLPrinter.quoted(name:)).joined(separator: ".")
        return (try? environment.from(path).schema.fields.map(\.name)) ?? []
    }

    /// A name, in backquotes where it needs them or has one already.
    private func spelled(_ name: String, _ context: CompletionContext) -> String {
        context.isQuoted || !SQLPrinter.isPlain(name: name) ? SQLPrinter.quoted(name: name) : name
    }
}

extension String {
    fileprivate func hasPrefix(ignoringCase prefix: String) -> Bool {
        lowercased().hasPrefix(prefix.lowercased())
    }
}
