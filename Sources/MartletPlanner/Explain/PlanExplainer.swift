import MartletCore
import MartletSQL

/// Prints plans in Flink's layout.
///
///     == Abstract Syntax Tree ==
///     LogicalProject(id=[$0])
///     +- LogicalTableScan(table=[[default_catalog, default_database, t]])
///
///     == Optimized Physical Plan ==
///     TableSourceScan(table=[[default_catalog, default_database, t]], fields=[id])
///
///     == Optimized Execution Plan ==
///     TableSourceScan(table=[[default_catalog, default_database, t]], fields=[id])
struct PlanExplainer {
    let plan: PhysicalPlan
    let details: Set<Explain.Detail>

    var text: String {
        get throws {
            var sections = [
                section("Abstract Syntax Tree", plan.logical.map(\.treeDescription)),
                section(
                    "Optimized Physical Plan" + (details.contains(.planAdvice) ? " With Advice" : ""),
                    plan.roots.map { tree($0, .physical, showsChanges: details.contains(.changelogMode)) }),
            ]
            if details.contains(.planAdvice) { sections.append("no available advice...\n\n") }
            sections.append(section("Optimized Execution Plan", plan.roots.map { tree($0, .execution, showsChanges: false) }))
            if details.contains(.jsonExecutionPlan) {
                sections.append(try section("Physical Execution Plan", [GraphDescription(plan).json + "\n"]))
            }
            return sections.joined()
        }
    }

    private func section(_ title: String, _ trees: [String]) -> String {
        "== \(title) ==\n" + trees.joined(separator: "\n") + "\n"
    }

    private func tree(_ node: PhysicalNode, _ style: ExpressionPrinter.Style, showsChanges: Bool) -> String {
        var text = ""
        describe(node, style, showsChanges, into: &text, prefix: "", childPrefix: "")
        return text
    }

    private func describe(
        _ node: PhysicalNode, _ style: ExpressionPrinter.Style, _ showsChanges: Bool, into text: inout String, prefix: String,
        childPrefix: String
    ) {
        var head = node.head(style)
        if showsChanges { head = "\(head.dropLast()), changelogMode=[\(node.modifyKinds.text(node.updateKind))])" }
        text += "\(prefix)\(head)\n"
        for (index, input) in node.inputs.enumerated() {
            let isLast = index == node.inputs.count - 1
            describe(
                input, style, showsChanges, into: &text, prefix: childPrefix + (isLast ? "+- " : ":- "),
                childPrefix: childPrefix + (isLast ? "   " : ":  "))
        }
    }
}

extension PhysicalPlan {
    /// The plan as EXPLAIN prints it.
    package func explain(_ details: Set<Explain.Detail> = []) throws -> String { try PlanExplainer(plan: self, details: details).text }
}
