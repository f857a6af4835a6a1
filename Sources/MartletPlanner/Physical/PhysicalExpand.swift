import MartletCore
import MartletTableRuntime

/// Each row once for each grouping set.
package struct PhysicalExpand: PhysicalOperator {
    package var projections: [[ExpandColumn]]
    package var name: String { "Expand" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let printer = ExpressionPrinter(style)
        let texts = projections.map { projection in
            let columns = zip(projection, node.names).map { column, name in
                switch column {
                case .input(let index): node.input.names[index]
                case .literal(let value, let type): "\(value == .null ? "null" : printer.text(.literal(value, type))) AS \(name)"
                }
            }
            return "{\(columns.joined(separator: ", "))}"
        }
        return [PlanAttribute("projects", texts.joined(separator: ", "))]
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let projections = projections
        return translation.add(node, inputs: inputs) { ExpandOperator(projections: projections) }
    }
}
