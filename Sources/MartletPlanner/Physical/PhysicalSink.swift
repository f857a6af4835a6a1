import MartletCore
import MartletRuntime
import MartletTableRuntime

/// Writes rows to a table.
package struct PhysicalSink: PhysicalOperator {
    package var sink: LogicalSink
    package var target: TableSink
    /// The table's persisted columns.
    package var columns: Schema
    package var notNullEnforcer: ConstraintEnforcerOperator.NotNullEnforcer
    package var lengthEnforcer: ConstraintEnforcerOperator.TypeLengthEnforcer
    /// Whether changes are brought into order by the table's key first; set by `SinkKeys`.
    package var materializes = false
    package var name: String { "Sink" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        var attributes = [
            PlanAttribute("table", sink.table.identifier.plainDescription), PlanAttribute("fields", node.names.joined(separator: ", ")),
        ]
        if materializes { attributes.append(PlanAttribute("upsertMaterialize", "true")) }
        return attributes
    }

    /// What the sink takes of what the query gives.
    func accepted(_ kinds: ModifyKinds) -> ChangelogMode { target.changelogMode(kinds.changelogMode) }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        let kinds = node.input.modifyKinds
        let missing = kinds.subtracting(ModifyKinds(accepted(kinds)))
        if missing.isEmpty { return kinds }
        var producer = node.input
        while producer.operator is PhysicalExchange
            || (producer.operator as? PhysicalCalc)?.condition == nil && producer.operator is PhysicalCalc
        {
            producer = producer.input
        }
        let changes = [missing.contains(.update) ? "update" : nil, missing.contains(.delete) ? "delete" : nil].compactMap { $0 }
        throw MartletError(
            "Table sink '\(sink.table.identifier.plainDescription)' doesn't support consuming \(changes.joined(separator: " and ")) changes "
                + "which is produced by node \(producer.head())", phase: .plan)
    }

    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] {
        let takesBefore = accepted(node.input.modifyKinds).kinds.contains(.updateBefore)
        return [takesBefore || materializes ? .beforeAndAfter : .onlyAfter]
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        var edge = inputs[0]
        if constrains {
            let (columns, notNull, length) = (columns, notNullEnforcer, lengthEnforcer)
            let id = translation.add(
                "ConstraintEnforcer[\(constraints.joined(separator: ", "))]",
                edges: [StreamEdge(from: edge.node, partitioning: edge.partitioning)],
                isSingle: edge.isSingle
            ) { ConstraintEnforcerOperator(schema: columns, notNull: notNull, length: length) }
            edge = PlanEdge(node: id)
        }
        if materializes {
            let (keys, types) = (primaryKey, node.types)
            let id = translation.add(
                "SinkMaterializer[pk=\(keys.map { node.names[$0] })]",
                edges: [StreamEdge(from: edge.node, partitioning: ColumnPartitioning.hash(columns: keys))], isSingle: false
            ) { SinkUpsertMaterializeOperator(keys: keys, inputTypes: types) }
            edge = PlanEdge(node: id)
        }
        let result = translation.add(node, inputs: [edge], isSink: true, target.factory)
        if let parallelism = target.parallelism { translation.graph[result.node].parallelism = parallelism }
        return result
    }

    /// The key's columns among the persisted ones.
    var primaryKey: [Int] { sink.table.primaryKey?.columns.compactMap { columns.index(of: $0) } ?? [] }

    private var constrains: Bool { !constraints.isEmpty }

    private var constraints: [String] {
        let notNull = columns.fields.filter { !$0.type.isNullable }.map(\.name)
        let sized = columns.fields.filter { $0.type.kind.isSized }.map(\.name)
        var texts: [String] = []
        if !notNull.isEmpty { texts.append("NotNullEnforcer(fields=[\(notNull.joined(separator: ", "))])") }
        if !sized.isEmpty, lengthEnforcer != .ignore { texts.append("LengthEnforcer(fields=[\(sized.joined(separator: ", "))])") }
        return texts
    }
}

extension DataType.Kind {
    /// CHAR, VARCHAR, BINARY or VARBINARY of a length of its own.
    fileprivate var isSized: Bool {
        switch self {
        case .char, .binary: true
        case .varchar(let length), .varbinary(let length): length < DataType.maxLength
        default: false
        }
    }
}

extension ModifyKinds {
    /// The same as kinds of rows, updates with both sides.
    package var changelogMode: ChangelogMode {
        var kinds: Set<RowKind> = []
        if contains(.insert) || isEmpty { kinds.insert(.insert) }
        if contains(.update) { kinds.formUnion([.updateBefore, .updateAfter]) }
        if contains(.delete) { kinds.insert(.delete) }
        return ChangelogMode(kinds)
    }
}
