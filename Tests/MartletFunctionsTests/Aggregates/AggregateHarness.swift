import MartletColumns
import MartletCore
import Testing

@testable import MartletFunctions

/// Feeds one aggregate call as an operator would: whole batches and row by row, in one go and in parts that are merged.
struct AggregateHarness {
    let resolved: ResolvedAggregate
    let types: [DataType]

    init(_ name: String, _ types: [DataType], literals: [Value?] = []) throws {
        self.types = types
        let arguments = types.enumerated().map { Argument($1, literal: $0 < literals.count ? literals[$0] : nil) }
        let function = try #require(AggregateCatalog.function(named: name))
        resolved = try #require(try function.resolve(arguments))
    }

    /// The results of the groups 0, 1, … after `rows`.
    func results(_ rows: [(group: Int32, values: [Value], kind: RowKind)]) throws -> [Value] {
        let retracting = rows.contains { !$0.kind.isAddition }
        let groups = (rows.map(\.group).max() ?? 0) + 1
        let ids = (0..<groups).map { $0 }
        let whole = try accumulators(rows, retracting, groups)
        let answer = values(try whole.results(ids))
        // Row by row: what follows the last row of a group is the same answer.
        let traced = try resolved.makeAccumulators(retracting)
        traced.grow(Int(groups))
        let (before, after) = try traced.trace(try input(rows), nil)
        var last = answer.map { _ in Value.null }
        for (row, item) in rows.enumerated() {
            if row > 0, rows[..<row].contains(where: { $0.group == item.group }) {
                #expect(before.value(row, resolved.resultType) == last[Int(item.group)])
            }
            last[Int(item.group)] = after.value(row, resolved.resultType)
        }
        for id in ids where rows.contains(where: { $0.group == id }) { #expect(last[Int(id)] == answer[Int(id)]) }
        // In two parts.
        let half = rows.count / 2
        if !retracting {
            let first = try accumulators(Array(rows[..<half]), false, groups)
            try first.merge(try accumulators(Array(rows[half...]), false, groups), ids, ids)
            #expect(values(try first.results(ids)) == answer)
        }
        whole.reset(ids)
        let empty = try resolved.makeAccumulators(retracting)
        empty.grow(Int(groups))
        #expect(values(try whole.results(ids)) == values(try empty.results(ids)))
        return answer
    }

    /// The result of one group of rows that are only added.
    func result(_ rows: [[Value]]) throws -> Value { try results(rows.map { (0, $0, .insert) })[0] }

    /// The result of one group of one argument.
    func result(of values: [Value]) throws -> Value { try result(values.map { [$0] }) }

    private func values(_ column: Column) -> [Value] { (0..<column.count).map { column.value($0, resolved.resultType) } }

    private func accumulators(_ rows: [(group: Int32, values: [Value], kind: RowKind)], _ retracting: Bool, _ groups: Int32) throws
        -> Accumulators
    {
        let accumulators = try resolved.makeAccumulators(retracting)
        accumulators.grow(Int(groups))
        try accumulators.accumulate(try input(rows))
        return accumulators
    }

    private func input(_ rows: [(group: Int32, values: [Value], kind: RowKind)]) throws -> AggregateInput {
        AggregateInput(
            arguments: try resolved.argumentTypes.enumerated().map { index, type in
                try ColumnBuilder.column(rows.map { $0.values[index] }, type)
            },
            ids: rows.map(\.group), kinds: rows.contains { $0.kind != .insert } ? rows.map(\.kind) : nil)
    }
}
