import MartletCore
import MartletPlanner
import MartletSQL

extension TableDefinition {
    /// What CREATE TABLE .. LIKE takes over from a table, before the statement's own elements are added.
    init(like source: CatalogTable, merging: [TableLike.Feature: TableLike.Merging]) {
        let table = TableDefinition(of: source)
        columns = table.columns.filter { column in
            switch column.kind {
            case .physical: true
            case .computed: merging[.generated] != .excluding
            case .metadata: merging[.metadata] != .excluding
            }
        }
        if merging[.watermarks] != .excluding { watermark = table.watermark }
        if merging[.constraints] != .excluding { primaryKey = table.primaryKey }
        if merging[.options] != .excluding { options = table.options }
        // EXCLUDING lets the new table have its own; where it has none, Flink keeps the other's.
        partitionKeys = table.partitionKeys
        distribution = table.distribution
    }
}

extension TableLike {
    /// How each feature is merged: what the rules say, ALL before single features, over Flink's defaults.
    var merging: [Feature: Merging] {
        var merging = Dictionary(uniqueKeysWithValues: Feature.allCases.map { ($0, Merging.including) })
        merging[.options] = .overwriting
        if let all = rules.first(where: { $0.feature == .all }) { for feature in Feature.allCases { merging[feature] = all.merging } }
        for rule in rules where rule.feature != .all { merging[rule.feature] = rule.merging }
        return merging
    }
}
