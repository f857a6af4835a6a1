import MartletColumns
import MartletCore
import MartletTableRuntime

/// Rows of literals.
package struct PhysicalValues: PhysicalOperator {
    package var rows: [[Value]]
    package var name: String { "Values" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let printer = ExpressionPrinter(style)
        let tuples = rows.map { row in "{ " + zip(row, node.types).map { printer.text(.literal($0, $1)) }.joined(separator: ", ") + " }" }
        return [PlanAttribute("tuples", "[\(tuples.joined(separator: ", "))]")]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { .insert }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let columns = try node.types.enumerated().map { index, type in
            try ColumnBuilder.column(rows.map { $0[index] }, type)
        }
        let id = translation.graph.addSource(node.head(), ValuesSource(rows: ColumnBatch(columns, count: rows.count)))
        translation.graph[id].parallelism = 1
        return PlanEdge(node: id)
    }
}
