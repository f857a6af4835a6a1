import MartletCore

// CREATE TABLE and ALTER TABLE.
extension Parser {
    /// What stands behind `CREATE .. TABLE`.
    mutating func createTable(_ mode: CreateTable.Mode, isTemporary: Bool, from start: Int) throws(ParseFailure) -> CreateTable {
        try expect(.TABLE)
        let ifNotExists = ifNotExists()
        var table = CreateTable(
            mode: mode, isTemporary: isTemporary, ifNotExists: ifNotExists, name: try qualifiedName(), location: location(from: start))
        let elementsStart = index
        if at(.leftParenthesis) { table.elements = try tableElements() }
        let elementsLocation = location(from: elementsStart)
        table.comment = try comment()
        if accept(.DISTRIBUTED) { table.distribution = try distribution() }
        table.partitionedBy = try partitionedBy()
        if accept(.WITH) { table.options = try optionList() }
        if mode != .replace, accept(.LIKE) {
            table.like = try tableLike()
        } else if mode == .replace ? true : at(.AS) {
            try expect(.AS)
            table.query = try query()
        }
        if table.query == nil, case .columnName = table.elements.first {
            throw mistake("A column needs a type, unless the table is made from a query (AS).", at: elementsLocation)
        }
        table.location = location(from: start)
        return table
    }

    /// `REPLACE TABLE t AS query`
    mutating func replaceTable() throws(ParseFailure) -> CreateTable {
        let start = index
        try expect(.REPLACE)
        let isTemporary = accept(.TEMPORARY)
        return try createTable(.replace, isTemporary: isTemporary, from: start)
    }

    // MARK: Elements

    /// The parentheses of CREATE TABLE: columns, or names alone where a query gives the types.
    mutating func tableElements() throws(ParseFailure) -> [TableElement] {
        if isIdentifier(ahead: 1), [.comma, .rightParenthesis].contains(token(ahead: 2).kind) {
            return try identifierList().map { .columnName($0) }
        }
        var hasWatermark = false
        let start = index
        return try parenthesizedList { parser throws(ParseFailure) in
            // What is no column shows itself in its first two words, where a list of names is possible too.
            let isWord = parser.index == start + 1 && !parser.isIdentifier(ahead: 0)
            let element = try parser.looking(isWord ? 2 : 0) { parser throws(ParseFailure) in try parser.tableElement() }
            if case .watermark = element {
                if hasWatermark { throw parser.mistake("A table has one WATERMARK at most.", at: element.location) }
                hasWatermark = true
            }
            return element
        }
    }

    mutating func tableElement() throws(ParseFailure) -> TableElement {
        if at(.PRIMARY) || at(.UNIQUE) || at(.CONSTRAINT) { return .constraint(try tableConstraint()) }
        if at(.WATERMARK) { return .watermark(try watermark()) }
        return .column(try columnDefinition())
    }

    /// `name type ..`, `name AS expression`
    mutating func columnDefinition() throws(ParseFailure) -> ColumnDefinition {
        let start = index
        let name = try qualifiedName()
        let kind: ColumnDefinition.Kind
        if accept(.AS) {
            kind = .computed(try expression(.value))
        } else {
            let type = try type()
            if accept(.METADATA) {
                let key = accept(.FROM) ? try anyString() : nil
                kind = .metadata(type, key: key, isVirtual: accept(.VIRTUAL))
            } else {
                kind = .physical(type, constraint: try columnConstraint())
            }
        }
        let comment = try comment()
        return ColumnDefinition(name: name, kind: kind, comment: comment, location: location(from: start))
    }

    private mutating func columnConstraint() throws(ParseFailure) -> TableConstraint? {
        guard at(.CONSTRAINT) || at(.PRIMARY) || at(.UNIQUE) else { return nil }
        return try constraint(hasColumns: false)
    }

    private mutating func tableConstraint() throws(ParseFailure) -> TableConstraint {
        try constraint(hasColumns: true)
    }

    private mutating func constraint(hasColumns: Bool) throws(ParseFailure) -> TableConstraint {
        let start = index
        let name = accept(.CONSTRAINT) ? try identifier() : nil
        let kind: TableConstraint.Kind
        if accept(.UNIQUE) {
            kind = .unique
        } else {
            try expect(.PRIMARY, .KEY)
            kind = .primaryKey
        }
        let columns = hasColumns ? try identifierList() : []
        var isEnforced: Bool?
        if accept(.ENFORCED) {
            isEnforced = true
        } else if accept(.NOT) {
            try expect(.ENFORCED)
            isEnforced = false
        }
        return TableConstraint(name: name, kind: kind, columns: columns, isEnforced: isEnforced, location: location(from: start))
    }

    /// `WATERMARK FOR column AS expression`
    private mutating func watermark() throws(ParseFailure) -> WatermarkDefinition {
        let start = index
        try expect(.WATERMARK, .FOR)
        let column = try qualifiedName()
        try expect(.AS)
        let expression = try expression(.value)
        return WatermarkDefinition(column: column, expression: expression, location: location(from: start))
    }

    // MARK: Clauses

    /// What stands behind DISTRIBUTED: `BY HASH (a) INTO 4 BUCKETS`
    mutating func distribution() throws(ParseFailure) -> Distribution {
        let start = index
        var distribution = Distribution(columns: [], location: location(of: start))
        if accept(.BY) {
            distribution.kind = acceptAny([.HASH: Distribution.Kind.hash, .RANGE: .range])
            distribution.columns = try identifierList()
        }
        if distribution.columns.isEmpty || at(.INTO) {
            try expect(.INTO)
            let number = index
            _ = try unsignedNumber()
            distribution.buckets = text(of: tokens[number])
            try expect(.BUCKETS)
        }
        distribution.location = location(from: start)
        return distribution
    }

