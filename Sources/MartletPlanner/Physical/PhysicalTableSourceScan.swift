import MartletCore
import MartletRuntime

/// Reads a table.
package struct PhysicalTableSourceScan: PhysicalOperator {
    package var scan: LogicalScan
    /// The connector's source; nil for a table that is a stream of the program.
    package var source: TableSource?
    package var changelogMode: ChangelogMode
    package var name: String { "TableSourceScan" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        var attributes = [
            PlanAttribute("table", "[\(scan.tableDescription)]"), PlanAttribute("fields", node.names.joined(separator: ", ")),
        ]
        if !scan.options.isEmpty {
            let options = scan.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
            attributes.append(PlanAttribute("hints", "[[[OPTIONS options:{\(options)}]]]"))
        }
        return attributes
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { ModifyKinds(changelogMode) }

    package func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind {
        changelogMode.kinds.contains(.updateBefore) ? .beforeAndAfter : .onlyAfter
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> {
        guard let key = scan.table.primaryKey else { return [] }
        let columns = key.columns.compactMap { node.schema.index(of: $0) }
        return columns.count == key.columns.count ? [Set(columns)] : []
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        if let source { return PlanEdge(node: translation.graph.addSource(node.head(), source.source)) }
        guard case .stream(let stream) = scan.table.backing else { preconditionFailure("a table without a source") }
        return PlanEdge(node: try stream.attach(&translation.graph))
    }
}
