import MartletColumns
import MartletCore

/// A comparison, for loops compiled for each type.
protocol ComparisonOperation: SendableMetatype {
    static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool
}

enum Equal: ComparisonOperation { @inline(__always) static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool { a == b } }
enum NotEqual: ComparisonOperation { @inline(__always) static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool { a != b } }
enum Less: ComparisonOperation { @inline(__always) static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool { a < b } }
enum LessOrEqual: ComparisonOperation {
    @inline(__always) static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool { a <= b }
}
enum Greater: ComparisonOperation { @inline(__always) static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool { a > b } }
enum GreaterOrEqual: ComparisonOperation {
    @inline(__always) static func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool { a >= b }
}

extension ScalarFunction {
    static let equal = ScalarFunction(
        "=", "Whether both are equal.", examples: [.init("1 = 1.0", "TRUE")], overloads: [.textAndTruth(false), .equality(Equal.self)])
    static let notEqual = ScalarFunction(
        "<>", "Whether they differ.", examples: [.init("1 <> 2", "TRUE")], overloads: [.textAndTruth(true), .equality(NotEqual.self)])
    static let less = ScalarFunction(
        "<", "Whether the first comes before the second.", examples: [.init("'Z' < 'a'", "TRUE")], overloads: [.order(Less.self)])
    static let lessOrEqual = ScalarFunction(
        "<=", "Whether the first does not come behind the second.", overloads: [.order(LessOrEqual.self)])
    static let greater = ScalarFunction(">", "Whether the first comes behind the second.", overloads: [.order(Greater.self)])
    static let greaterOrEqual = ScalarFunction(
        ">=", "Whether the first does not come before the second.", overloads: [.order(GreaterOrEqual.self)])

    static let isDistinctFrom = ScalarFunction(
        "IS DISTINCT FROM", "Whether they differ; NULL differs from everything but NULL.", overloads: [.distinction { !$0 }])
    static let isNotDistinctFrom = ScalarFunction(
        "IS NOT DISTINCT FROM", "Whether both are equal or both NULL.", overloads: [.distinction { $0 }])
}

extension Overload {
    /// Both arguments are cast to what they are compared as.
    private static func comparable(_ arguments: [Argument], where isComparable: (DataType.Kind) -> Bool) -> Typing? {
        guard arguments.count == 2, let type = Coercion.comparison(arguments[0].type, arguments[1].type), isComparable(type.kind) else {
            return nil
        }
        return Typing([type, type], DataType.boolean.notNull)
    }

    @inline(__always)
    fileprivate static func order<Operation: ComparisonOperation>(_: Operation.Type) -> Overload {
        Overload(
            signature: ["<COMPARABLE>", "<COMPARABLE>"], typing: { comparable($0) { Ordering.exists(for: $0) } },
            kernel: { arguments, _ in Ordering.kernel(Operation.self, arguments[0].type) })
    }

    @inline(__always)
    fileprivate static func equality<Operation: ComparisonOperation>(_: Operation.Type) -> Overload {
        Overload(
            signature: ["<COMPARABLE>", "<COMPARABLE>"], typing: { comparable($0) { _ in true } },
            kernel: { arguments, _ in
                if Ordering.exists(for: arguments[0].type.kind) { return Ordering.kernel(Operation.self, arguments[0].type) }
                // Arrays, maps and rows; a NULL within makes them unequal.
                return { call in
                    let a = try call[0], b = try call[1]
                    return Bool.total(call.count, Bitmap.intersection(a.validity, b.validity)) { row in
                        Operation.holds(a.isEqual(row, to: b, row, nullsAreEqual: false) ? 0 : 1 as UInt8, 0)
                    }
                }
            })
    }

    /// A text is never equal to a truth value: Flink compares them as they are.
    fileprivate static func textAndTruth(_ answer: Bool) -> Overload {
        Overload(
            signature: ["<CHARACTER_STRING>", "<BOOLEAN>"],
            typing: { arguments in
                let types = arguments.map(\.type)
                guard types.count == 2, types.contains(where: { $0.kind == .boolean }), types.contains(where: { $0.kind.isCharacterString })
                else {
                    return nil
                }
                return Typing(types, DataType.boolean.notNull)
            },
            kernel: { _, _ in
                { call in
                    let validity = Bitmap.intersection(try call[0].validity, try call[1].validity)
                    return .boolean(BooleanColumn(Bitmap(repeating: answer, count: call.count), validity: validity))
                }
            })
    }

    fileprivate static func distinction(_ answer: @escaping @Sendable (_ areSame: Bool) -> Bool) -> Overload {
        Overload(
            signature: ["<COMPARABLE>", "<COMPARABLE>"], nulls: .handled, typing: { comparable($0) { _ in true } },
            kernel: { _, _ in
                { call in
                    let a = try call[0], b = try call[1]
                    return .boolean(
                        BooleanColumn(Bitmap(count: call.count) { row in answer(a.isEqual(row, to: b, row, nullsAreEqual: true)) }))
                }
            })
    }
}

/// Comparisons of values that have an order.
enum Ordering {
    static func exists(for kind: DataType.Kind) -> Bool {
        switch kind {
        case .array, .map, .multiset, .row, .structured, .variant, .bitmap, .descriptor: false
        default: true
        }
    }

    /// The kernel that compares two columns of one type: numbers by size (NaN is unequal to and not less than anything), texts and bytes
    /// bytewise, FALSE before TRUE.
    @inline(__always)
    static func kernel<Operation: ComparisonOperation>(_: Operation.Type, _ type: DataType) -> ScalarKernel {
        switch type.physicalType {
        case .boolean: return Strict.total { (a: Bool, b: Bool) in Operation.holds(a ? 1 : 0 as UInt8, b ? 1 : 0) }
        case .int8: return Strict.total { (a: Int8, b: Int8) in Operation.holds(a, b) }
        case .int16: return Strict.total { (a: Int16, b: Int16) in Operation.holds(a, b) }
        case .int32: return Strict.total { (a: Int32, b: Int32) in Operation.holds(a, b) }
        case .int64: return Strict.total { (a: Int64, b: Int64) in Operation.holds(a, b) }
        case .int128: return Strict.total { (a: Int128, b: Int128) in Operation.holds(a, b) }
        case .float: return Strict.total { (a: Float, b: Float) in Operation.holds(a, b) }
        case .double: return Strict.total { (a: Double, b: Double) in Operation.holds(a, b) }
        case .bytes: return Strict.total { (a: Utf8, b: Utf8) in Operation.holds(a, b) }
        case .array, .map, .row, .null: return { call in Column.nulls(.boolean, count: call.count) }
        }
    }
}
