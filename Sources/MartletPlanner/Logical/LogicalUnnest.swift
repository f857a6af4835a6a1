import MartletCore

/// The elements of an array, multiset or map as rows.
package struct LogicalUnnest: LogicalPlan {
    /// Over no columns; it may read an enclosing row.
    package var collection: BoundExpression
    package var withOrdinality: Bool
    package var schema: Schema

    package init(_ collection: BoundExpression, withOrdinality: Bool) {
        self.collection = collection
        self.withOrdinality = withOrdinality
        var fields: [Field] =
            switch collection.type.kind {
            case .array(let element), .multiset(let element):
                element.kind.fields.map { $0.map { Field($0.name, $0.type.nullable($0.type.isNullable || element.isNullable)) } }
                    ?? [Field("EXPR$0", element)]
            case .map(let key, let value): [Field("KEY", key), Field("VALUE", value)]
            default: []
            }
        if withOrdinality { fields.append(Field("ORDINALITY", DataType.int.notNull)) }
        schema = Schema(fields)
    }

    package var inputs: [any LogicalPlan] { [] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan { self }
    package var expressions: [BoundExpression] { [collection] }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        var copy = self
        copy.collection = try transform(collection)
        return copy
    }

    package var name: String { "Uncollect" }
    package var attributes: [PlanAttribute] {
        [PlanAttribute("", ExpressionPrinter(.tree).text(collection))] + (withOrdinality ? [PlanAttribute("withOrdinality", "true")] : [])
    }
}
