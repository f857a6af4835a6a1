import MartletCore
import MartletRuntime

/// The stream graph of a plan as JSON, as EXPLAIN JSON_EXECUTION_PLAN prints it.
struct GraphDescription {
    private let graph: StreamGraph
    private let parallelism: Int

    init(_ plan: PhysicalPlan) throws {
        var graph = StreamGraph()
        try plan.translate(into: &graph)
        self.graph = graph
        parallelism = try plan.session.configuration[ExecutionOptions.parallelism]
    }

    var json: String {
        let nodes = graph.nodes.map { node -> String in
            var lines = [
                "    \"id\" : \(node.id + 1)", "    \"type\" : \(quoted(node.name))",
                "    \"pact\" : \"\(node.inputs.isEmpty ? "Data Source" : "Operator")\"", "    \"contents\" : \(quoted(node.name))",
                "    \"parallelism\" : \(node.parallelism ?? parallelism)",
            ]
            if !node.inputs.isEmpty {
                let inputs = node.inputs.map { edge in
                    """
                          "id" : \(edge.from + 1),
                          "ship_strategy" : "\(edge.partitioning?.name ?? "FORWARD")",
                          "side" : "second"
                    """
                }
                lines.append("    \"predecessors\" : [ {\n" + inputs.joined(separator: "\n    }, {\n") + "\n    } ]")
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n  }"
        }
        return "{\n  \"nodes\" : [ " + nodes.joined(separator: ", ") + " ]\n}"
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
