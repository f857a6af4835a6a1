import MartletCore
import MartletTableRuntime

/// GROUP BY: the result of each group, kept up to date in streaming, given once in batch mode.
package struct PhysicalGroupAggregate: PhysicalOperator {
    package var keys: [Int]
    package var calls: [LogicalAggregateCall]
    package var isStreaming: Bool
    package var name: String { isStreaming ? "GroupAggregate" : "HashAggregate" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        var attributes: [PlanAttribute] = []
        if !isStreaming { attributes.append(PlanAttribute("isMerge", "false")) }
        if !keys.isEmpty { attributes.append(PlanAttribute("groupBy", keys.map { node.input.names[$0] }.joined(separator: ", "))) }
        return attributes + [PlanAttribute("select", AggregateSelection(node, keys: keys, calls: calls).text)]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        if !isStreaming { return .insert }
        return node.input.modifyKinds.isInsertOnly ? [.insert, .update] : .all
    }

    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter] }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { [Set(keys.indices)] }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (keys, types, calls) = (keys, node.input.types, try calls.map { try $0.call })
        let isInsertOnly = node.input.modifyKinds.isInsertOnly
        let emitsUpdateBefore = node.updateKind == .beforeAndAfter
        let foldsBatches = try translation.session.configuration[PlannerOptions.miniBatch]
        return translation.add(node, inputs: inputs) {
            GroupAggregateOperator(
                keys: keys, inputTypes: types, calls: calls, inputIsInsertOnly: isInsertOnly, emitsUpdateBefore: emitsUpdateBefore,
                foldsBatches: foldsBatches)
        }
    }
}

/// `city, COUNT(*) AS EXPR$1`, as aggregates print what they give.
struct AggregateSelection {
    let text: String

    init(_ node: PhysicalNode, keys: [Int], calls: [LogicalAggregateCall], properties: [String] = []) {
        let input = node.input
        let suffix = input.modifyKinds.isInsertOnly ? "" : "_RETRACT"
        let keyTexts = keys.map { input.names[$0] }
        let callTexts = zip(calls, node.names.dropFirst(keys.count)).map { call, name -> String in
            var call = call
            call.name += suffix
            let text = call.text { input.names[$0] }
            return "\(suffix.isEmpty ? text : text.replacingEmptyArguments) AS \(name)"
        }
        text = (keyTexts + callTexts + properties).joined(separator: ", ")
    }
}

extension String {
    /// `COUNT_RETRACT(*)` for a count of rows.
    fileprivate var replacingEmptyArguments: String { hasSuffix("COUNT_RETRACT()") ? "COUNT_RETRACT(*)" : self }
}

extension LogicalAggregateCall {
    /// The call as the operators want it.
    var call: AggregateCall {
        get throws {
            guard case .aggregate(let resolved) = function else {
                throw MartletError("\(name) can be asked of grouping sets only.", phase: .plan)
            }
            return AggregateCall(resolved, arguments: arguments, filter: filter, isDistinct: isDistinct)
        }
    }
}
