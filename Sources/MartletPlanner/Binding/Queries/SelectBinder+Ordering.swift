import MartletCore
import MartletSQL

extension SelectBinder {
    /// ORDER BY, bound.
    struct Sorting {
        struct Key {
            var expression: BoundExpression
            /// The entry of the select list that is meant by its place or alias.
            var position: Int?
            var isDescending: Bool
            var nullsFirst: Bool
        }

        var keys: [Key]

        var containsAggregate: Bool { keys.contains { $0.position == nil && $0.expression.containsAggregate } }

        func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> Sorting {
            Sorting(
                keys: try keys.map { key in
                    var key = key
                    if key.position == nil { key.expression = try transform(key.expression) }
                    return key
                })
        }
    }

    /// A key is a place in the select list, an alias of it, or an expression in which aliases come before columns.
    func bind(_ orderBy: [SortItem], items: [Item]) throws -> Sorting {
        let expressions = expressionBinder(.orderBy)
        return Sorting(
            keys: try orderBy.map { item in
                func key(_ expression: BoundExpression, _ position: Int? = nil) -> Sorting.Key {
                    Sorting.Key(
                        expression: expression, position: position, isDescending: item.isDescending, nullsFirst: item.nullsFirst)
                }
                if let position = try binder.ordinal(item.expression, count: items.count) {
                    return key(items[position].expression, position)
                }
                if case .column(let name) = item.expression.kind, let simple = name.simpleName,
                    let position = items.firstIndex(where: { $0.name == simple })
                {
                    return key(items[position].expression, position)
                }
                return key(try expressions.bind(item.expression))
            })
    }
}
