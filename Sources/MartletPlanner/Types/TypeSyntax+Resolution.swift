import MartletCore
import MartletSQL

extension TypeSyntax {
    /// The type that is meant, or an error if there is no such type. Precisions beyond the largest are cut to it, as in Flink.
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
        case .time(let precision, .none): return .time(precision: min(precision ?? 0, 3))
        case .timestamp(let precision, .none): return .timestamp(precision: min(precision ?? 6, 9))
        case .timestamp(let precision, .withLocalTimeZone): return .timestampLTZ(precision: min(precision ?? 6, 9))
        case .time(_, .withLocalTimeZone): throw unsupported("TIME_WITH_LOCAL_TIME_ZONE")
        case .interval(let qualifier): return qualifier.isYearMonth ? .intervalYearMonth : .intervalDayTime
        case .array(let element): return .array(try element.resolved())
        case .multiset(let element): return .multiset(try element.resolved())
        case .map(let key, let value): return .map(key: try key.resolved(), value: try value.resolved())
        case .row(let fields): return .row(try resolve(fields))
        case .structured(let name, let fields): return .structured(name: name, try resolve(fields))
        case .raw: throw unsupported("RAW")
        case .named(let name):
            throw MartletError(
                "Unknown identifier '\(name.names.joined(separator: "."))'", hint: suggestion(for: name), phase: .validate, at: range)
        }
    }

    private func resolve(_ fields: [RowFieldSyntax]) throws -> [Field] {
        // Comments of fields are not kept, as in Flink.
        try fields.map { Field($0.name.name, try $0.type.resolved()) }
    }

    private func resolve(_ type: BasicType, _ parameters: [Int]) throws -> DataType.Kind {
        let first = parameters.first
        switch type {
        case .char: return .char(first ?? 1)
        case .varchar: return .varchar(first ?? DataType.maxLength)
        case .string: return .varchar(DataType.maxLength)
        case .boolean: return .boolean
        case .binary: return .binary(first ?? 1)
        case .varbinary: return .varbinary(first ?? DataType.maxLength)
        case .bytes: return .varbinary(DataType.maxLength)
        case .decimal:
            let precision = min(first ?? 10, DataType.maxDecimalPrecision)
            if precision < 1 {
                throw MartletError("Decimal precision must be between 1 and 38 (both inclusive).", phase: .validate, at: range)
            }
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
        case .real: throw MartletError("Type is not supported: REAL", hint: "Use FLOAT.", phase: .plan, at: range)
        case .date: return .date
        case .variant: return .variant
        case .bitmap: return .bitmap
        case .any: throw unsupported(type.rawValue)
        }
    }

    private func unsupported(_ name: String) -> MartletError {
        MartletError("Type is not supported: \(name)", phase: .validate, at: range)
    }

    private func suggestion(for name: QualifiedName) -> String? {
        didYouMean(
            name.names.last ?? "",
            among: BasicType.allCases.map(\.rawValue) + ["TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "ROW", "ARRAY", "MAP"])
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
