import MartletCore
import MartletTableRuntime

/// GROUP BY window_start, window_end: each window's result once, when the window is complete.
package struct PhysicalWindowAggregate: PhysicalOperator {
    package var assignment: WindowAssignment
    package var window: LogicalWindowTable
    package var keys: [Int]
    package var calls: [LogicalAggregateCall]
    package var properties: [WindowProperty]
    package var name: String { "WindowAggregate" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let input = node.input
        var attributes: [PlanAttribute] = []
        if !keys.isEmpty { attributes.append(PlanAttribute("groupBy", keys.map { input.names[$0] }.joined(separator: ", "))) }
        switch assignment {
        case .time(let specification):
            attributes.append(PlanAttribute("window", window.text(input.schema.fields, time: specification.timeColumn)))
        case .attached(let start, let end, _, _):
            attributes.append(
                PlanAttribute("window", "\(window.functionName)(win_start=[\(input.names[start])], win_end=[\(input.names[end])])"))
        }
        let names = node.names.suffix(properties.count)
        let texts = zip(properties, names).map { property, name in
            switch property {
            case .start: "start('w$) AS \(name)"
            case .end: "end('w$) AS \(name)"
            case .time: "rowtime('w$) AS \(name)"
            }
        }
        return attributes + [PlanAttribute("select", AggregateSelection(node, keys: keys, calls: calls, properties: texts).text)]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { .insert }
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter] }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> {
        let first = keys.count + calls.count
        let bounds = properties.indices.filter { properties[$0] != .time }.map { first + $0 }
        return bounds.count == 2 ? [Set(keys.indices).union(bounds)] : []
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (assignment, keys, types, properties) = (assignment, keys, node.input.types, properties)
        let calls = try calls.map { try $0.call }
        let isInsertOnly = node.input.modifyKinds.isInsertOnly
        return translation.add(node, inputs: inputs) {
            WindowAggregateOperator(
                assignment: assignment, keys: keys, inputTypes: types, calls: calls, inputIsInsertOnly: isInsertOnly, properties: properties
            )
        }
    }
}
