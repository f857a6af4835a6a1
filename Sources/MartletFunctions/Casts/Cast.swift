import MartletColumns
import MartletCore

/// Conversions between types: CAST, TRY_CAST and the conversions that are made without being asked for.
///
/// A kernel takes one column. NULL stays NULL. Rules, spellings and errors are Flink's (`CastRuleProvider` and its rules).
package struct Cast: Sendable {
    /// Variants of the text that values become.
    package enum TextStyle: Sendable {
        /// CAST to STRING.
        case cast
        /// CAST to STRING with `table.exec.legacy-cast-behaviour`.
        case legacy
        /// How results are shown: as `cast`, with bytes as `x'0aff'`.
        case display
    }

    let source: DataType
    let target: DataType
    /// A value that cannot be converted is NULL instead of an error.
    let isTry: Bool
    let style: TextStyle
    /// Whether a literal is cast while planning. There Flink's frontend casts, with rules of its own in a few corners.
    let ofLiteral: Bool

    init(source: DataType, target: DataType, isTry: Bool, style: TextStyle, ofLiteral: Bool = false) {
        self.source = source
        self.target = target
        self.isTry = isTry
        self.style = style
        self.ofLiteral = ofLiteral
    }

    /// The kernel that converts, or nil if there is no rule for it; a pair for which Flink names another way is an error.
    ///
    /// - Parameters:
    ///   - legacy: `table.exec.legacy-cast-behaviour`: as TRY_CAST, lengths of strings are not enforced, and older spellings.
    ///   - ofLiteral: whether the value is a literal, cast while planning: a FLOAT then is the number it was written as, and a TIMESTAMP is cut
    ///     towards the past.
    package static func kernel(
        from source: DataType, to target: DataType, isTry: Bool, legacy: Bool = false, ofLiteral: Bool = false
    ) throws -> ScalarKernel? {
        guard try isAllowed(from: source, to: target) && hasRule(from: source, to: target) else { return nil }
        return try Cast(source: source, target: target, isTry: isTry || legacy, style: legacy ? .legacy : .cast, ofLiteral: ofLiteral)
            .kernel()
    }

    /// The kernel that makes the text in which results are shown.
    package static func displayKernel(of type: DataType) throws -> ScalarKernel {
        try Cast(source: type, target: .string, isTry: false, style: .display).kernel()
    }

    /// `value` cast to another type, if that is possible and does not depend on the session.
    package static func constant(_ value: Value, from source: DataType, to target: DataType) -> Value? {
        if source.kind == target.kind || value == .null { return value }
        guard !dependsOnTimeZone(source.kind, target.kind),
            let kernel = try? kernel(from: source, to: target, isTry: false, ofLiteral: true),
            let column = try? ColumnBuilder.column([value], source)
        else { return nil }
        let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))
        return (try? kernel(KernelArguments(count: 1, context: context) { _ in column }))?.value(0, target)
    }

    private static func dependsOnTimeZone(_ source: DataType.Kind, _ target: DataType.Kind) -> Bool {
        func isZoned(_ kind: DataType.Kind) -> Bool { if case .timestampLTZ = kind { true } else { false } }
        return isZoned(source) != isZoned(target)
    }

    /// Whether a cast changes nothing but the type's name: values of `source` are values of `target` as they lie.
    package static func isIdentity(from source: DataType, to target: DataType) -> Bool {
        switch (source.kind, target.kind) {
        case (.char(let from), .char(let to)), (.binary(let from), .binary(let to)): from == to
        case (.char(let from), .varchar(let to)), (.varchar(let from), .varchar(let to)): from <= to
        case (.binary(let from), .varbinary(let to)), (.varbinary(let from), .varbinary(let to)): from <= to
        case (.time(let from), .time(let to)): from <= to
        case (.timestamp(let from), .timestamp(let to)), (.timestampLTZ(let from), .timestampLTZ(let to)):
            from <= to && source.physicalType == target.physicalType
        case (.array(let from), .array(let to)), (.multiset(let from), .multiset(let to)): isIdentity(from: from, to: to)
        case (.map(let key, let value), .map(let newKey, let newValue)):
            isIdentity(from: key, to: newKey) && isIdentity(from: value, to: newValue)
        case (.row(let from), .row(let to)), (.structured(_, let from), .structured(_, let to)), (.row(let from), .structured(_, let to)),
            (.structured(_, let from), .row(let to)):
            from.count == to.count && zip(from, to).allSatisfy { isIdentity(from: $0.type, to: $1.type) }
        default: source.kind == target.kind
        }
    }

    /// The cast of parts of the values.
    func part(from source: DataType, to target: DataType) -> Cast {
        Cast(source: source, target: target, isTry: isTry, style: style, ofLiteral: ofLiteral)
    }

    func kernel() throws -> ScalarKernel {
        if source.kind == .null { return { [target] call in Column.nulls(target, count: call.count) } }
        if source.kind.isCharacterString || !target.kind.isCharacterString {
            // Between strings there is nothing to convert, only lengths to keep.
            if Self.isIdentity(from: source, to: target) { return { try $0[0] } }
        }
        switch target.kind {
        case .char, .varchar: return try text()
        case .binary, .varbinary: return bytes()
        case .boolean: return boolean()
        case .tinyint: return integer(Int8.self)
        case .smallint: return integer(Int16.self)
        case .int: return integer(Int32.self)
        case .bigint: return integer(Int64.self)
        case .float: return float()
        case .double: return double()
        case .decimal(let precision, let scale): return decimal(precision: precision, scale: scale)
        case .date: return date()
        case .time(let precision): return time(precision: precision)
        case .timestamp(let precision): return timestamp(precision: precision)
        case .timestampLTZ(let precision): return timestampLTZ(precision: precision)
        case .intervalYearMonth: return integer(Int32.self)
        case .intervalDayTime: return integer(Int64.self)
        case .array, .multiset, .map, .row, .structured: return try collection()
        case .variant, .bitmap, .null, .descriptor: return { try $0[0] }
        }
    }

    /// No rule for this pair: `isAllowed` and the rules disagree, which is a fault of the engine.
    func missing() -> Never { preconditionFailure("no rule casts \(source) to \(target)") }

    /// A kernel that reads values from strings; what cannot be read is an error or NULL.
    func reading<Result: KernelResult>(_ read: @escaping @Sendable (TextBytes) throws(TextFailure) -> Result) -> ScalarKernel {
        if isTry { return Strict.partial { (text: Utf8) -> Result? in try? read(text.bytes) } }
        return Strict.partial { (text: Utf8) throws -> Result? in
            do throws(TextFailure) {
                return try read(text.bytes)
            } catch {
                throw error.described(text.string)
            }
        }
    }
}
