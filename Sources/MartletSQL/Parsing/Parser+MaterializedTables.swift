import MartletCore

// CREATE and ALTER MATERIALIZED TABLE.
extension Parser {
    /// What stands behind `CREATE [OR ALTER]`.
    mutating func createMaterializedTable(orAlter: Bool, from start: Int) throws(ParseFailure) -> CreateMaterializedTable {
        try expect(.MATERIALIZED, .TABLE)
        let name = try qualifiedName()
        var table = CreateMaterializedTable(
            orAlter: orAlter, name: name, query: Query(body: .table(ExplicitTable(name: name, location: name.location)), location: name.location), location: name.location)
        if at(.leftParenthesis) { table.elements = try tableElements() }
        table.comment = try comment()
        if accept(.DISTRIBUTED) { table.distribution = try distribution() }
        table.partitionedBy = try partitionedBy()
        if accept(.WITH) { table.options = try optionList() }
        if accept(.START_MODE) {
            try expect(.equal)
            table.startMode = try startMode()
        }
        if accept(.FRESHNESS) { table.freshness = try freshness() }
        if accept(.REFRESH_MODE) { table.refreshMode = try refreshMode() }
        try expect(.AS)
        table.query = try query()
        table.location = location(from: start)
        return table
    }

    /// `= INTERVAL '..' unit`
    private mutating func freshness() throws(ParseFailure) -> IntervalLiteral {
        try expect(.equal)
        let value = try expression(.value)
        guard case .literal(.interval(let interval)) = value.kind else {
            throw mistake("FRESHNESS is an interval.", hint: "For example, FRESHNESS = INTERVAL '1' MINUTE.", at: value.location)
        }
        return interval
    }

    /// `= FULL`, `= CONTINUOUS`
    private mutating func refreshMode() throws(ParseFailure) -> RefreshMode {
        try expect(.equal)
        return try expectAny([.FULL: RefreshMode.full, .CONTINUOUS: .continuous])
    }

    private mutating func startMode() throws(ParseFailure) -> StartMode {
        if accept(.FROM_BEGINNING) { return .fromBeginning }
        if accept(.RESUME_OR_FROM_BEGINNING) { return .resumeOrFromBeginning }
        if accept(.FROM_NOW) { return .fromNow(try startInterval()) }
        if accept(.RESUME_OR_FROM_NOW) { return .resumeOrFromNow(try startInterval()) }
        if accept(.FROM_TIMESTAMP) { return .fromTimestamp(try startTime()) }
        try expect(.RESUME_OR_FROM_TIMESTAMP)
        return .resumeOrFromTimestamp(try startTime())
    }

    /// `[(INTERVAL ..)]`
    private mutating func startInterval() throws(ParseFailure) -> Expression? {
        guard at(.leftParenthesis) else { return nil }
        return try parenthesized { parser throws(ParseFailure) in
            let start = parser.index
            let interval = try parser.intervalLiteral()
            return Expression(.literal(.interval(interval)), at: parser.location(from: start))
        }
    }

    /// `(TIMESTAMP '..')`
    private mutating func startTime() throws(ParseFailure) -> Expression {
        try parenthesized { parser throws(ParseFailure) in
            guard parser.at(.TIMESTAMP), let time = try parser.wordLiteral(.TIMESTAMP), case .literal = time.kind
            else { throw ParseFailure(at: parser.index) }
            return time
        }
    }

    // MARK: ALTER

    mutating func alterMaterializedTable(from start: Int) throws(ParseFailure) -> AlterMaterializedTable {
        try expect(.MATERIALIZED, .TABLE)
        let name = try qualifiedName()
        let action = try alterMaterializedTableAction()
        return AlterMaterializedTable(name: name, action: action, location: location(from: start))
    }

    private mutating func alterMaterializedTableAction() throws(ParseFailure) -> AlterMaterializedTable.Action {
        if accept(.SUSPEND) { return .suspend }
        if accept(.RESUME) { return .resume(options: accept(.WITH) ? try optionList() : []) }
        if accept(.REFRESH) { return .refresh(partition: accept(.PARTITION) ? try partitionEntries() : []) }
        if accept(.SET) {
            if accept(.FRESHNESS) { return .setFreshness(try freshness()) }
            if accept(.REFRESH_MODE) { return .setRefreshMode(try refreshMode()) }
            return .setOptions(try optionList())
        }
        if accept(.RESET) { return .resetOptions(try optionKeys()) }
        if accept(.AS) { return .as(try query()) }
        if accept(.ADD) {
            return accept(.DISTRIBUTION) ? .addDistribution(try distribution()) : .add(try alteredElements())
        }
        if accept(.MODIFY) {
            return accept(.DISTRIBUTION) ? .modifyDistribution(try distribution()) : .modify(try alteredElements())
        }
        try expect(.DROP)
        switch try droppedPart() {
        case .primaryKey: return .dropPrimaryKey
        case .constraint(let name): return .dropConstraint(name)
        case .watermark: return .dropWatermark
        case .distribution: return .dropDistribution
        case .columns(let columns): return .dropColumns(columns)
        }
    }
}
