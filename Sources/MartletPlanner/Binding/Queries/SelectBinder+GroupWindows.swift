import MartletCore
import MartletSQL

/// The window that GROUP BY names, and the columns that its bounds are in.
struct GroupWindow {
    var function: GroupWindowFunction
    /// The call's arguments, which calls of TUMBLE_START and its kin must repeat.
    var arguments: [BoundExpression]
    /// The place of `window_start`; `window_end` and `window_time` follow it.
    var start: Int
    var timeType: DataType
}

extension SelectBinder {
    /// `GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)`: the rows get the bounds of their windows, and the window becomes a key.
    mutating func bindGroupWindow(in groupBy: GroupBy) throws {
        for element in groupBy.elements {
            guard case .expression(let expression) = element, let function = expression.groupWindowFunction,
                case .call(let call) = expression.kind
            else { continue }
            if groupWindow != nil {
                throw MartletError("Multiple windows in GROUP BY are not supported.", phase: .validate, at: expression.range)
            }
            let arguments = try expressionBinder(.groupBy).bindArguments(call)
            let kind = try function.kind(arguments, expressionBinder(.groupBy), at: expression.range)
            let time = arguments[0]
            let isAttribute = try time.type.timeAttribute != nil || !binder.session.isStreaming
            guard isAttribute, let column = time.columnIndex else {
                throw MartletError(
                    "Window aggregate can only be defined over a time attribute column, but \(time.type) encountered.", phase: .plan)
            }
            let width = plan.schema.count
            plan = LogicalWindowTable(plan, kind: kind, time: column, isGroupWindow: true)
            let bounds = Scope.Relation(
                alias: nil, identifier: nil, fields: Array(plan.schema.fields.dropFirst(width)).map { Field("$\($0.name)", $0.type) },
                offset: width, isHidden: true)
            scope = Scope(id: scope.id, relations: scope.relations + [bounds], merged: scope.merged, parent: scope.parent)
            groupWindow = GroupWindow(function: function, arguments: arguments, start: width, timeType: time.type)
        }
    }

    /// The columns that stand for the window among the keys.
    var groupWindowColumns: [BoundExpression] {
        guard let groupWindow else { return [] }
        let fields = plan.schema.fields
        return (groupWindow.start..<groupWindow.start + 3).map { .column($0, fields[$0].type) }
    }
}

extension Expression {
    /// TUMBLE, HOP or SESSION, called as a function.
    var groupWindowFunction: GroupWindowFunction? {
        guard case .call(let call) = kind, let name = call.name.simpleName else { return nil }
        return GroupWindowFunction(rawValue: name.uppercased())
    }
}
