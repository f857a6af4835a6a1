import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct MathFunctionTests {
    private func decimal(_ text: String) throws -> Value { .decimal(try #require(Decimal128(text))) }

    @Test func roundingKeepsTheFamily() throws {
        // With digits that are no literal Flink puts the point in the wrong place, and so do we.
        #expect(try call("ROUND", decimal("2.345"), 2, columnsToo: false) == decimal("2.35"))
        #expect(try call("ROUND", decimal("-2.5")) == decimal("-3"))
        #expect(try call("ROUND", 1250, -2) == 1300)
        #expect(try call("ROUND", .tinyint(125), -1) == .tinyint(-126))
        #expect(try call("ROUND", 1.005, 2) == 1.01)
        #expect(try call("ROUND", 25.0, -1) == 30.0)
        #expect(try call("ROUND", 1e20, -1) == 1e20)
        #expect(try call("TRUNCATE", 1234, -2) == 1200)
        #expect(try call("TRUNCATE", 42.324, 1) == 42.3)
        #expect(throws: MartletError.self) { try call("ROUND", .double(.nan), 1) }
    }

    @Test func typesOfRoundedDecimals() throws {
        func type(_ name: String, _ type: DataType, _ digits: Int32? = nil) throws -> DataType {
            let arguments = [Argument(type)] + (digits.map { [Argument(DataType.int.notNull, literal: .int($0))] } ?? [])
            return try #require(try ScalarFunctionCatalog.function(named: name)?.resolve(arguments)).resultType
        }
        #expect(try type("ROUND", .decimal(2, 1)) == .decimal(2, 0))
        #expect(try type("ROUND", .decimal(7, 3), -2) == .decimal(5, 0))
        #expect(try type("TRUNCATE", .decimal(5, 3), 2) == .decimal(5, 2))
        #expect(try type("ROUND", .decimal(6, 3), 5) == .decimal(6, 3))
        #expect(try type("CEIL", .decimal(10, 3)) == .decimal(10, 0))
    }

    @Test func wholeNumbers() throws {
        #expect(try call("CEIL", decimal("-1.2")) == decimal("-1"))
        #expect(try call("FLOOR", decimal("-1.2")) == decimal("-2"))
        #expect(try call("ABS", .int(.min)) == .int(.min))
        #expect(try call("SIGN", decimal("-2.5")) == decimal("-1.0"))
    }

    @Test func logarithmsAndPowers() throws {
        #expect(try call("LOG", 10.0, 0.001) == -2.9999999999999996)
        #expect(try call("LOG2", 3.0) == 1.5849625007211563)
        #expect(try call("LN", 0.0) == .double(-.infinity))
        #expect(try call("POWER", 2.0, -1.0) == 0.5)
    }

    /// The numbers are those that `new java.util.Random(42)` gives.
    @Test func seededNumbersAreJavas() {
        var random = JavaRandom(seed: 42)
        #expect(random.nextDouble() == 0.7275636800328681)
        random = JavaRandom(seed: 42)
        #expect([random.nextInt(10), random.nextInt(10), random.nextInt(100)] == [0, 3, 48])
    }
}
