import MartletColumns
import MartletCore
import MartletFunctions

/// Stands in for the types' own coercion until that is there: equal kinds, integers and texts only.
enum Coercion {
    static func commonType(_ types: [DataType]) -> DataType? {
        let known = types.filter { $0.kind != .null }
        guard var result = known.first else { return types.first }
        for type in known.dropFirst() {
            guard let wider = comparison(result, type) else { return nil }
            result = wider
        }
        return result
    }

    static func comparison(_ left: DataType, _ right: DataType) -> DataType? {
        if left.kind == right.kind || right.kind == .null { return left }
        if left.kind == .null { return right }
        let integers: [DataType.Kind] = [.tinyint, .smallint, .int, .bigint]
        if let l = integers.firstIndex(of: left.kind), let r = integers.firstIndex(of: right.kind) { return l < r ? right : left }
        return left.kind.isCharacterString && right.kind.isCharacterString ? .string : nil
    }
}
