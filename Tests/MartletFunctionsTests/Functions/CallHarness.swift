import MartletColumns
import MartletCore
import Testing

@testable import MartletFunctions

/// Calls a scalar function of single values, as a literal call and over columns, and checks that both agree.
func call(
    _ name: String, _ arguments: Value..., types: [DataType]? = nil, timeZone: TimeZoneRules = .utc, columnsToo: Bool = true
) throws -> Value {
    let types = types ?? arguments.map(\.ownType)
    let context = EvaluationContext(timeZone: timeZone, now: LocalDateTime(milliseconds: 0))
    let function = try #require(ScalarFunctionCatalog.function(named: name))
    func run(_ call: ResolvedCall) throws -> Value {
        let columns = try zip(arguments, call.argumentTypes).map { try Column.constant($0, $1, count: 3) }
        let result = try call.kernel(KernelArguments(count: 3, context: context) { columns[$0] })
        #expect(result.count == 3)
        return result.value(2, call.resultType)
    }
    let literal = try run(try #require(try function.resolve(zip(arguments, types).map { Argument($1, literal: $0) })))
    // Words of the syntax are always literals.
    if columnsToo, let columns = try function.resolve(types.map { Argument($0) }) { #expect(try run(columns) == literal) }
    return literal
}

/// The type that a call of this function has.
func type(of name: String, _ types: DataType...) throws -> DataType {
    try #require(try ScalarFunctionCatalog.function(named: name)?.resolve(types.map { Argument($0) })).resultType
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int32) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(nilLiteral: ()) { self = .null }

    /// The type of the value as a literal.
    var ownType: DataType {
        switch self {
        case .null: .string
        case .boolean: .boolean.notNull
        case .tinyint: .tinyint.notNull
        case .smallint: .smallint.notNull
        case .int: .int.notNull
        case .bigint: .bigint.notNull
        case .float: .float.notNull
        case .double: .double.notNull
        case .decimal(let value): .decimal(max(value.precision, value.scale), value.scale).notNull
        case .string(let text): .char(text.unicodeScalars.count).notNull
        case .bytes: .bytes.notNull
        case .date: .date.notNull
        case .time: .time(0).notNull
        case .timestamp: .timestamp(3).notNull
        case .instant: .timestampLTZ(3).notNull
        case .months: DataType(.intervalYearMonth).notNull
        case .milliseconds: DataType(.intervalDayTime).notNull
        case .array(let elements): .array(elements.first?.ownType ?? .int).notNull
        case .map(let entries): .map(entries.first?.key.ownType ?? .string, entries.first?.value.ownType ?? .int).notNull
        case .row(let values): .row(values.enumerated().map { Field("f\($0)", $1.ownType) }).notNull
        }
    }
}
