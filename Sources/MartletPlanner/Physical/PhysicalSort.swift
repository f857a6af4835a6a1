import MartletCore
import MartletTableRuntime

/// ORDER BY over bounded rows, and with FETCH the first of them.
package struct PhysicalSort: PhysicalOperator {
    package var keys: [LogicalSort.Key]
    package var offset: Int?
    package var fetch: Int?
    package var name: String { fetch == nil && offset == nil ? "Sort" : "SortLimit" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        var attributes = [PlanAttribute("orderBy", keys.text(node.names))]
        if fetch != nil || offset != nil {
            attributes.append(PlanAttribute("offset", "\(offset ?? 0)"))
            attributes.append(PlanAttribute("fetch", fetch.map { "\($0)" } ?? "unlimited"))
        }
        return attributes
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (keys, types, offset, fetch) = (keys.map(\.sortKey), node.types, offset ?? 0, fetch)
        return translation.add(node, inputs: inputs) { SortOperator(keys: keys, inputTypes: types, offset: offset, fetch: fetch) }
    }
}

/// ORDER BY a time attribute in streaming: rows wait until their time has come.
package struct PhysicalTemporalSort: PhysicalOperator {
    /// The time attribute first.
    package var keys: [LogicalSort.Key]
    package var isRowtime: Bool
    package var name: String { "TemporalSort" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [PlanAttribute("orderBy", keys.text(node.names))]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        guard node.input.modifyKinds.isInsertOnly else { throw refuse(node.input) }
        return .insert
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (rowtime, rest, types) = (isRowtime ? keys[0].column : nil, keys.dropFirst().map(\.sortKey), node.types)
        return translation.add(node, inputs: inputs) { TemporalSortOperator(rowtime: rowtime, keys: rest, inputTypes: types) }
    }
}

extension LogicalSort.Key {
    var sortKey: SortKey { SortKey(column, isDescending: isDescending, nullsFirst: nullsFirst) }
}

extension [LogicalSort.Key] {
    /// `qty DESC, id ASC`
    func text(_ names: [String]) -> String {
        map { key in
            let nulls = key.nullsFirst == key.isDescending ? (key.nullsFirst ? " NULLS FIRST" : " NULLS LAST") : ""
            return "\(names[key.column]) \(key.isDescending ? "DESC" : "ASC")\(nulls)"
        }.joined(separator: ", ")
    }
}
