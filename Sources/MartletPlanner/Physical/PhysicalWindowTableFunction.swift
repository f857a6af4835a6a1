import MartletCore
import MartletTableRuntime

/// Gives each row the bounds of its windows.
package struct PhysicalWindowTableFunction: PhysicalOperator {
    package var window: LogicalWindowTable
    package var specification: WindowSpecification
    package var name: String { "WindowTableFunction" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [PlanAttribute("window", window.text(node.input.schema.fields, time: specification.timeColumn))]
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (specification, types) = (specification, node.input.types)
        var keys: [Int] = []
        if case .session(_, let partitionBy) = window.kind { keys = partitionBy }
        return translation.add(node, inputs: inputs) { [keys] in
            WindowTableFunctionOperator(window: specification, inputTypes: types, partitionKeys: keys)
        }
    }
}

extension LogicalWindowTable {
    /// `TUMBLE(time_col=[ts], size=[10 min])`, over an input from which columns may have been dropped since the window was asked for.
    func text(_ fields: [Field], time: Int) -> String {
        func length(_ milliseconds: Int64) -> String { Duration.milliseconds(milliseconds).planText }
        var parts: [String] = ["\(fields[time].type.timeAttribute == .proctime ? "proctime" : "time_col")=[\(fields[time].name)]"]
        switch kind {
        case .tumble(let size): parts.append("size=[\(length(size))]")
        case .hop(let slide, let size): parts += ["size=[\(length(size))]", "slide=[\(length(slide))]"]
        case .cumulate(let step, let size): parts += ["max_size=[\(length(size))]", "step=[\(length(step))]"]
        case .session(let gap, let keys):
            parts.append("gap=[\(length(gap))]")
            if !keys.isEmpty { parts.append("partition keys=[\(keys.map { fields[$0].name }.joined(separator: ", "))]") }
        }
        if offset != 0 { parts.append("offset=[\(length(offset))]") }
        return "\(functionName)(\(parts.joined(separator: ", ")))"
    }
}

extension Duration {
    /// `10 min`: in the largest unit that measures it whole.
    var planText: String {
        let milliseconds = inMilliseconds
        let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000)]
        for (name, length) in units where milliseconds != 0 && milliseconds % length == 0 { return "\(milliseconds / length) \(name)" }
        return "\(milliseconds) ms"
    }
}
