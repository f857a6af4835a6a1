// Statements: which is printed where, and those that move data.
extension SQLPrinter {
    mutating func print(_ statement: Statement) {
        switch statement.kind {
        case .query(let query): print(query)
        case .insert(let insert): print(insert)
        case .update(let update): print(update)
        case .delete(let delete): print(delete)
        case .merge(let merge): print(merge)
        case .truncateTable(let name): words("TRUNCATE TABLE", name)
        case .statementSet(let set):
            write("EXECUTE ")
            print(set)
        case .beginStatementSet: write("BEGIN STATEMENT SET")
        case .endStatementSet: write("END")
        case .execute(let statement):
            write("EXECUTE ")
            print(statement)
        case .createTable(let table): print(table)
        case .createView(let view): print(view)
        case .createMaterializedTable(let table): print(table)
        case .createFunction(let function): print(function)
        case .createModel(let model): print(model)
        case .createCatalog(let catalog): print(catalog)
        case .createDatabase(let database): print(database)
        case .createConnection(let connection): print(connection)
        default: printChange(statement.kind)
        }
    }

    private mutating func printChange(_ kind: Statement.Kind) {
        switch kind {
        case .alterTable(let table): print(table)
        case .alterView(let view): print(view)
        case .alterMaterializedTable(let table): print(table)
        case .alterFunction(let function): print(function)
        case .alterModel(let model): print(model)
        case .alterCatalog(let catalog): print(catalog)
        case .alterDatabase(let database): print(database)
        case .alterConnection(let connection): print(connection)
        case .drop(let drop): print(drop)
        case .explain(let explain): print(explain)
        case .describe(let describe): print(describe)
        case .show(let show): print(show)
        case .use(let use): print(use)
        case .compilePlan(let plan): print(plan)
        case .executePlan(let file): words("EXECUTE PLAN", string: file)
        case .loadModule(let module):
            write("LOAD MODULE ")
            print(module.name)
            with(module.options)
        case .unloadModule(let name): words("UNLOAD MODULE", QualifiedName(name))
        case .set(let option):
            write("SET")
            guard let option else { return }
            write(" ")
            print(option)
        case .reset(let key): if let key { words("RESET", string: key) } else { write("RESET") }
        case .addJar(let file): words("ADD JAR", string: file)
        case .removeJar(let file): words("REMOVE JAR", string: file)
        case .stopJob(let stop):
            words("STOP JOB", string: stop.job)
            write(" WITH SAVEPOINT", if: stop.withSavepoint)
            write(" WITH DRAIN", if: stop.withDrain)
        case .call(let call):
            write("CALL ")
            printProcedure(call)
        case .analyzeTable(let analyze): print(analyze)
        default: break
        }
    }

    /// Words and a name.
    mutating func words(_ words: String, _ name: QualifiedName) {
        write(words + " ")
        print(name)
    }

    /// Words and a text.
    mutating func words(_ words: String, string: String) {
        write(words + " ")
        print(string: string)
    }

    /// The call of a procedure, whose name is an object's.
    private mutating func printProcedure(_ call: FunctionCall) {
        print(call.name)
        var unnamed = call
        unnamed.name = QualifiedName([], at: call.name.location)
        print(unnamed)
    }

    // MARK: INSERT

    private mutating func print(_ insert: Insert) {
        write(insert.isUpsert ? "UPSERT INTO " : insert.isOverwrite ? "INSERT OVERWRITE " : "INSERT INTO ")
        target(insert.target, insert.hints)
        if !insert.partition.isEmpty {
            write(" PARTITION ")
            print(insert.partition)
        }
        if !insert.columns.isEmpty {
            write(" ")
            parenthesizedList(insert.columns) { $0.print($1) }
        }
        write("\n")
        print(insert.source)
        if let action = insert.onConflict { write("\nON CONFLICT DO " + action.rawValue) }
    }

    /// A table that is changed, with its hints.
    private mutating func target(_ name: QualifiedName, _ hints: [Hint]) {
        print(name)
        guard !hints.isEmpty else { return }
        write(" ")
        print(hints)
    }

    private mutating func print(_ set: StatementSet) {
        write("STATEMENT SET BEGIN\n")
        for insert in set.inserts {
            print(insert)
            write(";\n")
        }
        write("END")
    }

    // MARK: UPDATE, DELETE, MERGE

    private mutating func print(_ update: Update) {
        write("UPDATE ")
        target(update.target, update.hints)
        alias(update.alias)
        write(" ")
        print(update.assignments)
        clause("WHERE", update.condition)
    }

    private mutating func print(_ assignments: [Assignment]) {
        write("SET ")
        list(assignments) { printer, assignment in
            printer.print(assignment.column)
            printer.write(" = ")
            printer.print(assignment.value)
        }
    }

    private mutating func print(_ delete: Delete) {
        write("DELETE FROM ")
        target(delete.target, delete.hints)
        alias(delete.alias)
        clause("WHERE", delete.condition)
    }

    private mutating func print(_ merge: Merge) {
        write("MERGE INTO ")
        target(merge.target, merge.hints)
        alias(merge.alias)
        write("\nUSING ")
        print(merge.source)
        write("\nON ")
        print(merge.condition)
        if let assignments = merge.whenMatched {
            write("\nWHEN MATCHED THEN UPDATE ")
            print(assignments)
        }
        guard let insertion = merge.whenNotMatched else { return }
        write("\nWHEN NOT MATCHED THEN INSERT ")
        if !insertion.columns.isEmpty {
            parenthesizedList(insertion.columns) { $0.print($1) }
            write(" ")
        }
        print(insertion.values)
    }

    // MARK: Plans

    private mutating func print(_ explain: Explain) {
        write("EXPLAIN ")
        if !explain.details.isEmpty {
            list(explain.details) { $0.write($1.rawValue) }
            write(" ")
        }
        printPlanned(explain.statement)
    }

    private mutating func print(_ plan: CompilePlan) {
        words(plan.executes ? "COMPILE AND EXECUTE PLAN" : "COMPILE PLAN", string: plan.file)
        write(" IF NOT EXISTS", if: plan.ifNotExists)
        write(" FOR ")
        printPlanned(plan.statement)
    }

    /// A statement set inside of another statement is not introduced by EXECUTE.
    private mutating func printPlanned(_ statement: Statement) {
        if case .statementSet(let set) = statement.kind { print(set) } else { print(statement) }
    }

    private mutating func print(_ analyze: AnalyzeTable) {
        words("ANALYZE TABLE", analyze.name)
        if !analyze.partition.isEmpty {
            write(" PARTITION ")
            print(analyze.partition)
        }
        write(" COMPUTE STATISTICS")
        switch analyze.columns {
        case .none: break
        case .all: write(" FOR ALL COLUMNS")
        case .some(let columns):
            write(" FOR COLUMNS ")
            list(columns) { $0.print($1) }
        }
    }
}
