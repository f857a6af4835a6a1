import Glibc
import MartletColumns
import MartletCore

/// Which measure of spread.
enum Spread: Sendable {
    case populationVariance, sampleVariance, populationDeviation, sampleDeviation

    /// The measure of `count` values whose squared distances from their mean sum up to `squares`; nil: NULL.
    ///
    /// Taking values back may leave a sum a little below zero; as in Flink, that is NULL.
    func measure(squares: Double, count: Int64) -> Double? {
        if squares < 0 { return nil }
        return switch self {
        case .populationVariance: count < 1 ? nil : squares / Double(count)
        case .sampleVariance: count < 2 ? nil : squares / Double(count - 1)
        case .populationDeviation: count < 1 ? nil : pow(squares / Double(count), 0.5)
        case .sampleDeviation: count < 2 ? nil : pow(squares / Double(count - 1), 0.5)
        }
    }
}

/// How many values, their mean and the sum of their squared distances from it: Welford's method, which Flink uses since 2.1.
struct Welford: Sendable {
    var count: Int64 = 0
    var mean = 0.0
    var squares = 0.0

    mutating func add(_ value: Double) {
        count &+= 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    mutating func retract(_ value: Double) {
        count &-= 1
        if count == 0 {
            self = Welford()
        } else {
            let distance = value - mean
            mean -= distance / Double(count)
            squares -= distance * (value - mean)
        }
    }

    mutating func merge(_ other: Welford) {
        if other.count == 0 { return }
        let total = count &+ other.count
        if total == 0 {
            self = Welford()
            return
        }
        let distance = other.mean - mean
        squares += other.squares + distance * distance * Double(count) * Double(other.count) / Double(total)
        mean += distance * Double(other.count) / Double(total)
        count = total
    }
}

/// The spread of numbers, computed in double precision and given in the argument's own type.
struct SpreadAggregate<Number: BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    let spread: Spread
    let placeholder: Number
    let double: @Sendable (Number) -> Double
    let number: @Sendable (Double) -> Number?

    var initial: Welford { Welford() }
    func add(_ value: Number, to state: inout Welford) { state.add(double(value)) }
    func retract(_ value: Number, from state: inout Welford) { state.retract(double(value)) }
    func merge(_ other: Welford, into state: inout Welford) { state.merge(other) }
    func result(_ state: Welford) -> Number? { spread.measure(squares: state.squares, count: state.count).flatMap(number) }
}

extension AggregateFunction {
    static let populationVariance = spread("VAR_POP", .populationVariance, "The variance of all values.")
    static let sampleVariance = spread(
        "VAR_SAMP", aliases: ["VARIANCE"], .sampleVariance,
        "The variance of a population of which the values are a sample; NULL for a single value.")
    static let populationDeviation = spread("STDDEV_POP", .populationDeviation, "The standard deviation of all values.")
    static let sampleDeviation = spread(
        "STDDEV_SAMP", aliases: ["STDDEV"], .sampleDeviation,
        "The standard deviation of a population of which the values are a sample; NULL for a single value.")

    private static func spread(_ name: String, aliases: [String] = [], _ spread: Spread, _ summary: String) -> AggregateFunction {
        AggregateFunction(name, aliases: aliases, summary, signatures: ["\(name)(<NUMERIC>)"]) { arguments in
            guard arguments.count == 1, arguments[0].type.kind.isNumeric else { return nil }
            let type = arguments[0].type
            return ResolvedAggregate(argumentTypes: [type], resultType: type.averageType) { _ in accumulators(spread, type) }
        }
    }

    private static func accumulators(_ spread: Spread, _ type: DataType) -> Accumulators {
        func integer<T: FixedWidthInteger & BitwiseCopyable & Sendable & Hashable>(
            _ read: @escaping (Column) -> FixedColumn<T>, _ write: @escaping (FixedColumn<T>) -> Column
        ) -> Accumulators {
            .fixed(
                SpreadAggregate<T>(
                    spread: spread, placeholder: 0, double: { Double($0) }, number: { T(truncatingIfNeeded: Int64(javaTruncating: $0)) }),
                always: 0, read: read, write: write)
        }
        switch type.kind {
        case .tinyint: return integer({ $0.int8 }, { .int8($0) })
        case .smallint: return integer({ $0.int16 }, { .int16($0) })
        case .int: return integer({ $0.int32 }, { .int32($0) })
        case .bigint: return integer({ $0.int64 }, { .int64($0) })
        case .float:
            return .fixed(
                SpreadAggregate<Float>(spread: spread, placeholder: 0, double: { Double($0) }, number: { Float($0) }), always: 0,
                read: { $0.float }, write: { .float($0) })
        case .decimal(_, let scale):
            let power = Double(Decimal128.powerOfTen(scale))
            let resultScale = max(6, scale)
            return .fixed(
                SpreadAggregate<Int128>(
                    spread: spread, placeholder: 0, double: { Double($0) / power },
                    number: { Decimal128("\($0)")?.fitted(precision: 38, scale: resultScale)?.unscaled }),
                always: 0, read: { $0.int128 }, write: { .int128($0) })
        default:
            return .fixed(
                SpreadAggregate<Double>(spread: spread, placeholder: 0, double: { $0 }, number: { $0 }), always: 0, read: { $0.double },
                write: { .double($0) })
        }
    }
}

extension Int64 {
    /// Java's `(long) value`: cut off towards zero, at the limits where it does not fit, 0 for NaN.
    init(javaTruncating value: Double) {
        if value.isNaN {
            self = 0
        } else if value >= 9_223_372_036_854_775_808.0 {
            self = .max
        } else if value <= -9_223_372_036_854_775_808.0 {
            self = .min
        } else {
            self = Int64(value)
        }
    }
}
