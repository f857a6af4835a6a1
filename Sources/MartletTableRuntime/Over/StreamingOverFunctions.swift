import MartletColumns
import MartletCore
import MartletFunctions

/// The functions of an OVER in streaming: aggregates, and LAG.
///
/// ROW_NUMBER, RANK and DENSE_RANK count the rows of the frame there: Flink has no sort key to compare.
final class StreamingOverFunctions {
    private enum Part {
        /// A place among the aggregates.
        case aggregate(Int)
        /// A place among `lagged`.
        case lag(Int, value: Int, defaultValue: Int?)
    }

    private var parts: [Part] = []
    private let accumulators: CallAccumulators
    /// How many rows back each LAG looks.
    private(set) var lagged: [Int] = []

    init(_ calls: [OverCall], inputTypes: [DataType], retracting: Bool) throws {
        var aggregates: [AggregateCall] = []
        for call in calls {
            switch call.function {
            case .aggregate(let aggregate):
                parts.append(.aggregate(aggregates.count))
                aggregates.append(aggregate)
            case .rowNumber, .rank, .denseRank:
                guard let count = try AggregateCatalog.function(named: "COUNT")?.resolve([]) else {
                    preconditionFailure("COUNT takes no arguments, too")
                }
                parts.append(.aggregate(aggregates.count))
                aggregates.append(AggregateCall(count, arguments: []))
            case .lag(let value, let offset, let defaultValue):
                if offset < 0 { throw MartletError("Offset(\(offset)) should be positive.") }
                parts.append(.lag(lagged.count, value: value, defaultValue: defaultValue))
                lagged.append(Int(offset))
            case .lead, .ntile, .percentRank, .cumeDist:
                throw MartletError("\(call.function) is not supported in streaming.", phase: .plan)
            }
        }
        accumulators = try CallAccumulators(aggregates, inputTypes: inputTypes, retracting: retracting)
    }

    /// How many rows back the furthest LAG looks.
    var history: Int { lagged.max() ?? 0 }

    func grow(_ groups: Int) { accumulators.grow(groups) }
    func reset(_ groups: [Int32]) { accumulators.reset(groups) }

    /// Takes in changes and gives the results behind those at `positions`.
    ///
    /// - Parameter lagged: gives the column of a LAG.
    func results(
        _ changes: ColumnBatch, groups: [Int32], at positions: [Int32],
        lagged: (_ place: Int, _ value: Int, _ defaultValue: Int?) -> Column = { _, _, _ in preconditionFailure("a LAG without history") }
    ) throws -> [Column] {
        let aggregates = try accumulators.trace(changes, groups: groups, resets: nil).after.map { $0.gather(positions) }
        return parts.map { part in
            switch part {
            case .aggregate(let place): aggregates[place]
            case .lag(let place, let value, let defaultValue): lagged(place, value, defaultValue)
            }
        }
    }
}
