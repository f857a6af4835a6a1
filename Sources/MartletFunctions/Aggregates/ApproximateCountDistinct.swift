import Glibc
import MartletColumns
import MartletCore

/// About how many distinct hashes there were: exact for a few, then a HyperLogLog of 2^14 registers, whose standard error is 0.8 %.
///
/// Source: Flajolet et al., “HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm”, 2007, with linear counting for
/// small counts as in Heule et al., 2013.
struct DistinctSketch: Sendable {
    private static let registerBits = 14
    private static let exactLimit = 1_024

    private var exact: Set<UInt64> = []
    private var registers: [UInt8] = []

    mutating func add(_ hash: UInt64) {
        if registers.isEmpty {
            exact.insert(hash)
            if exact.count > Self.exactLimit { spill() }
        } else {
            register(hash)
        }
    }

    private mutating func spill() {
        registers = [UInt8](repeating: 0, count: 1 << Self.registerBits)
        for hash in exact { register(hash) }
        exact = []
    }

    private mutating func register(_ hash: UInt64) {
        let index = Int(hash >> UInt64(64 - Self.registerBits))
        // The guard bit ends the run where all other bits are 0.
        let rank = UInt8(((hash << UInt64(Self.registerBits)) | 1 << UInt64(Self.registerBits - 1)).leadingZeroBitCount + 1)
        if rank > registers[index] { registers[index] = rank }
    }

    mutating func merge(_ other: DistinctSketch) {
        if other.registers.isEmpty {
            for hash in other.exact { add(hash) }
        } else {
            if registers.isEmpty { spill() }
            for index in registers.indices { registers[index] = max(registers[index], other.registers[index]) }
        }
    }

    var estimate: Int64 {
        if registers.isEmpty { return Int64(exact.count) }
        let count = Double(registers.count)
        var sum = 0.0
        var zeros = 0
        for register in registers {
            sum += scalbn(1, -Int(register))
            if register == 0 { zeros += 1 }
        }
        let raw = 0.7213 / (1 + 1.079 / count) * count * count / sum
        return Int64((raw <= 2.5 * count && zeros > 0 ? count * log(count / Double(zeros)) : raw).rounded())
    }
}

/// APPROX_COUNT_DISTINCT over the stable hashes of the values.
struct ApproximateCountDistinct: FixedAggregate {
    var initial: DistinctSketch { DistinctSketch() }
    var placeholder: Int64 { 0 }
    func add(_ value: UInt64, to state: inout DistinctSketch) { state.add(value) }
    func retract(_ value: UInt64, from state: inout DistinctSketch) { takenBackUnexpectedly() }
    func merge(_ other: DistinctSketch, into state: inout DistinctSketch) { state.merge(other) }
    func result(_ state: DistinctSketch) -> Int64? { state.estimate }
}

extension AggregateFunction {
    static let approximateCountDistinct = AggregateFunction(
        "APPROX_COUNT_DISTINCT", "About how many distinct values there are that are not NULL: exact up to a thousand, then to about 1 %.",
        signatures: ["APPROX_COUNT_DISTINCT(<ANY>)"], isBatchOnly: true
    ) { arguments in
        guard arguments.count == 1 else { return nil }
        return ResolvedAggregate(argumentTypes: [arguments[0].type], resultType: DataType.bigint.notNull, isNullWithoutRows: false) { _ in
            .fixed(
                ApproximateCountDistinct(), always: 0,
                read: { column in
                    var hashes = [UInt64](repeating: 0, count: column.count)
                    column.hash(into: &hashes)
                    return FixedColumn(hashes, validity: column.validity)
                }, write: { .int64($0) })
        }
    }
}
