import MartletColumns
import MartletCore

/// The bitmap of integers that may be taken back: how often each is there.
struct BitmapBuild: ValueAggregate {
    let isCardinality: Bool

    var initial: [UInt32: Int32] { [:] }
    func add(_ values: [Value], to state: inout [UInt32: Int32]) { count(values[0], 1, &state) }
    func retract(_ values: [Value], from state: inout [UInt32: Int32]) { count(values[0], -1, &state) }

    private func count(_ value: Value, _ change: Int32, _ state: inout [UInt32: Int32]) {
        guard case .int(let integer) = value else { return }
        let count = (state[UInt32(bitPattern: integer)] ?? 0) &+ change
        state[UInt32(bitPattern: integer)] = count == 0 ? nil : count
    }

    func merge(_ other: [UInt32: Int32], into state: inout [UInt32: Int32]) {
        state.merge(other) { $0 &+ $1 }
        state = state.filter { $0.value != 0 }
    }

    func result(_ state: [UInt32: Int32]) -> Value {
        let members = state.filter { $0.value > 0 }.keys
        if members.isEmpty { return .null }
        return isCardinality ? .bigint(Int64(members.count)) : .bytes(RoaringBitmap(members).bytes)
    }
}

/// The bitmap of integers that are only ever added.
struct AppendOnlyBitmapBuild: ValueAggregate {
    let isCardinality: Bool

    var initial: RoaringBitmap { RoaringBitmap() }
    func add(_ values: [Value], to state: inout RoaringBitmap) {
        if case .int(let integer) = values[0] { state.insert(UInt32(bitPattern: integer)) }
    }
    func retract(_ values: [Value], from state: inout RoaringBitmap) { takenBackUnexpectedly() }
    func merge(_ other: RoaringBitmap, into state: inout RoaringBitmap) { state = state.combined(.or, other) }
    func result(_ state: RoaringBitmap) -> Value {
        state.isEmpty ? .null : isCardinality ? .bigint(Int64(state.cardinality)) : .bytes(state.bytes)
    }
}

/// Bitmaps combined into one. Where they may be taken back all are kept.
struct BitmapCombination: ValueAggregate {
    struct State {
        var combined: RoaringBitmap?
        var all = ValueList()
    }

    let operation: RoaringBitmap.Operation
    let isCardinality: Bool
    let isRetracting: Bool

    var initial: State { State() }

    func add(_ values: [Value], to state: inout State) throws {
        if isRetracting { return state.all.add(values[0]) }
        let bitmap = try bitmap(values[0])
        state.combined = state.combined?.combined(operation, bitmap) ?? bitmap
    }

    func retract(_ values: [Value], from state: inout State) { state.all.retract(values[0]) }

    func merge(_ other: State, into state: inout State) {
        state.all.merge(other.all)
        if let combined = other.combined { state.combined = state.combined?.combined(operation, combined) ?? combined }
    }

    func result(_ state: State) throws -> Value {
        var result = state.combined
        for value in state.all.values {
            let bitmap = try bitmap(value)
            result = result?.combined(operation, bitmap) ?? bitmap
        }
        guard let result else { return .null }
        return isCardinality ? .bigint(Int64(result.cardinality)) : .bytes(result.bytes)
    }

    private func bitmap(_ value: Value) throws -> RoaringBitmap {
        guard case .bytes(let bytes) = value else { preconditionFailure("a bitmap is bytes, not \(value)") }
        return try bytes.withUnsafeBufferPointer { try RoaringBitmap(Utf8($0)) }
    }
}

extension AggregateFunction {
    static let bitmapBuild = building("BITMAP_BUILD_AGG", isCardinality: false, "The bitmap of the integers that are not NULL.")
    static let bitmapBuildCardinality = building(
        "BITMAP_BUILD_CARDINALITY_AGG", isCardinality: true, "How many distinct integers there are.")

    static let bitmapAnd = combining("BITMAP_AND_AGG", .and, isCardinality: false, "What is in all bitmaps.")
    static let bitmapOr = combining("BITMAP_OR_AGG", .or, isCardinality: false, "What is in any of the bitmaps.")
    static let bitmapXor = combining("BITMAP_XOR_AGG", .xor, isCardinality: false, "What is in an odd number of the bitmaps.")
    static let bitmapAndCardinality = combining(
        "BITMAP_AND_CARDINALITY_AGG", .and, isCardinality: true, "How many integers are in all bitmaps.")
    static let bitmapOrCardinality = combining(
        "BITMAP_OR_CARDINALITY_AGG", .or, isCardinality: true, "How many integers are in any of the bitmaps.")
    static let bitmapXorCardinality = combining(
        "BITMAP_XOR_CARDINALITY_AGG", .xor, isCardinality: true, "How many integers are in an odd number of the bitmaps.")

    private static func building(_ name: String, isCardinality: Bool, _ summary: String) -> AggregateFunction {
        AggregateFunction(name, summary, signatures: ["\(name)(<INTEGER>)"]) { arguments in
            guard arguments.count == 1, [.tinyint, .smallint, .int].contains(arguments[0].type.kind) else { return nil }
            let type = DataType.int.nullable(arguments[0].type.isNullable)
            let result = isCardinality ? DataType.bigint : DataType(.bitmap)
            return ResolvedAggregate(argumentTypes: [type], resultType: result) { retracting in
                retracting
                    ? .general(BitmapBuild(isCardinality: isCardinality), arguments: [type], result: result)
                    : .general(AppendOnlyBitmapBuild(isCardinality: isCardinality), arguments: [type], result: result)
            }
        }
    }

    private static func combining(_ name: String, _ operation: RoaringBitmap.Operation, isCardinality: Bool, _ summary: String)
        -> AggregateFunction
    {
        AggregateFunction(name, summary, signatures: ["\(name)(<BITMAP>)"]) { arguments in
            guard arguments.count == 1, arguments[0].type.kind == .bitmap else { return nil }
            let type = arguments[0].type
            let result = isCardinality ? DataType.bigint : DataType(.bitmap)
            return ResolvedAggregate(argumentTypes: [type], resultType: result) { retracting in
                .general(
                    BitmapCombination(operation: operation, isCardinality: isCardinality, isRetracting: retracting), arguments: [type],
                    result: result)
            }
        }
    }
}
