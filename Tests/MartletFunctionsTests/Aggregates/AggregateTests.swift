import MartletColumns
import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct AggregateTests {
    private func int(_ values: Int32?...) -> [Value] { values.map { $0.map(Value.int) ?? .null } }

    @Test func countCountsRowsOrValues() throws {
        #expect(try AggregateHarness("COUNT", []).result([[], [], []]) == .bigint(3))
        #expect(try AggregateHarness("count", [.int]).result(of: int(1, nil, 2)) == .bigint(2))
        #expect(try AggregateHarness("COUNT", [.int, .string]).result([[.int(1), .null], [.int(1), .string("a")]]) == .bigint(1))
    }

    @Test func sumWrapsInTheArgumentsType() throws {
        #expect(try AggregateHarness("SUM", [.int]).result(of: int(.max, 1)) == .int(.min))
        #expect(try AggregateHarness("SUM", [.int]).result(of: int(nil)) == .null)
        #expect(try AggregateHarness("SUM", [.tinyint]).resolved.resultType == .tinyint)
        #expect(try AggregateHarness("SUM", [.decimal(10, 2)]).resolved.resultType == .decimal(38, 2))
    }

    @Test func aDecimalSumThatOverflowsIsNull() throws {
        let most = Value.decimal(Decimal128(unscaled: Decimal128.powerOfTen(38) - 1, scale: 0))
        let sum = try AggregateHarness("SUM", [.decimal(38, 0)])
        #expect(try sum.result(of: [most, .decimal(Decimal128(1))]) == .null)
        #expect(try sum.result(of: [most]) == most)
    }

    @Test func averagesKeepTheType() throws {
        #expect(try AggregateHarness("AVG", [.int]).result(of: int(-1, -2)) == .int(-1))
        #expect(try AggregateHarness("AVG", [.int]).result(of: int(.max, .max)) == .int(.max))
        let decimal = try AggregateHarness("AVG", [.decimal(10, 2)])
        #expect(decimal.resolved.resultType == .decimal(38, 6))
        #expect(
            try decimal.result(of: [.decimal(Decimal128(unscaled: 100, scale: 2)), .decimal(Decimal128(unscaled: 101, scale: 2))])
                == .decimal(Decimal128(unscaled: 1_005_000, scale: 6)))
    }

    @Test func extremesOfTexts() throws {
        let texts: [Value] = [.string("b"), .null, .string("a"), .string("ab")]
        #expect(try AggregateHarness("MIN", [.string]).result(of: texts) == .string("a"))
        #expect(try AggregateHarness("MAX", [.string]).result(of: texts) == .string("b"))
        #expect(throws: MartletError.self) { try AggregateHarness("MAX", [.array(.int)]) }
    }

    @Test func anExtremeThatIsTakenBackGivesWayToTheNext() throws {
        for type in [DataType.int, .decimal(5, 0), .string] {
            func value(_ number: Int) -> Value {
                switch type.kind {
                case .int: .int(Int32(number))
                case .decimal: .decimal(Decimal128(number))
                default: .string(String(number))
                }
            }
            let maximum = try AggregateHarness("MAX", [type])
            let rows: [(Int32, [Value], RowKind)] = [
                (0, [value(3)], .insert), (0, [value(5)], .insert), (0, [value(5)], .insert), (0, [value(5)], .delete),
                (1, [value(1)], .insert), (1, [value(1)], .updateBefore), (0, [value(5)], .updateBefore), (0, [value(4)], .updateAfter),
            ]
            #expect(try maximum.results(rows) == [value(4), .null])
        }
    }

    @Test func spreadIsGivenInTheArgumentsType() throws {
        let values = int(1, 20, 10, 14)
        #expect(try AggregateHarness("STDDEV_POP", [.int]).result(of: values) == .int(6))
        #expect(try AggregateHarness("VAR_SAMP", [.int]).result(of: values) == .int(63))
        #expect(try AggregateHarness("VARIANCE", [.int]).result(of: int(1)) == .null)
        let retracted: [(Int32, [Value], RowKind)] = [(0, [.int(1)], .insert), (0, [.int(7)], .insert), (0, [.int(1)], .delete)]
        #expect(try AggregateHarness("VAR_POP", [.int]).results(retracted) == [.int(0)])
    }

    @Test func collectionsKeepTheOrderOfArrival() throws {
        let texts: [Value] = [.string("b"), .null, .string("a"), .string("b")]
        #expect(try AggregateHarness("ARRAY_AGG", [.string]).result(of: texts) == .array(texts))
        #expect(try AggregateHarness("ARRAY_AGG_IGNORE_NULLS", [.string]).result(of: texts) == .array([texts[0], texts[2], texts[3]]))
        #expect(
            try AggregateHarness("COLLECT", [.string]).result(of: texts)
                == .map([.init(.string("b"), .int(2)), .init(.string("a"), .int(1))]))
        #expect(try AggregateHarness("LISTAGG", [.string]).result(of: texts) == .string("b,a,b"))
    }

    @Test func ofEqualValuesTheEarliestIsTakenBack() throws {
        func rows(_ values: [(Int32, RowKind)]) -> [(Int32, [Value], RowKind)] { values.map { (0, [.int($0)], $1) } }
        let changes = rows([(11, .insert), (8, .insert), (12, .insert), (11, .delete), (8, .delete), (9, .insert)])
        #expect(try AggregateHarness("FIRST_VALUE", [.int]).results(changes) == [.int(12)])
        #expect(try AggregateHarness("LAST_VALUE", [.int]).results(changes) == [.int(9)])
        #expect(try AggregateHarness("ARRAY_AGG", [.int]).results(changes) == [.array([.int(12), .int(9)])])
    }

    @Test func percentilesInterpolate() throws {
        let half = try AggregateHarness(
            "PERCENTILE", [.int, DataType.decimal(2, 1).notNull], literals: [nil, .decimal(Decimal128(unscaled: 5, scale: 1))])
        #expect(half.resolved.resultType == .double)
        #expect(try half.result([1, 2, 4, 10].map { [.double($0), .double(0.5)] }) == .double(3))
        #expect(
            try AggregateCatalog.function(named: "PERCENTILE")?.resolve(
                [Argument(.int), Argument(DataType.int.notNull, literal: .int(2))]) == nil)
    }

    @Test func theSketchIsExactForAFewAndCloseForMany() {
        var sketch = DistinctSketch()
        for number in 0..<1_000 as Range<UInt64> { sketch.add(StableHash.hash(number)) }
        #expect(sketch.estimate == 1_000)
        for number in 0..<200_000 as Range<UInt64> { sketch.add(StableHash.hash(number)) }
        #expect(abs(Double(sketch.estimate) / 200_000 - 1) < 0.03)
    }
}

extension ResolvedAggregate: Equatable {
    public static func == (left: ResolvedAggregate, right: ResolvedAggregate) -> Bool {
        left.argumentTypes == right.argumentTypes && left.resultType == right.resultType
    }
}
