import MartletCore
import MartletTableRuntime

/// Functions over the rows around each row.
package struct PhysicalOverAggregate: PhysicalOperator {
    /// How the rows are ordered, which decides the operator.
    package enum Order: Sendable, Hashable {
        /// By a time attribute, in streaming: a row's results do not change any more.
        case rowtime(Int), proctime
        /// By something else, in streaming: a row that comes changes the results of those behind it.
        case column
        /// Whatever it is, in batch mode.
        case batch
    }

    package var over: LogicalOver
    package var calls: [OverCall]
    package var order: Order
    package var name: String { "OverAggregate" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = node.input.names
        let printer = ExpressionPrinter(style, names: names)
        var attributes: [PlanAttribute] = []
        if !over.partitionBy.isEmpty {
            attributes.append(PlanAttribute("partitionBy", over.partitionBy.map { names[$0] }.joined(separator: ", ")))
        }
        if !over.orderBy.isEmpty { attributes.append(PlanAttribute("orderBy", over.orderBy.text(names))) }
        attributes.append(PlanAttribute("window", over.calls.first.map { printer.text($0.frame) } ?? ""))
        let results = over.calls.map { call -> String in
            let head =
                switch call.function {
                case .aggregate(let aggregate): aggregate.name
                case .ranking(let ranking): ranking.rawValue
                }
            return "\(head)(\(call.arguments.isEmpty && head == "COUNT" ? "*" : printer.list(call.arguments))) AS \(call.outputName)"
        }
        return attributes + [PlanAttribute("select", (names + results).joined(separator: ", "))]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        switch order {
        case .batch: return .insert
        case .column: return .all
        case .rowtime, .proctime:
            guard node.input.modifyKinds.isInsertOnly else { throw refuse(node.input) }
            return .insert
        }
    }

    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter] }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (keys, sortKeys, calls, types) = (over.partitionBy, over.orderBy.map(\.sortKey), calls, node.input.types)
        let (order, emitsUpdateBefore) = (order, node.updateKind == .beforeAndAfter)
        return translation.add(node, inputs: inputs) {
            switch order {
            case .batch: BatchOverOperator(partitionKeys: keys, sortKeys: sortKeys, calls: calls, inputTypes: types)
            case .rowtime(let column): try OverAggregateOperator(partitionKeys: keys, rowtime: column, calls: calls, inputTypes: types)
            case .proctime: try OverAggregateOperator(partitionKeys: keys, rowtime: nil, calls: calls, inputTypes: types)
            case .column:
                try NonTimeOverOperator(
                    partitionKeys: keys, sortKey: sortKeys[0], calls: calls, inputTypes: types, emitsUpdateBefore: emitsUpdateBefore)
            }
        }
    }
}
