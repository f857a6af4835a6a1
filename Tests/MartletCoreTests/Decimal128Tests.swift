import Testing

@testable import MartletCore

@Suite struct Decimal128Tests {
    @Test(arguments: [
        ("1.50", "1.50"), ("-0.001", "-0.001"), (".5", "0.5"), ("5.", "5"), ("1.5e3", "1500"), ("1e-3", "0.001"), ("+7", "7"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ("-12345678901234567890.123456789012345678", "-12345678901234567890.123456789012345678"), ("0.00", "0.00"),
    ]) func textsComeBack(text: String, expected: String) throws {
        #expect(try #require(Decimal128(text)).description == expected)
    }

    @Test(arguments: ["", "-", ".", "1.2.3", "1e", "x", "123456789012345678901234567890123456789"]) func otherTextsAreNone(text: String) {
        #expect(Decimal128(text) == nil)
    }

    @Test(arguments: [
        ("1.005", 2, "1.01"), ("-1.995", 2, "-2.00"), ("1.004", 2, "1.00"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("2", 3, "2.000"),
    ])
    func halvesAreRoundedAwayFromZero(text: String, scale: Int, expected: String) throws {
        #expect(try #require(Decimal128(text)?.rescaled(to: scale)).description == expected)
    }

    @Test func whatDoesNotFitIsNil() throws {
        let number = try #require(Decimal128("999.95"))
        #expect(number.fitted(precision: 4, scale: 1) == nil)
        #expect(number.fitted(precision: 5, scale: 1)?.description == "1000.0")
    }

    @Test func numbersOfDifferentScaleAreCompared() throws {
        let small = try #require(Decimal128("99999999999999999999999999999999999999")), large = Decimal128(unscaled: 1, scale: 38)
        #expect(large < small)
        #expect(try #require(Decimal128("1.10")) == #require(Decimal128("1.1")))
        #expect(try #require(Decimal128("1.10")).hashValue == #require(Decimal128("1.1")).hashValue)
        #expect(try #require(Decimal128("-1.1")) < #require(Decimal128("-1.09")))
    }

    @Test(arguments: [(0, 1), (9, 1), (10, 2), (-999, 3), (Int128(1) << 126, 38)]) func digitsAreCounted(number: Int128, digits: Int) {
        #expect(Decimal128.digits(of: number) == digits)
    }

    @Test func doublesAreTheNearest() throws {
        #expect(try #require(Decimal128("0.1")).doubleValue == 0.1)
        #expect(try #require(Decimal128("123456789012345678901234567890.12345678")).doubleValue == 123456789012345678901234567890.12345678)
    }

    /// The way through 256 bits gives what the way through 128 bits gives.
    @Test func wideArithmeticAgreesWithNarrow() {
        var random = SplitMix64(seed: 1)
        func number(_ digits: Int) -> Int128 {
            let number = Int128(truncatingIfNeeded: Int64(truncatingIfNeeded: random.next())) % Decimal128.powerOfTen(digits)
            return number == 0 ? 1 : number
        }
        for _ in 0..<2_000 {
            let a = number(Int(random.next() % 17) + 1), b = number(Int(random.next() % 17) + 1)
            let aScale = Int(random.next() % 8), bScale = Int(random.next() % 8), scale = Int(random.next() % 10)
            if scale <= max(aScale, bScale) {
                #expect(
                    Decimal128.sum(a, aScale, b, bScale, precision: 38, scale: scale)
                        == Decimal128.wideSum(a, aScale, b, bScale, precision: 38, scale: scale))
                #expect(
                    Decimal128.remainder(a, aScale, b, bScale, precision: 38, scale: scale)
                        == Decimal128.wideRemainder(a, aScale, b, bScale, precision: 38, scale: scale))
            }
            if scale <= aScale + bScale {
                #expect(
                    Decimal128.product(a, aScale, b, bScale, precision: 38, scale: scale)
                        == Decimal128.wideProduct(a, b, shift: aScale + bScale - scale, precision: 38))
            }
            #expect(
                Decimal128.quotient(a, aScale, b, bScale, precision: 38, scale: scale)
                    == Decimal128.wideQuotient(a, b, shift: scale + bScale - aScale, precision: 38))
        }
    }

    @Test func productsAndQuotientsOf38DigitsAreExact() throws {
        let a = try #require(Decimal128("12345678901234567890123456789012345678")).unscaled
        let b = try #require(Decimal128("98765432109876543210987654321098765432")).unscaled
        // Computed with Python's decimal module.
        #expect(
            Decimal128.product(a, 38, b, 38, precision: 38, scale: 38) == Decimal128("12193263113702179522618503273386678859")?.unscaled)
        #expect(Decimal128.quotient(a, 0, b, 0, precision: 38, scale: 37) == Decimal128("1249999988609375000142382812498220215")?.unscaled)
        #expect(Decimal128.quotient(a, 0, b, 38, precision: 38, scale: 0) == Decimal128("12499999886093750001423828124982202148")?.unscaled)
        #expect(
            Decimal128.remainder(b, 0, a, 38, precision: 38, scale: 38) == Decimal128("1851755490185234598019060805706795980")?.unscaled)
    }
}
