import MartletColumns
import MartletCore
import MartletRuntime

/// The windows of one operator, with what has been counted in them.
protocol WindowAggregation: AnyObject {
    /// Takes in rows that have a time, and answers how many were late and dropped.
    ///
    /// - Parameters:
    ///   - walls: the rows' wall times; nil where the windows are attached to them.
    ///   - now: how far the stream has come.
    func add(_ rows: ColumnBatch, walls: [Int64]?, now: Int64) throws -> Int

    /// Sends on the windows that are complete when the stream has come to `now`.
    func complete(at now: Int64, _ sink: WindowSink) throws

    /// When the next window will be complete.
    var nextCompletion: Int64? { get }
}

/// Puts the rows of a window operator's output together.
struct WindowSink {
    let properties: [WindowProperty]
    let time: WindowTime
    let output: OperatorOutput

    /// Sends on the results of groups in their windows.
    func emit(keys: [Column], results: [Column], starts: [Int64], ends: [Int64]) throws {
        let rows = ColumnBatch(keys + results + properties.map { $0.column(starts: starts, ends: ends, time) }, count: ends.count)
        try output.emit(inParts: rows)
    }
}
