import MartletCore

/// Settles for every step which changes come out of it and whether updates carry the row as it was: Flink's
/// FlinkChangelogModeInferenceProgram.
///
/// Kinds of changes follow from the sources up; whether `-U` is wanted, from the sink down. What nobody wants is not made.
package enum ChangelogInference {
    package static func apply(to root: PhysicalNode, configuration: Configuration) throws -> PhysicalNode {
        let known = try withModifyKinds(root)
        return try require(.beforeAndAfter, of: SinkKeys.check(known, configuration: configuration))
    }

    /// The changes that come out of a step.
    package static func modifyKinds(of node: PhysicalNode) throws -> ModifyKinds { try withModifyKinds(node).modifyKinds }

    private static func withModifyKinds(_ root: PhysicalNode) throws -> PhysicalNode {
        try root.rewriting { node in
            var node = node
            node.modifyKinds = try node.operator.modifyKinds(node)
            return node
        }
    }

    private static func require(_ wanted: UpdateKind, of node: PhysicalNode) throws -> PhysicalNode {
        var node = node
        guard node.modifyKinds.contains(.update) else {
            node.updateKind = .none
            return try requireOfInputs(of: node)
        }
        node.updateKind = node.operator.updateKind(node, required: wanted)
        node = try requireOfInputs(of: node)
        if node.updateKind == .onlyAfter, wanted == .beforeAndAfter {
            throw MartletError("\(node.operator.name) gives updates without the row as it was, which is wanted here.", phase: .plan)
        }
        guard wanted == .onlyAfter, node.updateKind == .beforeAndAfter else { return node }
        var dropping = PhysicalNode(PhysicalDropUpdateBefore(), [node], node.schema)
        dropping.modifyKinds = node.modifyKinds
        dropping.updateKind = .onlyAfter
        return dropping
    }

    private static func requireOfInputs(of node: PhysicalNode) throws -> PhysicalNode {
        var node = node
        let wanted = node.operator.inputUpdateKinds(node, required: node.updateKind)
        node.inputs = try zip(node.inputs, wanted).map { try require($1, of: $0) }
        return node
    }
}