    /// `PARTITIONED BY (a, b)`
    mutating func partitionedBy() throws(ParseFailure) -> [Identifier] {
        guard accept(.PARTITIONED) else { return [] }
        try expect(.BY)
        return try identifierList()
    }

    /// What stands behind LIKE: `table (INCLUDING ALL ..)`
    private mutating func tableLike() throws(ParseFailure) -> TableLike {
        let start = index
        let source = try qualifiedName()
        var rules: [TableLike.Rule] = []
        if accept(.leftParenthesis) {
            repeat { rules.append(try likeRule()) } while !accept(.rightParenthesis)
        }
        return TableLike(source: source, rules: rules, location: location(from: start))
    }

    private mutating func likeRule() throws(ParseFailure) -> TableLike.Rule {
        let start = index
        let merging = try expectAny([.INCLUDING: TableLike.Merging.including, .EXCLUDING: .excluding, .OVERWRITING: .overwriting])
        let feature = try expectAny([
            .ALL: TableLike.Feature.all, .CONSTRAINTS: .constraints, .DISTRIBUTION: .distribution, .GENERATED: .generated,
            .METADATA: .metadata, .OPTIONS: .options, .PARTITIONS: .partitions, .WATERMARKS: .watermarks,
        ])
        return TableLike.Rule(merging: merging, feature: feature, location: location(from: start))
    }

    // MARK: ALTER TABLE

    mutating func alterTable(from start: Int) throws(ParseFailure) -> AlterTable {
        try expect(.TABLE)
        let ifExists = ifExists()
        let name = try qualifiedName()
        let action = try alterTableAction()
        return AlterTable(ifExists: ifExists, name: name, action: action, location: location(from: start))
    }

    private mutating func alterTableAction() throws(ParseFailure) -> AlterTable.Action {
        if accept(.RENAME) { return try renameAction() }
        if accept(.SET) { return .setOptions(try optionList()) }
        if accept(.RESET) { return .resetOptions(try optionKeys()) }
        if accept(.ADD) { return try addAction() }
        if accept(.MODIFY) {
            if accept(.DISTRIBUTION) { return .modifyDistribution(try distribution()) }
            return .modify(try alteredElements())
        }
        try expect(.DROP)
        return try dropAction()
    }

    private mutating func renameAction() throws(ParseFailure) -> AlterTable.Action {
        if accept(.TO) { return .rename(to: try qualifiedName()) }
        let old = try qualifiedName()
        try expect(.TO)
        let new = try qualifiedName()
        if new.parts.count > 1 { refuse("A column is renamed to a name of one part.", at: new.location) }
        return .renameColumn(old, to: new.parts[0])
    }

    private mutating func addAction() throws(ParseFailure) -> AlterTable.Action {
        if accept(.DISTRIBUTION) { return .addDistribution(try distribution()) }
        let ifNotExists = ifNotExists()
        guard ifNotExists || at(.PARTITION) else { return .add(try alteredElements()) }
        var partitions: [PartitionDefinition] = []
        repeat {
            let start = index
            try expect(.PARTITION)
            let entries = try partitionEntries()
            let options = accept(.WITH) ? try optionList() : []
            partitions.append(PartitionDefinition(entries: entries, options: options, location: location(from: start)))
        } while at(.PARTITION)
        return .addPartitions(partitions, ifNotExists: ifNotExists)
    }

    private mutating func dropAction() throws(ParseFailure) -> AlterTable.Action {
        let ifExists = ifExists()
        if ifExists || at(.PARTITION) {
            let partitions = try list { parser throws(ParseFailure) in
                try parser.expect(.PARTITION)
                return try parser.partitionEntries()
            }
            return .dropPartitions(partitions, ifExists: ifExists)
        }
        switch try droppedPart() {
        case .primaryKey: return .dropPrimaryKey
        case .constraint(let name): return .dropConstraint(name)
        case .watermark: return .dropWatermark
        case .distribution: return .dropDistribution
        case .columns(let columns): return .dropColumns(columns)
        }
    }

    /// A part of a table that ALTER .. DROP names.
    enum DroppedPart {
        case primaryKey, watermark, distribution
        case constraint(Identifier)
        case columns([QualifiedName])
    }

    mutating func droppedPart() throws(ParseFailure) -> DroppedPart {
        if accept(.PRIMARY) {
            try expect(.KEY)
            return .primaryKey
        }
        if accept(.CONSTRAINT) { return .constraint(try identifier()) }
        if accept(.WATERMARK) { return .watermark }
        if accept(.DISTRIBUTION) { return .distribution }
        if at(.leftParenthesis) {
            return .columns(try parenthesizedList { parser throws(ParseFailure) in try parser.qualifiedName() })
        }
        return .columns([try qualifiedName()])
    }

    /// What ADD and MODIFY take: one element, or several in parentheses.
    mutating func alteredElements() throws(ParseFailure) -> [AlteredElement] {
        if at(.leftParenthesis) { return try parenthesizedList { parser throws(ParseFailure) in try parser.alteredElement() } }
        return [try alteredElement()]
    }

    private mutating func alteredElement() throws(ParseFailure) -> AlteredElement {
        let start = index
        let element = try tableElement()
        var place: AlteredElement.Place?
        if case .column = element {
            if accept(.FIRST) {
                place = .first
            } else if accept(.AFTER) {
                place = .after(try qualifiedName())
            }
        }
        return AlteredElement(element: element, place: place, location: location(from: start))
    }
}
