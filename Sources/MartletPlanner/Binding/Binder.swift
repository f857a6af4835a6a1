import MartletCore
import MartletFunctions
import MartletSQL

/// Gives every name of a statement its meaning and every expression its type: syntax tree in, logical plan out.
///
/// Each construct of the language is a file beside this one.
package final class Binder {
    let catalog: any CatalogReader
    let session: PlannerSession
    /// The views being expanded, from the outside in: a view that is met again is defined by itself.
    var openViews: [TableIdentifier] = []
    /// The tables of WITH clauses, the innermost last.
    var commonTables: [[String: CommonTablePlan]] = []
    /// Where names are noted, if somebody wants to know them. They are those of the query's own text, not of views and computed columns.
    var resolvedNames: ResolvedNames?
    private var scopes = 0
    private var sessionFolding: ConstantFolding?

    /// Computes constants as the session has it: time zone, kind of casts.
    var folding: ConstantFolding {
        get throws {
            if let folding = sessionFolding { return folding }
            let folding = try ConstantFolding(session)
            sessionFolding = folding
            return folding
        }
    }

    package init(session: PlannerSession) {
        self.session = session
        catalog = session.catalog
    }

    /// A scope over these tables, with a number of its own.
    func makeScope(_ relations: [Scope.Relation], merged: [Scope.MergedColumn] = [], parent: Scope?) -> Scope {
        scopes += 1
        return Scope(id: scopes, relations: relations, merged: merged, parent: parent)
    }

    /// Binds a query that stands alone.
    package func bind(_ query: Query) throws -> any LogicalPlan { try bind(query, outer: nil) }

    /// Binds an expression over the columns of a table, as in computed columns and watermarks.
    package func bind(_ expression: Expression, over fields: [Field], alias: String? = nil) throws -> BoundExpression {
        let names = resolvedNames
        resolvedNames = nil
        defer { resolvedNames = names }
        let scope = makeScope([Scope.Relation(alias: alias, identifier: nil, fields: fields, offset: 0)], parent: nil)
        return try ExpressionBinder(self, scope: scope, clause: .column).bind(expression)
    }
}

/// A table of a WITH clause, bound.
struct CommonTablePlan {
    var plan: any LogicalPlan
    var names: [String]
}
