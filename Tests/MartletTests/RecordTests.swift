import Martlet
import Testing

@Record struct Place: Hashable {
    var name: String
    var latitude: Double?
}

enum Colour: String, WrappedFieldValue, StableKey {
    case red, green
}

@Record struct Everything: Equatable {
    var tiny: Int8
    var small: Int16
    let int: Int32
    var big: Int64
    var whole: Int
    var float: Float
    var double: Double
    var flag: Bool
    var text: String
    var bytes: [UInt8]
    var decimal: Decimal128
    var timestamp: Timestamp
    var date: LocalDate
    var time: LocalTime
    var dateTime: LocalDateTime
    var instant: Instant
    var optional: Int64?
    var list: [String?]
    var lists: [[Int]]
    var map: [String: Int64?]
    var place: Place
    var perhapsPlace: Place?
    var places: [Place]
    var colour: Colour
    var perhapsColour: Colour?

    static let shared = 1
    var computed: Int { whole + 1 }
}

@Record struct Visit {
    var page: String
    var user: Int64?
    var tags: [String?]
}

@Record public struct Named {
    enum CodingKeys: String, CodingKey { case departure = "dep_time", `default` }
    public var departure: Int
    public var `default`, other: String
    public var counted = 0 { didSet {} }
}

@Suite struct RecordTests {
    static let place = Place(name: "Örebro", latitude: 59.27)
    static func everything(_ number: Int) -> Everything {
        Everything(
            tiny: Int8(truncatingIfNeeded: number), small: -300, int: 70_000, big: .max, whole: number, float: 1.5, double: -0.25,
            flag: number % 2 == 0,
            text: String(repeating: "ä", count: number), bytes: [0, 255], decimal: Decimal128(unscaled: 125, scale: 2),
            timestamp: Timestamp(milliseconds: 1_356_998_400_000), date: LocalDate(days: 15_706), time: LocalTime(milliseconds: 1),
            dateTime: LocalDateTime(milliseconds: -1, nanosecondsOfMillisecond: 5), instant: Instant(utc: LocalDateTime(milliseconds: 7)),
            optional: number % 3 == 0 ? nil : 3, list: ["a", nil, ""], lists: [[], [1, 2]], map: number % 2 == 0 ? ["x": 1] : ["y": nil],
            place: place,
            perhapsPlace: number % 2 == 0 ? place : nil, places: [place, Place(name: "", latitude: nil)], colour: .green,
            perhapsColour: number % 2 == 0 ? nil : .red)
    }

