// CREATE and ALTER of tables.
extension SQLPrinter {
    // MARK: CREATE

    mutating func print(_ table: CreateTable) {
        switch table.mode {
        case .create: write("CREATE ")
        case .createOrReplace: write("CREATE OR REPLACE ")
        case .replace: write("REPLACE ")
        }
        write("TEMPORARY ", if: table.isTemporary)
        write("TABLE ")
        write("IF NOT EXISTS ", if: table.ifNotExists)
        print(table.name)
        elements(table.elements)
        comment(table.comment)
        distribution(table.distribution)
        partitionedBy(table.partitionedBy)
        with(table.options)
        if let like = table.like { print(like) }
        if let query = table.query {
            write("\nAS\n")
            print(query)
        }
    }

    private mutating func elements(_ elements: [TableElement]) {
        guard !elements.isEmpty else { return }
        write(" ")
        block(elements) { $0.print($1) }
    }

    private mutating func distribution(_ distribution: Distribution?) {
        guard let distribution else { return }
        write("\nDISTRIBUTED")
        print(distribution)
    }

    private mutating func partitionedBy(_ columns: [Identifier]) {
        guard !columns.isEmpty else { return }
        write("\nPARTITIONED BY ")
        parenthesizedList(columns) { $0.print($1) }
    }

    private mutating func print(_ like: TableLike) {
        write("\nLIKE ")
        print(like.source)
        guard !like.rules.isEmpty else { return }
        write(" (\n  ")
        list(like.rules, separator: "\n  ") { $0.write("\($1.merging.rawValue) \($1.feature.rawValue)") }
        write("\n)")
    }

    mutating func print(_ table: CreateMaterializedTable) {
        words(table.orAlter ? "CREATE OR ALTER MATERIALIZED TABLE" : "CREATE MATERIALIZED TABLE", table.name)
        elements(table.elements)
        comment(table.comment)
        distribution(table.distribution)
        partitionedBy(table.partitionedBy)
        with(table.options)
        if let mode = table.startMode {
            write("\nSTART_MODE = ")
            print(mode)
        }
        if let freshness = table.freshness {
            write("\nFRESHNESS = ")
            print(freshness)
        }
        if let mode = table.refreshMode { write("\nREFRESH_MODE = " + mode.rawValue) }
        write("\nAS\n")
        print(table.query)
    }

    private mutating func print(_ mode: StartMode) {
        switch mode {
        case .fromBeginning: write("FROM_BEGINNING")
        case .resumeOrFromBeginning: write("RESUME_OR_FROM_BEGINNING")
        case .fromNow(let interval): start("FROM_NOW", interval)
        case .resumeOrFromNow(let interval): start("RESUME_OR_FROM_NOW", interval)
        case .fromTimestamp(let time): start("FROM_TIMESTAMP", time)
        case .resumeOrFromTimestamp(let time): start("RESUME_OR_FROM_TIMESTAMP", time)
        }
    }

    private mutating func start(_ word: String, _ argument: Expression?) {
        write(word)
        if let argument { parenthesizedList([argument]) }
    }

    // MARK: Elements

    mutating func print(_ element: TableElement) {
        switch element {
        case .column(let column): print(column)
        case .columnName(let name): print(name)
        case .constraint(let constraint): print(constraint)
        case .watermark(let watermark):
            words("WATERMARK FOR", watermark.column)
            write(" AS ")
            print(watermark.expression)
        }
    }

    mutating func print(_ column: ColumnDefinition) {
        print(column.name)
        switch column.kind {
        case .physical(let type, let constraint):
            write(" ")
            print(type)
            if let constraint {
                write(" ")
                print(constraint)
            }
        case .metadata(let type, let key, let isVirtual):
            write(" ")
            print(type)
            write(" METADATA")
            if let key { words(" FROM", string: key) }
            write(" VIRTUAL", if: isVirtual)
        case .computed(let expression):
            write(" AS ")
            print(expression)
        }
        if let comment = column.comment { words(" COMMENT", string: comment) }
    }

    private mutating func print(_ constraint: TableConstraint) {
        if let name = constraint.name {
            write("CONSTRAINT ")
            print(name)
            write(" ")
        }
        write(constraint.kind.rawValue)
        columnList(constraint.columns)
        if let isEnforced = constraint.isEnforced { write(isEnforced ? " ENFORCED" : " NOT ENFORCED") }
    }

