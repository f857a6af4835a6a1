import MartletCore
import MartletSQL

extension TypeSyntax {
    /// The type that is meant, or an error if there is no such type or its parameters are out of range.
    ///
    /// - Parameter isNullable: what holds where neither NULL nor NOT NULL is said.
    package func resolved(nullable isNullable: Bool = true) throws -> DataType {
        let kind = try resolvedKind()
        return switch nullability {
        case .unspecified: DataType(kind, nullable: isNullable)
        case .null: DataType(kind)
        case .notNull: DataType(kind, nullable: false)
        }
    }

    private func resolvedKind() throws -> DataType.Kind {
        switch kind {
        case .basic(let type, let parameters): return try resolve(type, parameters)
        case .time(let precision, .none): return .time(precision: try checked(precision ?? 0, in: 0...9, "time", "precision"))
        case .timestamp(let precision, .none): return .timestamp(precision: try timestampPrecision(precision))
        case .timestamp(let precision, .withLocalTimeZone): return .timestampLTZ(precision: try timestampPrecision(precision))
        case .time, .timestamp: throw unsupported(spelling)
        case .interval(let qualifier): return qualifier.isYearMonth ? .intervalYearMonth : .intervalDayTime
        case .array(let element): return .array(try element.resolved())
        case .multiset(let element): return .multiset(try element.resolved())
        case .map(let key, let value): return .map(key: try key.resolved(), value: try value.resolved())
        case .row(let fields): return .row(try resolve(fields))
        case .structured(let name, let fields): return .structured(name: name, try resolve(fields))
        case .raw: throw unsupported("RAW")
        case .named(let name):
            throw MartletError("Unknown identifier '\(name.names.joined(separator: "."))'", hint: suggestion(for: name), phase: .validate, at: range)
        }
    }

    private func resolve(_ fields: [RowFieldSyntax]) throws -> [Field] {
        try fields.map { Field($0.name.name, try $0.type.resolved(), comment: $0.comment) }
    }

    private func resolve(_ type: BasicType, _ parameters: [Int]) throws -> DataType.Kind {
        let first = parameters.first
        switch type {
        case .char: return .char(try length(first ?? 1, "character string"))
        case .varchar: return .varchar(try length(first ?? 1, "variable character string"))
        case .string: return .varchar(DataType.maxLength)
        case .boolean: return .boolean
        case .binary: return .binary(try length(first ?? 1, "binary string"))
        case .varbinary: return .varbinary(try length(first ?? 1, "variable binary string"))
        case .bytes: return .varbinary(DataType.maxLength)
        case .decimal:
            let precision = try checked(first ?? 10, in: 1...38, "decimal", "precision")
            let scale = parameters.count > 1 ? parameters[1] : 0
            guard (0...precision).contains(scale) else {
                throw MartletError(
                    "Decimal scale must be between 0 and the precision \(precision) (both inclusive).", phase: .validate, at: range)
            }
            return .decimal(precision: precision, scale: scale)
        case .tinyint: return .tinyint
        case .smallint: return .smallint
        case .int: return .int
        case .bigint: return .bigint
        case .float: return .float
        case .double: return .double
        case .real: throw unsupported("REAL")
        case .date: return .date
        case .variant: return .variant
        case .bitmap: return .bitmap
        case .null: return .null
        case .any, .geometry, .uuid: throw unsupported(type.rawValue)
        }
    }

    private func timestampPrecision(_ precision: Int?) throws -> Int { try checked(precision ?? 6, in: 0...9, "timestamp", "precision") }

    private func length(_ length: Int, _ what: String) throws -> Int { try checked(length, in: 1...DataType.maxLength, what, "length") }

    private func checked(_ value: Int, in bounds: ClosedRange<Int>, _ type: String, _ parameter: String) throws -> Int {
        guard bounds.contains(value) else {
            throw MartletError(
                "\(type.prefix(1).uppercased() + type.dropFirst()) \(parameter) must be between \(bounds.lowerBound) and "
                    + "\(bounds.upperBound) (both inclusive).", phase: .validate, at: range)
        }
        return value
    }

    private func unsupported(_ name: String) -> MartletError {
        MartletError("Type is not supported: \(name)", phase: .validate, at: range)
    }

    private var spelling: String {
        if case .time = kind { return "TIME_WITH_LOCAL_TIME_ZONE" }
        return "TIMESTAMP_WITH_TIME_ZONE"
    }

    private func suggestion(for name: QualifiedName) -> String? {
        didYouMean(name.names.last ?? "", among: BasicType.allCases.map(\.rawValue) + ["TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "ROW", "ARRAY", "MAP"])
    }
}

extension IntervalQualifier {
    /// Whether the interval counts months; else it counts milliseconds.
    package var isYearMonth: Bool {
        switch start {
        case .year, .month, .quarter, .millennium, .century, .decade: true
        default: false
        }
    }
}
