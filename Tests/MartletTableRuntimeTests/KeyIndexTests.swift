import MartletColumns
import MartletCore
import Testing

@testable import MartletTableRuntime

struct KeyIndexTests {
    /// Random keys, added and removed, against a dictionary.
    @Test(arguments: [
        [DataType.int], [.string], [.bigint, .string], [.double, .boolean], [.array(.int)], [.decimal(20, 2), .tinyint, .bytes],
    ])
    func itAgreesWithADictionary(types: [DataType]) throws {
        var random = SplitMix64(seed: 7)
        let index = KeyIndex(types)
        var known: [[Value]: Int32] = [:]
        for _ in 0..<60 {
            let keys = (0..<200).map { _ in types.map { Self.value($0, random.next() % 40, random.next()) } }
            let columns = try types.indices.map { column in try ColumnBuilder.column(keys.map { $0[column] }, types[column]) }
            let hashes = ColumnBatch(columns, count: keys.count).keyHashes(Array(types.indices))
            var created: [Int32] = []
            let ids = index.ids(columns, count: keys.count, hashes: hashes, created: &created)
            for (row, key) in keys.enumerated() {
                #expect(created.contains(Int32(row)) == (known[key] == nil))
                if let id = known[key] { #expect(ids[row] == id) }
                known[key] = ids[row]
            }
            #expect(Set(known.values).count == known.count)
            let live = index.liveIDs
            #expect(live.count == known.count && index.liveCount == known.count)
            let stored = index.columns(live)
            for (position, id) in live.enumerated() {
                #expect(known[types.indices.map { stored[$0].value(position, types[$0]) }] == id)
            }
            for (key, id) in known where random.next() % 3 == 0 {
                index.remove(id)
                known[key] = nil
            }
            let again = index.ids(columns, count: keys.count, hashes: hashes, inserting: false, created: &created)
            for (row, key) in keys.enumerated() { #expect(again[row] == known[key] ?? -1) }
        }
    }

    private static func value(_ type: DataType, _ number: UInt64, _ chance: UInt64) -> Value {
        if chance % 10 == 0 { return .null }
        return switch type.kind {
        case .int: .int(Int32(number))
        case .bigint: .bigint(Int64(number))
        case .tinyint: .tinyint(Int8(number))
        case .double: .double(Double(number) / 2)
        case .boolean: .boolean(number % 2 == 0)
        case .decimal: .decimal(Decimal128(unscaled: Int128(number), scale: 2))
        case .array: .array(number % 3 == 0 ? [] : [.int(Int32(number)), .null])
        case .varbinary: .bytes([UInt8](repeating: UInt8(number), count: Int(number)))
        default: .string(String(repeating: "x", count: Int(number % 20)) + String(number))
        }
    }
}
