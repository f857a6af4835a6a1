import MartletCore
import MartletTableRuntime

/// A function from rows to rows: FROM_CHANGELOG and TO_CHANGELOG.
package struct PhysicalProcessTableFunction: PhysicalOperator {
    package var conversion: LogicalChangelogConversion
    package var name: String { "ProcessTableFunction" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [
            PlanAttribute("invocation", "\(conversion.functionName)(TABLE(#0))"),
            PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        switch conversion.direction {
        case .to: return .insert
        case .from(_, let codes):
            guard node.input.modifyKinds.isInsertOnly else { throw refuse(node.input) }
            return codes.values.reduce(into: ModifyKinds()) { kinds, kind in
                kinds.insert(kind == .insert ? .insert : kind == .delete ? .delete : .update)
            }
        }
    }

    package func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind { .beforeAndAfter }
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter] }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        switch conversion.direction {
        case .from(let column, let codes): translation.add(node, inputs: inputs) { FromChangelogOperator(column: column, kinds: codes) }
        case .to(_, let codes): translation.add(node, inputs: inputs) { ToChangelogOperator(codes: codes) }
        }
    }
}

extension PhysicalPlanner {
    func convert(_ conversion: LogicalChangelogConversion) throws -> PhysicalNode {
        PhysicalNode(PhysicalProcessTableFunction(conversion: conversion), [try convert(conversion.input)], conversion.schema.uniqued)
    }
}
