import MartletCore
import MartletSQL

/// GROUP BY, bound: the expressions, and which of them form each grouping set.
struct Grouping {
    /// Each once.
    var expressions: [BoundExpression] = []
    /// Positions in `expressions`; one set unless there are GROUPING SETS, ROLLUP or CUBE.
    var sets: [[Int]] = [[]]

    var hasEmptySet: Bool { sets.contains([]) }
    /// Whether every group has all keys.
    var isSimple: Bool { sets.count == 1 }

    /// The place of an expression, a new one if it is not there.
    mutating func position(of expression: BoundExpression) -> Int {
        if let position = expressions.firstIndex(of: expression) { return position }
        expressions.append(expression)
        return expressions.count - 1
    }
}

extension SelectBinder {
    /// The grouping, or nil without GROUP BY.
    mutating func bindGroupBy() throws -> Grouping? {
        guard let groupBy = select.groupBy else { return nil }
        try bindGroupWindow(in: groupBy)
        var grouping = Grouping()
        for element in groupBy.elements {
            // Elements side by side multiply: each set of the one with each set of the other.
            let sets = try sets(of: element, in: &grouping)
            grouping.sets = grouping.sets.flatMap { left in sets.map { right in left + right.filter { !left.contains($0) } } }
        }
        if groupBy.isDistinct {
            var seen: Set<[Int]> = []
            grouping.sets = grouping.sets.filter { seen.insert($0.sorted()).inserted }
        }
        return grouping
    }

    private func sets(of element: GroupBy.Element, in grouping: inout Grouping) throws -> [[Int]] {
        switch element {
        case .expression(let expression) where expression.groupWindowFunction != nil:
            return [groupWindowColumns.map { grouping.position(of: $0) }]
        case .expression(let expression): return [[try position(of: expression, in: &grouping)].compactMap { $0 }]
        case .set(let expressions): return [try expressions.compactMap { try position(of: $0, in: &grouping) }]
        case .rollup(let elements):
            let parts = try parts(elements, in: &grouping)
            return (0...parts.count).reversed().map { Array(parts.prefix($0).joined()) }
        case .cube(let elements):
            let parts = try parts(elements, in: &grouping)
            guard parts.count <= 12 else { throw MartletError("CUBE of \(parts.count) columns makes too many groups.", phase: .validate) }
            return (0..<(1 << parts.count)).reversed().map { mask in
                parts.indices.filter { mask >> (parts.count - 1 - $0) & 1 == 1 }.flatMap { parts[$0] }
            }
        case .groupingSets(let elements): return try elements.flatMap { try sets(of: $0, in: &grouping) }
        }
    }

    private func parts(_ elements: [GroupBy.Element], in grouping: inout Grouping) throws -> [[Int]] {
        try elements.map { try sets(of: $0, in: &grouping)[0] }
    }

    private func position(of expression: Expression, in grouping: inout Grouping) throws -> Int? {
        let bound = try expressionBinder(.groupBy).bind(expression)
        if bound.isBareNull { throw expressionBinder(.groupBy).illegalNull(at: bound.range) }
        try refuseAggregatesInGroupBy(bound)
        return grouping.position(of: bound)
    }

    private func refuseAggregatesInGroupBy(_ expression: BoundExpression) throws {
        try refuseAggregates(in: expression, "GROUP BY")
    }
}
