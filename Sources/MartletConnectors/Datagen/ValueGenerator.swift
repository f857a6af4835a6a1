import MartletColumns
import MartletCore

/// Makes the values of one column, or of a part of one.
indirect enum ValueGenerator: Sendable {
    /// The numbers from `start` to `end`, in a column of numbers or as texts.
    case sequence(start: Int64, end: Int64, DataType)
    case boolean
    /// Whole numbers, in a column of this physical type.
    case integer(ClosedRange<Int64>, PhysicalType)
    case float(Double, Double)
    case double(Double, Double)
    case decimal(Double, Double, scale: Int)
    /// Hexadecimal digits.
    case text(length: Int, isVariable: Bool)
    case bytes(length: Int, isVariable: Bool)
    /// The day of the job's clock.
    case today
    /// The time of day of the job's clock.
    case timeOfDay
    case pastTimestamp(maxPast: Duration, PhysicalType)
    case array(ValueGenerator, length: Int)
    case map(ValueGenerator, ValueGenerator, length: Int)
    case row([ValueGenerator])
    /// Another, with NULLs in between.
    case nullable(ValueGenerator, rate: Double)

    /// Where the rows asked for stand.
    struct Place {
        /// How many rows the subtask has made before.
        var first: Int
        var subtask: Int
        var parallelism: Int
        var now: Timestamp
    }

    /// How many rows a sequence has; nil: no end.
    var sequenceLength: Int? {
        switch self {
        case .sequence(let start, let end, _): max(0, Int(clamping: Int128(end) - Int128(start) + 1))
        case .nullable(let generator, _): generator.sequenceLength
        default: nil
        }
    }

    /// Appends `count` values.
    func append(_ count: Int, to builder: ColumnBuilder, _ place: inout Place, _ random: inout SplitMix64) {
        let memory = builder.memory
        switch self {
        case .sequence(let start, _, let type):
            for index in 0..<count {
                append(start &+ Int64((place.first + index) * place.parallelism + place.subtask), as: type, to: builder)
            }
        case .boolean: for _ in 0..<count { memory.pointee.append(random.next() >> 63 == 0 ? 0 as UInt8 : 1) }
        case .integer(let range, let type):
            let span = UInt64(bitPattern: range.upperBound &- range.lowerBound)
            switch type {
            case .int8: for _ in 0..<count { memory.pointee.append(Int8(truncatingIfNeeded: range.lowerBound &+ random.below(span))) }
            case .int16: for _ in 0..<count { memory.pointee.append(Int16(truncatingIfNeeded: range.lowerBound &+ random.below(span))) }
            case .int32: for _ in 0..<count { memory.pointee.append(Int32(truncatingIfNeeded: range.lowerBound &+ random.below(span))) }
            default: for _ in 0..<count { memory.pointee.append(range.lowerBound &+ random.below(span)) }
            }
        case .float(let least, let greatest): for _ in 0..<count { memory.pointee.append(Float(random.between(least, greatest))) }
        case .double(let least, let greatest): for _ in 0..<count { memory.pointee.append(random.between(least, greatest)) }
        case .decimal(let least, let greatest, let scale):
            let unit = Decimal128.powerOfTen(scale)
            for _ in 0..<count {
                let number = random.between(least, greatest)
                let whole = number.rounded(.down)
                let fraction = Int128((number - whole) * Double(unit))
                memory.pointee.append(Int128(whole) * unit + min(fraction, unit - 1))
            }
        case .text(let length, let isVariable):
            for _ in 0..<count { appendHexadecimal(isVariable ? random.length(upTo: length) : length, to: builder, &random) }
        case .bytes(let length, let isVariable):
            for _ in 0..<count {
                for _ in 0..<(isVariable ? random.length(upTo: length) : length) {
                    memory.pointee.write(UInt8(truncatingIfNeeded: random.next() >> 56))
                }
                memory.pointee.finishBytes()
            }
        case .today:
            let days = Int32(truncatingIfNeeded: place.now.milliseconds.flooredDivision(by: 86_400_000).quotient)
            for _ in 0..<count { memory.pointee.append(days) }
        case .timeOfDay:
            let milliseconds = Int32(truncatingIfNeeded: place.now.milliseconds.flooredDivision(by: 86_400_000).remainder)
            for _ in 0..<count { memory.pointee.append(milliseconds) }
        case .pastTimestamp(let maxPast, let type):
            let past = UInt64(max(0, maxPast.inMilliseconds - 1))
            for _ in 0..<count {
                let time = place.now.milliseconds &- random.below(past)
                if type == .int64 { memory.pointee.append(time) } else { memory.pointee.append(Int128(time) * 1_000_000) }
            }
        case .array(let element, let length):
            for _ in 0..<count {
                element.append(length, to: builder.children[0], &place, &random)
                builder.finishCollection()
            }
        case .map(let key, let value, let length):
            for _ in 0..<count {
                key.append(length, to: builder.children[0], &place, &random)
                value.append(length, to: builder.children[1], &place, &random)
                builder.finishCollection()
            }
        case .row(let fields):
            for (field, child) in zip(fields, builder.children) { field.append(count, to: child, &place, &random) }
            for _ in 0..<count { builder.finishRow() }
        case .nullable(let generator, let rate):
            var one = place
            for index in 0..<count {
                one.first = place.first + index
                if random.between(0, 1) < rate { builder.appendNull() } else { generator.append(1, to: builder, &one, &random) }
            }
        }
    }

    private func append(_ number: Int64, as type: DataType, to builder: ColumnBuilder) {
        switch builder.type {
        case .int8: builder.append(Int8(truncatingIfNeeded: number))
        case .int16: builder.append(Int16(truncatingIfNeeded: number))
        case .int32: builder.append(Int32(truncatingIfNeeded: number))
        case .int64: builder.append(number)
        case .float: builder.append(Float(number))
        case .double: builder.append(Double(number))
        case .int128:
            guard case .decimal(let precision, let scale) = type.kind,
                let fitted = Decimal128(number).fitted(precision: precision, scale: scale)
            else { return builder.appendNull() }
            builder.append(fitted.unscaled)
        default: builder.append(String(number))
        }
    }

    private func appendHexadecimal(_ length: Int, to builder: ColumnBuilder, _ random: inout SplitMix64) {
        let memory = builder.memory
        let room = memory.pointee.room(for: length)
        var bits: UInt64 = 0
        for index in 0..<length {
            if index & 15 == 0 { bits = random.next() }
            let digit = UInt8(truncatingIfNeeded: bits & 15)
            room.storeBytes(of: digit < 10 ? 0x30 &+ digit : 0x57 &+ digit, toByteOffset: index, as: UInt8.self)
            bits >>= 4
        }
        memory.pointee.wrote(length)
        memory.pointee.finishBytes()
    }
}

extension SplitMix64 {
    /// A number from 0 to `limit`, both included.
    @inline(__always) fileprivate mutating func below(_ limit: UInt64) -> Int64 {
        if limit == .max { return Int64(bitPattern: next()) }
        return Int64(bitPattern: next().multipliedFullWidth(by: limit &+ 1).high)
    }

    /// A number from `least` up to `greatest`.
    @inline(__always) fileprivate mutating func between(_ least: Double, _ greatest: Double) -> Double {
        let share = Double(next() >> 11) * 0x1p-53
        return least * (1 - share) + greatest * share
    }

    /// A length from 1 to `greatest`.
    fileprivate mutating func length(upTo greatest: Int) -> Int { greatest == 0 ? 0 : 1 + Int(below(UInt64(greatest - 1))) }
}
