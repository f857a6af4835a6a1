import MartletCore
import MartletTableRuntime

extension PhysicalPlanner {
    func convert(_ over: LogicalOver) throws -> PhysicalNode {
        if isStreaming { try checkStreaming(over) }
        let input = try convert(over.input).distributed(by: over.partitionBy)
        let order: PhysicalOverAggregate.Order =
            if !isStreaming {
                .batch
            } else {
                switch input.types[over.orderBy[0].column].timeAttribute {
                case .rowtime: .rowtime(over.orderBy[0].column)
                case .proctime: .proctime
                case nil: .column
                }
            }
        return PhysicalNode(
            PhysicalOverAggregate(over: over, calls: try over.calls.map(call), order: order), [input], over.schema.uniqued)
    }

    /// What Flink's streaming OVER can do.
    private func checkStreaming(_ over: LogicalOver) throws {
        if over.input is LogicalOver || over.calls.contains(where: { $0.frame != over.calls[0].frame }) {
            throw MartletError(
                "Over Agg: Unsupported use of OVER windows. All aggregates must be computed on the same window. please re-check the over "
                    + "window statement.", phase: .plan)
        }
        for call in over.calls {
            if case .ranking(let ranking) = call.function {
                if over.orderBy.isEmpty {
                    throw MartletError(
                        "Over Agg: The window rank function requires order by clause with non-constant fields. please re-check the over window "
                            + "statement.", phase: .plan)
                }
                if [.lead, .ntile, .percentRank, .cumeDist].contains(ranking) {
                    throw MartletError("\(ranking.rawValue) Function is not supported in stream mode.", phase: .plan)
                }
            }
            switch call.frame.end {
            case .currentRow: break
            default: throw MartletError("OVER RANGE FOLLOWING windows are not supported yet.", phase: .plan)
            }
        }
        guard over.orderBy.count == 1 else {
            throw MartletError("The window can only be ordered by a single time column.", phase: .plan)
        }
        if over.orderBy[0].isDescending { throw MartletError("The window can only be ordered in ASCENDING mode.", phase: .plan) }
    }

    private func call(_ call: LogicalOver.Call) throws -> OverCall {
        OverCall(try function(call), frame: try frame(call.frame), resultType: call.type)
    }

    private func function(_ call: LogicalOver.Call) throws -> OverFunction {
        func column(_ index: Int) throws -> Int {
            guard let column = call.arguments[index].columnIndex else {
                preconditionFailure("an argument of a window function is no column")
            }
            return column
        }
        func number(_ index: Int, default defaultValue: Int64) throws -> Int64 {
            guard index < call.arguments.count else { return defaultValue }
            guard let number = ConstantFolding.plain.value(of: call.arguments[index])?.wholeNumber else {
                throw MartletError("The argument of a window function must be a constant.", phase: .plan)
            }
            return Int64(number)
        }
        switch call.function {
        case .aggregate(let aggregate):
            guard case .aggregate(let resolved) = aggregate.function else {
                throw MartletError("\(aggregate.name) is no window function.", phase: .plan)
            }
            return .aggregate(
                AggregateCall(
                    resolved, arguments: try call.arguments.indices.map(column), filter: aggregate.filter?.columnIndex,
                    isDistinct: aggregate.isDistinct))
        case .ranking(let ranking):
            switch ranking {
            case .rowNumber: return .rowNumber
            case .rank: return .rank
            case .denseRank: return .denseRank
            case .percentRank: return .percentRank
            case .cumeDist: return .cumeDist
            case .ntile: return .ntile(buckets: try number(0, default: 1))
            case .lag, .lead:
                let offset = try number(1, default: 1)
                let defaultValue = call.arguments.count > 2 ? try column(2) : nil
                return ranking == .lag
                    ? .lag(value: try column(0), offset: offset, defaultValue: defaultValue)
                    : .lead(value: try column(0), offset: offset, defaultValue: defaultValue)
            }
        }
    }

    private func frame(_ frame: BoundOver.Frame) throws -> OverFrame {
        func bound(_ bound: BoundOver.Frame.Bound) throws -> OverFrame.Bound {
            switch bound {
            case .unboundedPreceding: .unboundedPreceding
            case .preceding(let distance): .preceding(try value(distance))
            case .currentRow: .currentRow
            case .following(let distance): .following(try value(distance))
            case .unboundedFollowing: .unboundedFollowing
            }
        }
        func value(_ distance: BoundExpression) throws -> Value {
            guard let value = ConstantFolding.plain.value(of: distance) else {
                throw MartletError("The bounds of a window frame must be constants.", phase: .plan)
            }
            return value.wholeNumber.map { .bigint(Int64($0)) } ?? value
        }
        return OverFrame(countsRows: frame.countsRows, start: try bound(frame.start), end: try bound(frame.end))
    }
}
