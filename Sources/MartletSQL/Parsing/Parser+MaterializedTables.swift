import MartletCore

// CREATE and ALTER MATERIALIZED TABLE.
extension Parser {
    /// What stands behind `CREATE [OR ALTER]`.
    mutating func createMaterializedTable(orAlter: Bool, from start: Int) throws(ParseFailure) -> CreateMaterializedTable {
        try expect(.MATERIALIZED, .TABLE)
        let name = try qualifiedName()
        let elements = at(.leftParenthesis) ? try tableElements() : []
        let comment = try comment()
        let distribution = accept(.DISTRIBUTED) ? try distribution() : nil
        let partitionedBy = try partitionedBy()
        let options = accept(.WITH) ? try optionList() : []
        var mode: StartMode?
        if accept(.START_MODE) {
            try expect(.equal)
            mode = try startMode()
        }
        let freshness = accept(.FRESHNESS) ? try freshness() : nil
        let refreshMode = accept(.REFRESH_MODE) ? try refreshMode() : nil
        try expect(.AS)
        let query = try query()
        return CreateMaterializedTable(
            orAlter: orAlter, name: name, elements: elements, comment: comment, distribution: distribution, partitionedBy: partitionedBy,
            options: options, startMode: mode, freshness: freshness, refreshMode: refreshMode, query: query,
            location: location(from: start))
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
