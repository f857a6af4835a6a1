import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `ARRAY[a, b]`: the elements are cast to their common type.
    func bindArray(_ elements: [Expression], at range: SourceRange) throws -> BoundExpression {
        let elements = try bind(elements)
        if !elements.isEmpty, elements.allSatisfy(\.isBareNull) { throw mixed(elements, at: range) }
        return try call("ARRAY", unified(elements, at: range), at: range)
    }

    /// `MAP[k1, v1, k2, v2]`: keys and values are each cast to their common type.
    func bindMap(_ entries: [Expression], at range: SourceRange) throws -> BoundExpression {
        let entries = try bind(entries)
        guard entries.count % 2 == 0 else {
            throw MartletError("Map requires an even number of arguments", phase: .validate, at: range)
        }
        let keys = try unified(stride(from: 0, to: entries.count, by: 2).map { entries[$0] }, at: range)
        if !keys.isEmpty, keys.allSatisfy(\.isBareNull) { throw mixed(keys, at: range) }
        var values = stride(from: 1, to: entries.count, by: 2).map { entries[$0] }
        // Where no value has a type, Flink gives them that of the keys.
        if values.allSatisfy(\.isBareNull) { values = try values.map { try cast($0, to: keys[0].type) } }
        values = try unified(values, at: range)
        return try call("MAP", zip(keys, values).flatMap { [$0, $1] }, at: range)
    }

    /// The values cast to their common type.
    func unified(_ values: [BoundExpression], at range: SourceRange) throws -> [BoundExpression] {
        if values.isEmpty { return [] }
        guard let type = Coercion.commonType(values.map(\.type)) else { throw mixed(values, at: range) }
        return try values.map { try cast($0, to: type, at: range) }
    }

    private func mixed(_ values: [BoundExpression], at range: SourceRange) -> MartletError {
        MartletError(
            "Parameters must be of the same type", hint: "They are \(values.map { "\($0.type)" }.joined(separator: ", ")).",
            phase: .validate, at: range)
    }
}
