import MartletColumns
import MartletCore

/// Session windows: what rows of a key have brought since a gap in which none came.
final class SessionAggregation: WindowAggregation {
    private let table: SessionTable
    private let keys: [Int]
    private let accumulators: CallAccumulators
    /// Carries the accumulators of a session into the one that it becomes a part of.
    private let carrier: CallAccumulators
    private let rowCounts = Slab<Int64>(0)
    private let countsRows: Bool

    init(
        gap: Int64, time: WindowTime, keys: [Int], calls: [AggregateCall], inputTypes: [DataType], countsRows: Bool
    ) throws {
        table = SessionTable(gap: gap, time: time, keyTypes: keys.map { inputTypes[$0] })
        self.keys = keys
        accumulators = try CallAccumulators(calls, inputTypes: inputTypes, retracting: countsRows)
        carrier = try CallAccumulators(calls, inputTypes: inputTypes, retracting: countsRows)
        carrier.grow(1)
        self.countsRows = countsRows
    }

    func add(_ rows: ColumnBatch, walls: [Int64]?, now: Int64) throws -> Int {
        guard let walls else { preconditionFailure("rows of a session without a time") }
        let ids = table.keys(rows, keys)
        var sessions: [Int32] = []
        sessions.reserveCapacity(rows.count)
        var late: [Int32] = []
        /// The rows before this one have been counted.
        var counted = 0
        func count() throws {
            if sessions.isEmpty { return }
            accumulators.grow(table.capacity)
            rowCounts.reserve(table.capacity)
            try accumulators.accumulate(rows.slice(counted..<counted + sessions.count), groups: sessions)
            counted += sessions.count
            sessions.removeAll(keepingCapacity: true)
        }
        for row in 0..<rows.count {
            let session = try table.session(key: ids[row], wall: walls[row], watermark: now) { absorbed, into in
                try count()
                try carrier.merge(accumulators, [absorbed], into: [0])
                try accumulators.merge(carrier, [0], into: [into])
                carrier.reset([0])
                accumulators.reset([absorbed])
                rowCounts[into] += rowCounts[absorbed]
                rowCounts[absorbed] = 0
            }
            sessions.append(session ?? -1)
            if let session {
                rowCounts.reserve(table.capacity)
                rowCounts[session] += rows.kind(row).isAddition ? 1 : -1
            } else {
                late.append(ids[row])
            }
        }
        try count()
        table.releaseKeys(late)
        return late.count
    }

    func complete(at now: Int64, _ sink: WindowSink) throws {
        var sessions: [Int32] = []
        var keys: [Int32] = [], starts: [Int64] = [], ends: [Int64] = []
        func emit() throws {
            if sessions.isEmpty { return }
            try sink.emit(keys: table.keys.columns(keys), results: accumulators.results(sessions), starts: starts, ends: ends)
            accumulators.reset(sessions)
            for session in sessions { table.remove(session) }
            (sessions, keys, starts, ends) = ([], [], [], [])
        }
        while let session = table.takeComplete(at: now) {
            if countsRows, rowCounts[session] == 0 {
                accumulators.reset([session])
                table.remove(session)
                continue
            }
            rowCounts[session] = 0
            sessions.append(session)
            keys.append(table.key(session))
            starts.append(table.start(session))
            ends.append(table.end(session))
            if sessions.count == ColumnBatch.defaultSize { try emit() }
        }
        try emit()
    }

    var nextCompletion: Int64? { table.nextCompletion }
}
