import MartletConnectors
import MartletCore
import MartletRuntime
import Testing

@Suite struct DatagenTests {
    func table(_ fields: [Field], _ options: [String: String], parallelism: Int = 1) -> TableHarness {
        TableHarness(fields, options.merging(["connector": "datagen"]) { $1 }, parallelism: parallelism)
    }

    @Test(arguments: [1, 3]) func sequencesAreExact(parallelism: Int) async throws {
        let options = [
            "fields.id.kind": "sequence", "fields.id.start": "5", "fields.id.end": "11", "fields.s.kind": "sequence", "fields.s.start": "1",
            "fields.s.end": "100",
        ]
        let rows = try await table([Field("id", .bigint), Field("s", .string)], options, parallelism: parallelism).read()
        let expected = (0..<7).map { Row([.bigint(5 + $0), .string(String(1 + $0))]) }
        #expect(parallelism == 1 ? rows == expected : Set(rows) == Set(expected) && rows.count == expected.count)
    }

    @Test func randomValuesAreInTheirBounds() async throws {
        let fields = [
            Field("i", .int), Field("t", .tinyint), Field("d", .double), Field("n", .decimal(4, 2)), Field("s", .string),
            Field("v", .varchar(5)),
            Field("c", .char(3)), Field("b", .boolean), Field("ts", .timestamp(3)), Field("a", .array(.int)),
            Field("r", .row([Field("x", .int)])),
        ]
        let options = [
            "number-of-rows": "1000", "fields.i.min": "7", "fields.i.max": "9", "fields.d.min": "-1", "fields.d.max": "1",
            "fields.s.length": "4",
            "fields.v.var-len": "true", "fields.a.length": "2", "fields.a.element.max": "0", "fields.b.null-rate": "0.5",
            "fields.r.x.min": "5",
            "fields.r.x.max": "5",
        ]
        let rows = try await table(fields, options).read()
        #expect(rows.count == 1000)
        #expect(Set(rows.map { $0[0] }) == [.int(7), .int(8), .int(9)])
        for row in rows {
            guard case .double(let d) = row[2], case .string(let s) = row[4], case .string(let v) = row[5], case .array(let a) = row[9]
            else {
                Issue.record("not of its types: \(row)")
                return
            }
            #expect((-1...1).contains(d))
            #expect(s.count == 4 && s.allSatisfy { $0.isHexDigit && !$0.isUppercase })
            #expect((1...5).contains(v.count))
            #expect(a.count == 2)
            #expect(row[10] == .row([.int(5)]))
        }
        let nulls = rows.count { $0[7].isNull }
        #expect((400...600).contains(nulls))
    }

    @Test func rowsComeSecondBySecond() async throws {
        let start = ContinuousClock.now
        #expect(try await table([Field("i", .int)], ["number-of-rows": "3", "rows-per-second": "2"]).read().count == 3)
        #expect(ContinuousClock.now - start >= .milliseconds(900))
    }

    @Test func theTableEndsWithItsShortestSequenceEvenIfNobodyReadsIt() async throws {
        let options = ["fields.a.kind": "sequence", "fields.a.start": "1", "fields.a.end": "4"]
        #expect(try await table([Field("a", .int), Field("b", .boolean)], options).read(projection: [1]).count == 4)
        #expect(
            try await table([Field("a", .int), Field("b", .boolean)], options.merging(["number-of-rows": "2"]) { $1 }).read().count == 2)
    }

    @Test(arguments: [
        ["nope": "1"], ["number-of-rows": "many"], ["fields.a.kind": "nope"], ["fields.a.kind": "sequence"], ["fields.zzz.min": "1"],
        ["fields.a.min": "x"], ["fields.a.min": "3", "fields.a.max": "2"], ["fields.a.var-len": "true"], ["fields.c.length": "2"],
        ["fields.v.length": "20"], ["fields.a.null-rate": "2"],
    ])
    func wrongOptionsAreRefused(options: [String: String]) async {
        let fields = [Field("a", .int), Field("c", .char(3)), Field("v", .varchar(10))]
        await #expect(throws: MartletError.self) { try await table(fields, options).read() }
    }
}
