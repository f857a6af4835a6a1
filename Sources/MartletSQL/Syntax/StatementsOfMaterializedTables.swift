/// `CREATE [OR ALTER] MATERIALIZED TABLE ..`
package struct CreateMaterializedTable: SyntaxNode {
    package var orAlter: Bool
    package var name: QualifiedName
    package var elements: [TableElement] = []
    package var comment: String?
    package var distribution: Distribution?
    package var partitionedBy: [Identifier] = []
    package var options: [Option] = []
    package var startMode: StartMode?
    /// `FRESHNESS = INTERVAL ..`
    package var freshness: IntervalLiteral?
    package var refreshMode: RefreshMode?
    package var query: Query
    package var location: Location
}

/// Whether a materialized table is kept by a running job or computed anew.
package enum RefreshMode: String, Sendable { case continuous = "CONTINUOUS", full = "FULL" }

/// Where the job behind a materialized table begins to read.
package enum StartMode: Sendable, Equatable {
    case fromBeginning
    /// `FROM_NOW[(interval)]`: that long before now.
    case fromNow(Expression?)
    case fromTimestamp(Expression)
    case resumeOrFromBeginning
    case resumeOrFromNow(Expression?)
    case resumeOrFromTimestamp(Expression)
}

/// `ALTER MATERIALIZED TABLE t ..`
package struct AlterMaterializedTable: SyntaxNode {
    package enum Action: Sendable, Equatable {
        case suspend
        case resume(options: [Option])
        case refresh(partition: [PartitionEntry])
        case setFreshness(IntervalLiteral)
        case setRefreshMode(RefreshMode)
        case setOptions([Option])
        case resetOptions([String])
        case `as`(Query)
        case add([AlteredElement])
        case modify([AlteredElement])
        case addDistribution(Distribution)
        case modifyDistribution(Distribution)
        case dropColumns([QualifiedName])
        case dropPrimaryKey
        case dropConstraint(Identifier)
        case dropWatermark
        case dropDistribution
    }

    package var name: QualifiedName
    package var action: Action
    package var location: Location
}
