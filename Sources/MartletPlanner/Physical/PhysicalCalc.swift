import MartletCore
import MartletTableRuntime

/// Filters rows and computes columns.
package struct PhysicalCalc: PhysicalOperator {
    package var condition: BoundExpression?
    /// nil: the input's columns as they are.
    package var projection: [BoundExpression]?
    package var name: String { "Calc" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let printer = ExpressionPrinter(style, names: node.input.names)
        let select =
            projection.map { projection in
                zip(projection, node.names).map { expression, name in
                    let text = printer.text(expression)
                    return text == name ? name : "\(text) AS \(name)"
                }.joined(separator: ", ")
            } ?? node.names.joined(separator: ", ")
        return [PlanAttribute("select", select)] + (condition.map { [PlanAttribute("where", printer.text($0))] } ?? [])
    }

    /// A filter makes an insert or a delete of an update that crosses it.
    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        let kinds = node.input.modifyKinds
        return condition != nil && kinds.contains(.update) ? .all : kinds
    }

    /// A filter must see both sides of an update to tell what becomes of it.
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] {
        [condition != nil && node.input.modifyKinds.contains(.update) && required != .onlyAfter ? .beforeAndAfter : required]
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> {
        guard let projection else { return node.input.upsertKeys }
        return node.input.upsertKeys.projected { column in projection.firstIndex { $0.columnIndex == column } }
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let condition = try condition.map { try translation.compiler.compile($0) }
        let projections = try projection.map { try translation.compiler.compile($0) }
        let context = translation.context
        return translation.add(node, inputs: inputs) {
            CalcOperator(condition: condition, projections: projections, session: context)
        }
    }
}

extension Set<Set<Int>> {
    /// The keys whose columns are all still there, under their new numbers.
    package func projected(_ place: (Int) -> Int?) -> Set<Set<Int>> {
        Set(
            compactMap { key in
                let places = key.compactMap(place)
                return places.count == key.count ? Set<Int>(places) : nil
            })
    }
}
