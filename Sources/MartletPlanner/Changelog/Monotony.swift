import MartletCore

/// How the columns of a changing table's rows move with each update: Flink's RelModifiedMonotonicity.
struct Monotony {
    enum Direction { case constant, increasing, decreasing }

    /// nil: nothing is known.
    private var columns: [Direction?]

    /// Of an aggregation of rows that are only ever added, and of what passes its columns on.
    init(of node: PhysicalNode) {
        switch node.operator {
        case is PhysicalExchange: self = Monotony(of: node.input)
        case let calc as PhysicalCalc:
            let input = Monotony(of: node.input)
            columns = calc.projection?.map { $0.columnIndex.flatMap { input.columns[$0] } } ?? input.columns
        case let aggregate as PhysicalGroupAggregate where node.input.modifyKinds.isInsertOnly:
            columns =
                aggregate.keys.map { _ in Direction.constant }
                + aggregate.calls.map { call in
                    switch call.name {
                    case "COUNT", "MAX": .increasing
                    case "MIN": .decreasing
                    default: nil
                    }
                }
        default: columns = node.schema.fields.map { _ in nil }
        }
    }

    /// Whether an update never moves a row away from the first place.
    func rises(_ key: LogicalSort.Key) -> Bool {
        switch columns[key.column] {
        case .constant: true
        case .increasing: key.isDescending
        case .decreasing: !key.isDescending
        case nil: false
        }
    }
}
