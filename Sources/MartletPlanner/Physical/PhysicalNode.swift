import MartletCore
import MartletRuntime

/// A step of how a query is computed, and the steps that feed it.
package struct PhysicalNode: Sendable {
    package var `operator`: any PhysicalOperator
    package var inputs: [PhysicalNode]
    package var schema: Schema
    /// Which changes come out; set by `ChangelogInference`.
    package var modifyKinds: ModifyKinds = .insert
    /// How updates come out; set by `ChangelogInference`.
    package var updateKind: UpdateKind = .none

    package init(_ operator: any PhysicalOperator, _ inputs: [PhysicalNode], _ schema: Schema) {
        self.operator = `operator`
        self.inputs = inputs
        self.schema = schema
    }

    package var types: [DataType] { schema.types }
    package var names: [String] { schema.names }
    /// The first input, of an operator that has one.
    package var input: PhysicalNode { inputs[0] }

    /// The same steps with each rewritten, inputs first.
    package func rewriting(_ rewrite: (PhysicalNode) throws -> PhysicalNode) rethrows -> PhysicalNode {
        var copy = self
        copy.inputs = try inputs.map { try $0.rewriting(rewrite) }
        return try rewrite(copy)
    }

    /// Calls `body` for each step, from the top.
    package func forEach(_ body: (PhysicalNode) -> Void) {
        body(self)
        for input in inputs { input.forEach(body) }
    }

    /// Columns that together tell rows apart and stay the same through updates: the keys by which changes can be known.
    package var upsertKeys: Set<Set<Int>> { `operator`.upsertKeys(self) }

    /// `GroupAggregate(groupBy=[city], select=[city, COUNT(*) AS EXPR$1])`
    package func head(_ style: ExpressionPrinter.Style = .execution) -> String {
        let attributes = `operator`.attributes(self, style).map { $0.name.isEmpty ? $0.value : "\($0.name)=[\($0.value)]" }
        return "\(`operator`.name)(\(attributes.joined(separator: ", ")))"
    }
}

/// What a physical step does: one type an operator, which knows how it prints, what changes it takes and gives, and how it becomes a part of
/// the stream graph.
package protocol PhysicalOperator: Sendable {
    /// As plans say, without `StreamPhysical`.
    var name: String { get }
    func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute]

    /// The changes that come out, given those of the inputs. Throws if the operator cannot take them.
    func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds
    /// How updates come out where they are wanted as `required`; an operator that cannot leave out `-U` answers `beforeAndAfter`.
    func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind
    /// How each input's updates have to come so that this operator's can come as `required`.
    func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind]
    func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>>

    /// Adds the operator to the stream graph, behind its inputs.
    func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge
}

extension PhysicalOperator {
    package var name: String { "\(Self.self)" }

    /// As changes come in, so they go out.
    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        node.inputs.reduce(ModifyKinds()) { $0.union($1.modifyKinds) }
    }

    package func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind { required }
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { node.inputs.map { _ in required } }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { [] }

    /// The error of an operator that its input has changes it cannot take.
    func refuse(_ input: PhysicalNode) -> MartletError {
        var changes: [String] = []
        if input.modifyKinds.contains(.update) { changes.append("update") }
        if input.modifyKinds.contains(.delete) { changes.append("delete") }
        var producer = input
        while producer.operator is PhysicalExchange { producer = producer.input }
        return MartletError(
            "StreamPhysical\(name) doesn't support consuming \(changes.joined(separator: " and ")) changes which is produced by node \(producer.head())",
            phase: .plan)
    }
}

/// Which kinds of changes a step's rows are: Flink's ModifyKindSet.
package struct ModifyKinds: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let insert = ModifyKinds(rawValue: 1)
    package static let update = ModifyKinds(rawValue: 2)
    package static let delete = ModifyKinds(rawValue: 4)
    package static let all: ModifyKinds = [.insert, .update, .delete]

    package var isInsertOnly: Bool { self == .insert || isEmpty }

    package init(_ mode: ChangelogMode) {
        self = []
        if mode.kinds.contains(.insert) { insert(.insert) }
        if mode.kinds.contains(.updateAfter) || mode.kinds.contains(.updateBefore) { insert(.update) }
        if mode.kinds.contains(.delete) { insert(.delete) }
    }

    /// As EXPLAIN CHANGELOG_MODE shows it, with how updates come.
    package func text(_ updateKind: UpdateKind) -> String {
        var kinds: [String] = []
        if contains(.insert) { kinds.append("I") }
        if contains(.update) { kinds += updateKind == .onlyAfter ? ["UA"] : ["UB", "UA"] }
        if contains(.delete) { kinds.append("D") }
        return kinds.joined(separator: ",")
    }
}

/// Whether an update comes with the row as it was: Flink's UpdateKind.
package enum UpdateKind: Sendable, Hashable {
    /// There are no updates.
    case none
    /// `+U` alone; the key tells which row is meant.
    case onlyAfter
    /// `-U`, then `+U`.
    case beforeAndAfter
}
