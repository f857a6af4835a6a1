import MartletCore

/// A FROM clause, bound: its rows, and the names of their columns.
struct FromPlan {
    var plan: any LogicalPlan
    var relations: [Scope.Relation]
    var merged: [Scope.MergedColumn] = []

    init(_ plan: any LogicalPlan, relations: [Scope.Relation], merged: [Scope.MergedColumn] = []) {
        self.plan = plan
        self.relations = relations
        self.merged = merged
    }

    /// One table under a name.
    init(_ plan: any LogicalPlan, alias: String?, identifier: TableIdentifier? = nil, names: [String]? = nil) {
        var fields = plan.schema.fields
        if let names { for (index, name) in names.enumerated() where index < fields.count { fields[index].name = name } }
        self.init(plan, relations: [Scope.Relation(alias: alias, identifier: identifier, fields: fields, offset: 0)])
    }
}