    @Test func theSchemaFollowsFromTheProperties() {
        #expect(
            Everything.schema.fields.map(\.type.description) == [
                "TINYINT NOT NULL", "SMALLINT NOT NULL", "INT NOT NULL", "BIGINT NOT NULL", "BIGINT NOT NULL", "FLOAT NOT NULL",
                "DOUBLE NOT NULL", "BOOLEAN NOT NULL", "STRING NOT NULL", "BYTES NOT NULL", "DECIMAL(38, 18) NOT NULL",
                "TIMESTAMP_LTZ(3) NOT NULL", "DATE NOT NULL", "TIME(3) NOT NULL", "TIMESTAMP(9) NOT NULL", "TIMESTAMP_LTZ(9) NOT NULL",
                "BIGINT", "ARRAY<STRING> NOT NULL", "ARRAY<ARRAY<BIGINT NOT NULL> NOT NULL> NOT NULL",
                "MAP<STRING NOT NULL, BIGINT> NOT NULL",
                "ROW<`name` STRING NOT NULL, `latitude` DOUBLE> NOT NULL", "ROW<`name` STRING NOT NULL, `latitude` DOUBLE>",
                "ARRAY<ROW<`name` STRING NOT NULL, `latitude` DOUBLE> NOT NULL> NOT NULL", "STRING NOT NULL", "STRING",
            ])
        #expect(Named.schema.names == ["dep_time", "default", "other", "counted"])
    }

    @Test func recordsComeBackFromColumns() throws {
        let records = (0..<10).map(Self.everything)
        let batch = ColumnBatch(Everything.columns(of: records), count: records.count)
        #expect(try Everything.records(from: batch) == records)
    }

    @Test func recordsComeBackFromBytes() throws {
        var writer = ByteWriter()
        let records = (0..<10).map(Self.everything)
        for record in records { record.encode(into: &writer) }
        let decoded = try ByteReader.withReader(of: writer.bytes) { reader in try records.map { _ in try Everything(decoding: &reader) } }
        #expect(decoded == records)
    }

    @Test func bytesThatEndTooEarlyAreAnError() throws {
        var writer = ByteWriter()
        Self.everything(3).encode(into: &writer)
        for length in 0..<writer.bytes.count {
            #expect(throws: MartletError.self) {
                try ByteReader.withReader(of: Array(writer.bytes.prefix(length))) { try Everything(decoding: &$0) }
            }
        }
    }

    @Test func aNullWhereThereCanBeNoneNamesTheField() throws {
        let batch = ColumnBatch([.bytes(BytesColumn(["a", nil])), .double(FixedColumn([1, 2]))], count: 2)
        let error = #expect(throws: MartletError.self) { try Place.records(from: batch) }
        #expect(error?.description == "field 'name': A NULL came to a field that cannot be nil. Declare the field optional.")
    }

    /// Rows of tables and records of typed streams are one format.
    @Test func aRecordHasTheBytesAndTheHashOfARow() {
        let records = (0..<4).map(Self.everything)
        let batch = ColumnBatch(Everything.columns(of: records), count: records.count)
        let codec = RowCodec(Everything.schema.types)
        let hashes = batch.keyHashes(Array(0..<Everything.schema.count))
        for (row, record) in records.enumerated() {
            #expect(record.stableHash(seed: 0) == hashes[row])
            var bytes: [UInt8] = []
            codec.encode(batch.columns, row: row, into: &bytes)
            var writer = ByteWriter()
            record.encode(into: &writer)
            #expect(writer.bytes == bytes)
        }
    }

    @Test func theBytesAreThoseOfTheDocumentation() {
        var writer = ByteWriter()
        Visit(page: "/a", user: nil, tags: ["x", nil]).encode(into: &writer)
        #expect(writer.bytes == [0x02, 0x02, 0x2f, 0x61, 0x02, 0x02, 0x01, 0x78])
        #expect([1, 2].stableHash(seed: 0) == 0x4ad9_84b6_043b_21b6)
        #expect(Decimal128(unscaled: 125, scale: 2).stableHash(seed: 0) == 0xd922_ac7c_285a_41b7)
        #expect(Decimal128(unscaled: 1_250, scale: 3).stableHash(seed: 0) == 0xd922_ac7c_285a_41b7)
    }

    @Test func aBatchOfRecordsComesBack() throws {
        let batch = RecordBatch<Place?>([Self.place, nil], timestamps: [Timestamp(milliseconds: 1), .max])
        var writer = ByteWriter()
        batch.encode(into: &writer)
        let decoded = try ByteReader.withReader(of: writer.bytes) { try RecordBatch<Place?>(decoding: &$0) }
        #expect(decoded.records == batch.records)
        #expect(decoded.timestamps == batch.timestamps)
    }

    @Test func aRecordCanBeAKey() async throws {
        let visits = [Place(name: "a", latitude: 1), Place(name: "a", latitude: nil), Place(name: "a", latitude: 1)]
        let env = StreamExecutionEnvironment()
        let counts = env.from(visits).keyed(by: { $0 }).window(.session(gap: .seconds(1), time: .processing)).aggregate(into: 0) {
            count, _ in
            count += 1
        } merge: {
            $0 += $1
        }
        _ = counts
        #expect(Place(name: "a", latitude: 1).stableHash == 1.0.stableHash(seed: "a".stableHash(seed: 0)))
    }
}
