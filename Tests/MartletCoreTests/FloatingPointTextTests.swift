import MartletCore
import Testing

@Suite struct FloatingPointTextTests {
    @Test(
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (0.001, "0.001"), (9.999999e-4, "9.999999E-4"), (1e7, "1.0E7"),
            (9_999_999, "9999999.0"),
            (12_345_678.9, "1.23456789E7"), (1e21, "1.0E21"), (.nan, "NaN"), (-.infinity, "-Infinity"), (4.9e-324, "4.9E-324"),
            (1.7976931348623157e308, "1.7976931348623157E308"), (-72.5 / 7, "-10.357142857142858"),
            (9_007_199_254_740_992, "9.007199254740992E15"),
            (0.1 + 0.2, "0.30000000000000004"), (1e308 * 1e-10, "1.0000000000000001E298"),
        ] as [(Double, String)])
    func doublesAreSpeltAsInJava17(value: Double, text: String) { #expect(value.sqlText == text) }

    @Test(
        arguments: [
            (1, "1.0"), (0.1, "0.1"), (-10.357142857142858, "-10.357142"), (-939_710_305_345, "-9.3971028E11"),
            (123_456_789, "1.23456792E8"),
            (16_777_216, "1.6777216E7"), (3.4028235e38, "3.4028235E38"), (0.001, "0.001"), (1.4e-45, "1.4E-45"), (64.16071, "64.16071"),
        ] as [(Float, String)])
    func floatsAreSpeltAsInJava17(value: Float, text: String) { #expect(value.sqlText == text) }
}
