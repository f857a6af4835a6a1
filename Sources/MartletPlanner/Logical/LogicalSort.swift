import MartletCore

/// Orders rows by columns, and keeps a stretch of them.
package struct LogicalSort: LogicalPlan {
    package struct Key: Sendable, Hashable {
        package var column: Int
        package var isDescending: Bool
        package var nullsFirst: Bool
    }

    package var input: any LogicalPlan
    /// Empty for LIMIT alone.
    package var keys: [Key]
    package var offset: Int?
    package var fetch: Int?

    package init(_ input: any LogicalPlan, keys: [Key], offset: Int? = nil, fetch: Int? = nil) {
        self.input = input
        self.keys = keys
        self.offset = offset
        self.fetch = fetch
    }

    package var schema: Schema { input.schema }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalSort(inputs[0], keys: keys, offset: offset, fetch: fetch)
    }

    package var attributes: [PlanAttribute] {
        var attributes = keys.enumerated().map { PlanAttribute("sort\($0.offset)", "$\($0.element.column)") }
        attributes += keys.enumerated().map { PlanAttribute("dir\($0.offset)", $0.element.direction) }
        if let offset { attributes.append(PlanAttribute("offset", "\(offset)")) }
        if let fetch { attributes.append(PlanAttribute("fetch", "\(fetch)")) }
        return attributes
    }
}

extension LogicalSort.Key {
    /// `ASC-nulls-first`
    var direction: String { (isDescending ? "DESC" : "ASC") + (nullsFirst ? "-nulls-first" : "-nulls-last") }
}
