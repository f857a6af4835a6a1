import MartletColumns
import MartletCore
import Synchronization

/// Java's `java.util.Random`: the same seed gives the same numbers as Flink gives.
struct JavaRandom {
    private var state: UInt64

    init(seed: Int64) { state = (UInt64(bitPattern: seed) ^ 0x5_DEEC_E66D) & ((1 << 48) - 1) }

    mutating func next(_ bits: UInt64) -> Int32 {
        state = (state &* 0x5_DEEC_E66D &+ 0xB) & ((1 << 48) - 1)
        return Int32(truncatingIfNeeded: state >> (48 - bits))
    }

    mutating func nextDouble() -> Double {
        let high = Int64(next(26)) << 27
        return Double(high + Int64(next(27))) * 0x1p-53
    }

    /// From 0 up to `bound`, which is positive.
    mutating func nextInt(_ bound: Int32) -> Int32 {
        var bits = next(31)
        if bound & (bound - 1) == 0 { return Int32(truncatingIfNeeded: (Int64(bound) * Int64(bits)) >> 31) }
        while true {
            let value = bits % bound
            if bits &- value &+ (bound - 1) >= 0 { return value }
            bits = next(31)
        }
    }
}

/// A generator that one call keeps from batch to batch.
private final class RandomSource: Sendable {
    private let random: Mutex<JavaRandom?> = Mutex(nil)

    /// Calls `body` with the generator; the first time it is made from the seed.
    func with<Result>(seed: @autoclosure () throws -> Int64, _ body: (inout JavaRandom) throws -> sending Result) throws -> sending Result {
        try random.withLock { random in
            var generator = try random ?? JavaRandom(seed: seed())
            let result = try body(&generator)
            random = generator
            return result
        }
    }

    static var anySeed: Int64 { Int64.random(in: .min ... .max) }
}

extension ScalarFunction {
    static let random = ScalarFunction(
        "RAND", "A random number from 0.0 up to 1.0; a seed gives the same numbers each time.",
        examples: [.init("RAND(7) = RAND(7)", "TRUE")],
        volatility: .perRow,
        overloads: [
            Overload([], result: { _ in DataType.double.notNull }) { _, _ in
                let source = RandomSource()
                return { call in
                    try source.with(seed: RandomSource.anySeed) { random in
                        .double(FixedColumn((0..<call.count).map { _ in random.nextDouble() }))
                    }
                }
            },
            Overload([.int], result: { _ in DataType.double.notNull }) { _, _ in
                let source = RandomSource()
                return { call in
                    let seeds = try call[0].int32
                    return try source.with(seed: Int64(seeds.values.first ?? 0)) { random in
                        Double.partial(call.count, seeds.validity) { _ in random.nextDouble() }
                    }
                }
            },
        ])

    static let randomInteger = ScalarFunction(
        "RAND_INTEGER", "A random integer from 0 up to a bound, which comes last; a seed before it gives the same numbers each time.",
        examples: [.init("RAND_INTEGER(7, 10) = RAND_INTEGER(7, 10)", "TRUE")], volatility: .perRow,
        overloads: [
            Overload([.int], result: { _ in DataType.int.notNull }) { _, _ in
                let source = RandomSource()
                return { call in
                    let bounds = try call[0].int32
                    return try source.with(seed: RandomSource.anySeed) { random in try integers(&random, bounds, call.count) }
                }
            },
            Overload([.int, .int], result: { _ in DataType.int.notNull }) { _, _ in
                let source = RandomSource()
                return { call in
                    let seeds = try call[0].int32, bounds = try call[1].int32
                    return try source.with(seed: Int64(seeds.values.first ?? 0)) { random in
                        try integers(
                            &random, FixedColumn(bounds.values, validity: Bitmap.intersection(seeds.validity, bounds.validity)), call.count)
                    }
                }
            },
        ])

    private static func integers(_ random: inout JavaRandom, _ bounds: FixedColumn<Int32>, _ count: Int) throws -> Column {
        try Int32.partial(count, bounds.validity) { row in
            guard bounds.values[row] > 0 else {
                throw MartletError("bound must be positive", hint: "RAND_INTEGER was asked for numbers below \(bounds.values[row]).")
            }
            return random.nextInt(bounds.values[row])
        }
    }

    static let uuid = ScalarFunction(
        "UUID", "A random identifier of 36 characters (version 4 of RFC 9562), another for each row.",
        examples: [.init("CHAR_LENGTH(UUID())", "36")], volatility: .perRow,
        overloads: [
            Overload([], result: { _ in DataType.char(36).notNull }) { _, _ in
                { call in
                    try Utf8Writer.column(call.count, nil) { _, out in
                        var bytes = UInt128.random(in: .min ... .max).bigEndianBytes
                        bytes[6] = bytes[6] & 0x0F | 0x40
                        bytes[8] = bytes[8] & 0x3F | 0x80
                        for (index, byte) in bytes.enumerated() {
                            if [4, 6, 8, 10].contains(index) { out.append(UInt8(ascii: "-")) }
                            out.append(hexadecimal: CollectionOfOne(byte))
                        }
                    }
                }
            }
        ])
}