    /// What stands behind DISTRIBUTED.
    private mutating func print(_ distribution: Distribution) {
        if !distribution.columns.isEmpty {
            write(" BY ")
            if let kind = distribution.kind { write(kind.rawValue) }
            parenthesizedList(distribution.columns) { $0.print($1) }
        }
        if let buckets = distribution.buckets { write(" INTO \(buckets) BUCKETS") }
    }

    // MARK: ALTER

    mutating func print(_ table: AlterTable) {
        words(table.ifExists ? "ALTER TABLE IF EXISTS" : "ALTER TABLE", table.name)
        switch table.action {
        case .rename(let name): words(" RENAME TO", name)
        case .renameColumn(let column, let name):
            words(" RENAME", column)
            write(" TO ")
            print(name)
        case .setOptions(let options): set(options)
        case .resetOptions(let keys): reset(keys)
        case .add(let elements): altered("ADD", elements)
        case .modify(let elements): altered("MODIFY", elements)
        case .addDistribution(let distribution): altered("ADD", distribution)
        case .modifyDistribution(let distribution): altered("MODIFY", distribution)
        case .dropColumns(let columns): drop(columns)
        case .dropPrimaryKey: write(" DROP PRIMARY KEY")
        case .dropConstraint(let name): words(" DROP CONSTRAINT", QualifiedName(name))
        case .dropWatermark: write(" DROP WATERMARK")
        case .dropDistribution: write(" DROP DISTRIBUTION")
        case .addPartitions(let partitions, let ifNotExists):
            write(ifNotExists ? " ADD IF NOT EXISTS" : " ADD")
            for partition in partitions {
                write("\nPARTITION ")
                print(partition.entries)
                guard !partition.options.isEmpty else { continue }
                write(" WITH ")
                parenthesizedList(partition.options) { $0.print($1) }
            }
        case .dropPartitions(let partitions, let ifExists):
            write(ifExists ? " DROP IF EXISTS\n" : " DROP\n")
            list(partitions, separator: ",\n") { printer, partition in
                printer.write("PARTITION ")
                printer.print(partition)
            }
        }
    }

    mutating func print(_ table: AlterMaterializedTable) {
        words("ALTER MATERIALIZED TABLE", table.name)
        switch table.action {
        case .suspend: write(" SUSPEND")
        case .resume(let options):
            write(" RESUME")
            with(options)
        case .refresh(let partition):
            write(" REFRESH")
            guard !partition.isEmpty else { return }
            write(" PARTITION ")
            print(partition)
        case .setFreshness(let interval):
            write(" SET FRESHNESS = ")
            print(interval)
        case .setRefreshMode(let mode): write(" SET REFRESH_MODE = " + mode.rawValue)
        case .setOptions(let options): set(options)
        case .resetOptions(let keys): reset(keys)
        case .as(let query):
            write("\nAS\n")
            print(query)
        case .add(let elements): altered("ADD", elements)
        case .modify(let elements): altered("MODIFY", elements)
        case .addDistribution(let distribution): altered("ADD", distribution)
        case .modifyDistribution(let distribution): altered("MODIFY", distribution)
        case .dropColumns(let columns): drop(columns)
        case .dropPrimaryKey: write(" DROP PRIMARY KEY")
        case .dropConstraint(let name): words(" DROP CONSTRAINT", QualifiedName(name))
        case .dropWatermark: write(" DROP WATERMARK")
        case .dropDistribution: write(" DROP DISTRIBUTION")
        }
    }

    private mutating func altered(_ verb: String, _ elements: [AlteredElement]) {
        write(" \(verb) ")
        block(elements) { printer, altered in
            printer.print(altered.element)
            switch altered.place {
            case nil: break
            case .first: printer.write(" FIRST")
            case .after(let column): printer.words(" AFTER", column)
            }
        }
    }

    private mutating func altered(_ verb: String, _ distribution: Distribution) {
        write(" \(verb) DISTRIBUTION")
        print(distribution)
    }

    private mutating func drop(_ columns: [QualifiedName]) {
        write(" DROP ")
        parenthesizedList(columns) { $0.print($1) }
    }

    /// ` SET ('k' = 'v')`
    mutating func set(_ options: [Option]) {
        write(" SET ")
        parenthesizedList(options) { $0.print($1) }
    }

    /// ` RESET ('k')`
    mutating func reset(_ keys: [String]) {
        write(" RESET ")
        parenthesizedList(keys) { $0.print(string: $1) }
    }
}
