import MartletSQL

extension Scope {
    /// The name of a column, which can be resolved, with its table before it; nil: it has to stay as it is.
    func qualified(_ name: QualifiedName) -> [String]? {
        let parts = name.names
        for count in stride(from: parts.count - 1, to: 0, by: -1) {
            guard let (relation, _) = relation(named: Array(parts.prefix(count))) else { continue }
            return relation.alias.map { [$0] + parts[count...] }
        }
        var scope: Scope? = self
        while let owner = scope {
            if owner.merged.contains(where: { !$0.isNatural && $0.name == parts[0] }) { return nil }
            if let relation = owner.relations.first(where: { $0.fields.contains { $0.name == parts[0] } }) {
                return relation.alias.map { [$0] + parts }
            }
            scope = owner.parent
        }
        return nil
    }

    /// The columns that `*` stands for, with their tables before them; nil: it has to stay as it is.
    var qualifiedStar: [[String]]? {
        guard merged.isEmpty else { return nil }
        return qualifiedColumns(of: relations.filter { !$0.isHidden })
    }

    /// The columns that `t.*` stands for, likewise.
    func qualifiedStar(_ name: QualifiedName) -> [[String]]? {
        relation(named: name.names).flatMap { qualifiedColumns(of: [$0.0]) }
    }

    private func qualifiedColumns(of relations: [Relation]) -> [[String]]? {
        var columns: [[String]] = []
        for relation in relations {
            guard let alias = relation.alias else { return nil }
            columns += relation.fields.map { [alias, $0.name] }
        }
        return columns
    }
}
