import MartletCore

/// The types that values of several types are brought to.
///
/// Flink has two sets of rules, which differ in corners: those of its SQL frontend (`commonType`) and those of its own functions
/// (`mergedType`). The corners were asked of Flink 2.3, pair by pair.
package enum Coercion {
    /// The type of a CASE, a column of VALUES or of a set operation, the elements of `ARRAY[..]` and `MAP[..]`, and of IN; nil if there is none.
    package static func commonType(_ types: [DataType]) -> DataType? { fold(types, common) }

    /// The type of COALESCE, IFNULL, GREATEST, LEAST and other functions whose arguments share one; nil if there is none.
    package static func mergedType(_ types: [DataType]) -> DataType? { fold(types, merged) }

    /// What both sides of a comparison are cast to; nil if they cannot be compared.
    package static func comparison(_ left: DataType, _ right: DataType) -> DataType? {
        let isNullable = left.isNullable || right.isNullable
        let (l, r) = (left.kind, right.kind)
        if l == .null { return right.nullable.withoutTimeAttribute }
        if r == .null { return left.nullable.withoutTimeAttribute }
        switch (l, r) {
        case (.timestamp(let a), .timestampLTZ(let b)), (.timestampLTZ(let a), .timestamp(let b)):
            return .timestampLTZ(max(a, b)).nullable(isNullable)
        case _ where l.isCharacterString && (r.isNumeric || r.isDateTime || r.isInterval || r == .boolean):
            return right.nullable(isNullable).withoutTimeAttribute
        case _ where r.isCharacterString && (l.isNumeric || l.isDateTime || l.isInterval || l == .boolean):
            return left.nullable(isNullable).withoutTimeAttribute
        case _ where l.isNumeric && r.isNumeric: return DataType(comparedNumber(l, r), nullable: isNullable)
        case _ where l.isCharacterString && r.isCharacterString:
            // Lengths do not matter, so nothing needs a cast.
            return (l.isVarying ? left : r.isVarying ? right : DataType(.varchar(max(l.length, r.length)))).nullable(isNullable)
        default:
            guard let family = l.family, family == r.family, var type = commonType([left, right]) else { return nil }
            type.isNullable = isNullable
            return type
        }
    }

    /// Numbers are compared as Java compares them: an integer with a FLOAT as FLOAT, with a DECIMAL exactly.
    private static func comparedNumber(_ left: DataType.Kind, _ right: DataType.Kind) -> DataType.Kind {
        if left == .double || right == .double { return .double }
        if left == .float || right == .float { return left.isDecimal || right.isDecimal ? .double : .float }
        return exactNumber(left, right)
    }

    // MARK: Folding

    private static func fold(_ types: [DataType], _ combine: (DataType, DataType) -> DataType?) -> DataType? {
        let known = types.filter { $0.kind != .null }
        guard var result = known.first?.withoutTimeAttribute else { return types.first }
        for type in known.dropFirst() {
            guard let combined = combine(result, type.withoutTimeAttribute) else { return nil }
            result = combined
        }
        result.isNullable = types.contains { $0.isNullable || $0.kind == .null }
        return result
    }

    private static func common(_ left: DataType, _ right: DataType) -> DataType? {
        let (l, r) = (left.kind, right.kind)
        if let kind = parts(l, r, common) ?? simple(l, r) { return DataType(kind) }
        switch (l, r) {
        case (.float, .double), (.double, .float): return left
        case _ where l.isApproximateNumeric && r.isNumeric: return r.isDecimal ? .double : left
        case _ where l.isNumeric && r.isApproximateNumeric: return l.isDecimal ? .double : right
        case (.timestamp(let a), .timestampLTZ(let b)): return a == b ? left : .timestampLTZ(max(a, b))
        case (.timestampLTZ(let a), .timestamp(let b)): return a == b ? left : .timestamp(max(a, b))
        // What follows has a type, but then no cast: errors to be found there.
        case _ where l.isDateTime && (r.isInteger || r.isInterval): return left
        case _ where (l.isExactNumeric || l.isInterval) && r.isDateTime: return right
        default: return nil
        }
    }

    private static func merged(_ left: DataType, _ right: DataType) -> DataType? {
        let (l, r) = (left.kind, right.kind)
        if let kind = parts(l, r, merged) ?? simple(l, r) { return DataType(kind) }
        switch (l, r) {
        case (.float, .double), (.double, .float): return .double
        case _ where l.isApproximateNumeric && r.isNumeric: return r.isDecimal ? .double : left
        case _ where l.isNumeric && r.isApproximateNumeric: return right
        case (.timestamp(let a), .timestampLTZ(let b)), (.timestampLTZ(let a), .timestamp(let b)): return .timestampLTZ(max(a, b))
        // A TIMESTAMP is taken for a DATE or a TIME, and for nothing else.
        case (.date, .timestamp), (.time, .timestamp): return left
        case (.timestamp, .date), (.timestamp, .time): return right
        default: return nil
        }
    }

    /// What both sets of rules agree on.
    private static func simple(_ left: DataType.Kind, _ right: DataType.Kind) -> DataType.Kind? {
        if left == right { return left }
        switch (left, right) {
        case _ where left.isExactNumeric && right.isExactNumeric: return exactNumber(left, right)
        case _ where left.isCharacterString && right.isCharacterString: return .varchar(max(left.length, right.length))
        case _ where left.isBinaryString && right.isBinaryString: return .varbinary(max(left.length, right.length))
        case (.time(let a), .time(let b)): return .time(precision: max(a, b))
        case (.timestamp(let a), .timestamp(let b)): return .timestamp(precision: max(a, b))
        case (.timestampLTZ(let a), .timestampLTZ(let b)): return .timestampLTZ(precision: max(a, b))
        default: return nil
        }
    }

    /// Arrays, maps and rows have a common type if their parts have; the names of fields are the first one's.
    private static func parts(
        _ left: DataType.Kind, _ right: DataType.Kind, _ combine: (DataType, DataType) -> DataType?
    ) -> DataType.Kind? {
        func part(_ left: DataType, _ right: DataType) -> DataType? { fold([left, right], combine) }
        switch (left, right) {
        case (.array(let a), .array(let b)): return part(a, b).map { .array($0) }
        case (.multiset(let a), .multiset(let b)): return part(a, b).map { .multiset($0) }
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            guard let key = part(key, otherKey), let value = part(value, otherValue) else { return nil }
            return .map(key: key, value: value)
        case (.row(let fields), .row(let others)) where fields.count == others.count:
            let types = zip(fields, others).compactMap { part($0.type, $1.type) }
            guard types.count == fields.count else { return nil }
            return .row(zip(fields, types).map { Field($0.name, $1) })
        default: return nil
        }
    }

    /// The wider of two integers; of decimals one with all digits before the point and as many behind it as there is room for.
    static func exactNumber(_ left: DataType.Kind, _ right: DataType.Kind) -> DataType.Kind {
        if left.isInteger, right.isInteger { return Cast.integerRank(left) >= Cast.integerRank(right) ? left : right }
        let (a, b) = (DecimalShape(left), DecimalShape(right))
        let digits = min(max(a.digits, b.digits), DataType.maxDecimalPrecision)
        let scale = min(max(a.scale, b.scale), DataType.maxDecimalPrecision - digits)
        return .decimal(precision: digits + scale, scale: scale)
    }
}

extension DataType.Kind {
    /// The length of a CHAR, VARCHAR, BINARY or VARBINARY.
    var length: Int {
        switch self {
        case .char(let length), .varchar(let length), .binary(let length), .varbinary(let length): length
        default: 0
        }
    }

    var isVarying: Bool {
        switch self {
        case .varchar, .varbinary: true
        default: false
        }
    }

    /// Which other kinds this one is compared with, beside numbers and texts.
    fileprivate var family: ComparisonFamily? {
        switch self {
        case .boolean: .boolean
        case .binary, .varbinary: .bytes
        case .date: .date
        case .time: .time
        case .timestamp, .timestampLTZ: .timestamp
        case .intervalYearMonth: .months
        case .intervalDayTime: .milliseconds
        case .array: .array
        case .map: .map
        case .multiset: .multiset
        case .row, .structured: .row
        default: nil
        }
    }
}

private enum ComparisonFamily { case boolean, bytes, date, time, timestamp, months, milliseconds, array, map, multiset, row }
