import MartletCore
import MartletTableRuntime

/// Each row once for each element of a collection in it.
package struct PhysicalCorrelate: PhysicalOperator {
    package var rows: LogicalUnnestRows
    package var name: String { "Correlate" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let printer = ExpressionPrinter(style, names: node.input.names)
        let function = rows.unnest.withOrdinality ? "$UNNEST_ROWS_WITH_ORDINALITY$1" : "$UNNEST_ROWS$1"
        var attributes = [
            PlanAttribute("invocation", "\(function)(\(printer.text(rows.collection)))"),
            PlanAttribute("joinType", rows.kind.rawValue.uppercased()),
            PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
        if let condition = rows.condition {
            attributes.append(PlanAttribute("condition", ExpressionPrinter(style, names: node.names).text(condition)))
        }
        return attributes
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let collection = try translation.compiler.compile(rows.collection)
        let condition = try rows.condition.map { try translation.compiler.compile($0) }
        let isMultiset = if case .multiset = rows.collection.type.kind { true } else { false }
        let (withOrdinality, keepsRows, context) = (rows.unnest.withOrdinality, rows.kind.keepsLeft, translation.context)
        return translation.add(node, inputs: inputs) {
            UnnestOperator(
                collection: collection, isMultiset: isMultiset, withOrdinality: withOrdinality, condition: condition, keepsRows: keepsRows,
                session: context)
        }
    }
}

extension PhysicalPlanner {
    func convert(_ rows: LogicalUnnestRows) throws -> PhysicalNode {
        PhysicalNode(PhysicalCorrelate(rows: rows), [try convert(rows.input)], rows.schema.uniqued)
    }
}
