import MartletCore
import MartletSQL

extension Binder {
    /// A function in FROM: `TABLE(TUMBLE(..))`, `LATERAL TABLE(f(..))`.
    func bindTableFunction(_ call: FunctionCall, alias: TableAlias?, outer: Scope?, lateral: Scope?) throws -> FromPlan {
        let name = call.name.simpleName?.uppercased() ?? ""
        if let window = WindowTableFunction(rawValue: name) {
            return try renamed(bind(window, call, outer: outer), alias)
        }
        if let function = ChangelogFunction(rawValue: name) { return try renamed(bind(function, call, outer: outer), alias) }
        let scope = makeScope([], parent: lateral ?? outer)
        let binder = ExpressionBinder(self, scope: scope, clause: .select)
        let values = call.arguments.filter { if case .expression = $0.value { true } else { false } }
        var plain = call
        plain.arguments = values
        throw binder.noMatch(call.name.names.joined(separator: "."), try binder.bindArguments(plain), at: call.range)
    }

    /// `TABLE t` or a query, as an argument of a table function.
    func bindTableArgument(_ argument: CallArgument, outer: Scope?) throws -> FromPlan? {
        switch argument.value {
        case .table(let table):
            switch table.source {
            case .table(let name): return try bindTable(name)
            case .query(let query): return FromPlan(try bind(query, outer: outer), alias: nil)
            }
        case .query(let query): return FromPlan(try bind(query, outer: outer), alias: nil)
        case .expression(let expression):
            if case .subquery(let query) = expression.kind { return FromPlan(try bind(query, outer: outer), alias: nil) }
            return nil
        default: return nil
        }
    }
}
