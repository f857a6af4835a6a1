import MartletColumns
import MartletCore
import MartletFunctions
import Testing

/// Calls operators as the binder does: arguments cast to what the operator takes, results shown as text.
struct OperatorCaller {
    let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))

    /// The result's type and text of `symbol` over values, as columns and as literals, which must agree.
    func call(_ symbol: String, _ operands: (Value, DataType)...) throws -> (type: String, text: String?) {
        let asColumns = try run(symbol, operands.map { Argument($0.1) }, operands)
        let asLiterals = try run(symbol, operands.map { Argument($0.1, literal: $0.0) }, operands)
        #expect(asColumns == asLiterals, "\(symbol) differs over literals")
        return asColumns
    }

    func run(_ symbol: String, _ arguments: [Argument], _ operands: [(Value, DataType)]) throws -> (type: String, text: String?) {
        let function = try #require(ScalarFunctionCatalog.function(named: symbol))
        let call = try #require(try function.resolve(arguments), "\(symbol) does not take \(arguments.map { "\($0.type)" })")
        var columns: [Column] = []
        for (index, type) in call.argumentTypes.enumerated() {
            // Two rows, so that constants differ from columns.
            let column = try ColumnBuilder.column([operands[index].0, operands[index].0], operands[index].1)
            let cast = try #require(try Cast.kernel(from: operands[index].1, to: type, isTry: false))
            columns.append(try cast(KernelArguments(count: 2, context: context) { _ in column }))
        }
        let result = try call.kernel(KernelArguments(count: 2, context: context) { [columns] in columns[$0] })
        let shown = try Cast.displayKernel(of: call.resultType)(KernelArguments(count: 2, context: context) { _ in result })
        #expect(shown.count == 2 && shown.bytes.string(0) == shown.bytes.string(1))
        return (call.resultType.description, shown.bytes.string(1))
    }
}

@Suite struct OperatorTests {
    let caller = OperatorCaller()

    private func decimal(_ text: String, _ precision: Int, _ scale: Int) throws -> (Value, DataType) {
        let value = try #require(Decimal128(text)?.fitted(precision: precision, scale: scale))
        return (.decimal(value), DataType.decimal(precision, scale).notNull)
    }

    private func int(_ value: Int32) -> (Value, DataType) { (.int(value), DataType.int.notNull) }
    private func text(_ value: String) -> (Value, DataType) { (.string(value), DataType.string.notNull) }
    private func timestamp(_ text: String, _ precision: Int) throws -> (Value, DataType) {
        let value = try text.utf8.withContiguousStorageIfAvailable { try TemporalText.dateTime($0) }
        return (.timestamp(try #require(value)), DataType.timestamp(precision).notNull)
    }
    private func date(_ text: String) throws -> (Value, DataType) {
        let days = try text.utf8.withContiguousStorageIfAvailable { try TemporalText.date($0) }
        return (.date(LocalDate(days: try #require(days))), DataType.date.notNull)
    }

    private let day = (Value.milliseconds(86_400_000), DataType(.intervalDayTime, nullable: false))
    private let month = (Value.months(1), DataType(.intervalYearMonth, nullable: false))

    // MARK: Numbers

    @Test(
        arguments: [
            (
                "1.1", 2, 1, "2.22", 3, 2, "DECIMAL(4, 2) NOT NULL", "3.32", "-1.12", "DECIMAL(6, 3) NOT NULL", "2.442",
                "DECIMAL(9, 6) NOT NULL", "0.495495"
            ),
            (
                "1", 10, 2, "3", 10, 4, "DECIMAL(13, 4) NOT NULL", "4.0000", "-2.0000", "DECIMAL(21, 6) NOT NULL", "3.000000",
                "DECIMAL(25, 13) NOT NULL", "0.3333333333333"
            ),
            (
                "1", 38, 18, "3", 38, 18, "DECIMAL(38, 17) NOT NULL", "4.00000000000000000", "-2.00000000000000000",
                "DECIMAL(38, 6) NOT NULL", "3.000000", "DECIMAL(38, 6) NOT NULL", "0.333333"
            ),
            (
                "-0.001", 10, 3, "100", 4, 1, "DECIMAL(11, 3) NOT NULL", "99.999", "-100.001", "DECIMAL(15, 4) NOT NULL", "-0.1000",
                "DECIMAL(16, 8) NOT NULL", "-0.00001000"
            ),
            (
                "1.9", 38, 30, "3", 38, 35, "DECIMAL(38, 29) NOT NULL", "4.90000000000000000000000000000",
                "-1.10000000000000000000000000000", "DECIMAL(38, 26) NOT NULL", nil, "DECIMAL(38, 6) NOT NULL", "0.633333"
            ),
        ] as [(String, Int, Int, String, Int, Int, String, String, String, String, String?, String, String)])
    func decimals(
        a: String, p: Int, s: Int, b: String, q: Int, t: Int, sumType: String, sum: String, difference: String, productType: String,
        product: String?, quotientType: String, quotient: String
    ) throws {
        let (x, y) = (try decimal(a, p, s), try decimal(b, q, t))
        #expect(try caller.call("+", x, y) == (sumType, sum))
        #expect(try caller.call("-", x, y) == (sumType, difference))
        if let product { #expect(try caller.call("*", x, y) == (productType, product)) }
        #expect(try caller.call("/", x, y) == (quotientType, quotient))
    }

    @Test func decimalsThatDoNotFitAreNull() throws {
        let most = try decimal("99999999999999999999999999999999999999", 38, 0), one = try decimal("1", 38, 0)
        #expect(try caller.call("+", most, one) == ("DECIMAL(38, 0) NOT NULL", nil))
        #expect(try caller.call("-", most, one).text == "99999999999999999999999999999999999998")
        #expect(try caller.call("*", most, int(10)).text == nil)
        #expect(try caller.call("/", one, try decimal("7", 38, 0)).text == "0.142857")
    }

    @Test func decimalsMixWithOtherNumbers() throws {
        let x = try decimal("1.5", 5, 2)
        #expect(try caller.call("+", x, int(1)) == ("DECIMAL(13, 2) NOT NULL", "2.50"))
        #expect(try caller.call("/", x, int(3)) == ("DECIMAL(16, 13) NOT NULL", "0.5000000000000"))
        #expect(try caller.call("+", x, (.bigint(1), .bigint)) == ("DECIMAL(22, 2)", "2.50"))
        #expect(try caller.call("+", x, (.double(1), .double)) == ("DOUBLE", "2.5"))
        #expect(try caller.call("%", try decimal("10.5", 3, 1), int(3)) == ("DECIMAL(3, 1) NOT NULL", "1.5"))
        #expect(try caller.call("%", try decimal("-1.9", 10, 3), try decimal("0.7", 3, 2)) == ("DECIMAL(4, 3) NOT NULL", "-0.500"))
    }

    @Test func integersWrap() throws {
        #expect(try caller.call("+", int(.max), int(1)) == ("INT NOT NULL", "-2147483648"))
        #expect(try caller.call("*", (.tinyint(100), .tinyint), (.tinyint(2), .tinyint)) == ("TINYINT", "-56"))
        #expect(try caller.call("/", (.tinyint(.min), .tinyint), (.tinyint(-1), .tinyint)).text == "-128")
        #expect(try caller.call("unary -", int(.min)).text == "-2147483648")
        #expect(try caller.call("+", (.tinyint(1), .tinyint), (.bigint(1), .bigint)).type == "BIGINT")
        #expect(try caller.call("%", (.bigint(-7), .bigint), int(4)) == ("INT", "-3"))
    }

    @Test func divisionByZero() throws {
        #expect(throws: MartletError.self) { try caller.call("/", int(1), int(0)) }
        #expect(throws: MartletError.self) { try caller.call("%", int(1), int(0)) }
        #expect(throws: MartletError.self) { try caller.call("/", try decimal("1.5", 2, 1), try decimal("0", 2, 1)) }
        let (one, zero) = ((Value.double(1), DataType.double), (Value.double(0), DataType.double))
        #expect(try caller.run("/", [Argument(.double), Argument(.double)], [one, zero]).text == "Infinity")
        #expect(throws: MartletError.self) {
            try caller.run("/", [Argument(.double, literal: one.0), Argument(.double, literal: zero.0)], [one, zero])
        }
    }

    @Test func floatingPointKeepsTheFirstType() throws {
        let (float, double) = ((Value.float(1.9), DataType.float), (Value.double(1.9), DataType.double))
        func columns(_ symbol: String, _ operands: (Value, DataType)...) throws -> (String, String?) {
            try caller.run(symbol, operands.map { Argument($0.1) }, operands)
        }
        #expect(try caller.call("+", float, double) == ("FLOAT", "3.8"))
        #expect(try columns("+", double, float) == ("DOUBLE", "3.799999976158142"))
        #expect(try caller.call("/", float, int(1)) == ("FLOAT", "1.9"))
        #expect(try columns("*", try decimal("1.9", 10, 3), float) == ("DOUBLE", "3.60999995470047"))
        // A literal is the number that it is written as.
        #expect(try caller.run("+", [Argument(.double), Argument(.float, literal: .float(1.9))], [double, float]).text == "3.8")
    }

    // MARK: Times

    @Test func intervalsMoveTimes() throws {
        #expect(try caller.call("+", try date("2024-01-31"), month) == ("DATE NOT NULL", "2024-02-29"))
        #expect(try caller.call("-", try date("2024-03-31"), month).text == "2024-02-29")
        #expect(try caller.call("+", try date("2024-01-01"), (.milliseconds(25 * 3_600_000), day.1)).text == "2024-01-02")
        #expect(try caller.call("-", try date("2024-01-01"), (.milliseconds(3_600_000), day.1)).text == "2024-01-01")
        #expect(try caller.call("+", try timestamp("2024-01-31 10:00:00", 9), month).text == "2024-02-29 10:00:00.000000000")
        #expect(
            try caller.call("+", try timestamp("1969-12-31 23:59:59.999999999", 9), (.milliseconds(1), day.1)).text
                == "1970-01-01 00:00:00.000999999")
        #expect(try caller.call("-", try timestamp("2024-01-01 00:00:00", 3), day).text == "2023-12-31 00:00:00.000")
        #expect(try caller.call("+", day, try date("2024-02-28")).text == "2024-02-29")
        let time = (Value.time(LocalTime(milliseconds: 600_000)), DataType.time().notNull)
        #expect(try caller.call("-", time, (.milliseconds(1_200_000), day.1)) == ("TIME(0) NOT NULL", "23:50:00"))
        #expect(try caller.call("+", time, month).text == "00:10:00")
    }

    @Test func intervalsAreNumbers() throws {
        #expect(try caller.call("+", month, (.months(14), month.1)) == ("INTERVAL MONTH NOT NULL", "+1-03"))
        #expect(try caller.call("*", day, int(3)).text == "+3 00:00:00.000")
        #expect(try caller.call("*", int(-2), day).text == "-2 00:00:00.000")
        #expect(try caller.call("unary -", day).text == "-1 00:00:00.000")
        #expect(throws: MartletError.self) { try caller.call("*", day, (.double(1.5), .double)) }
    }

    // MARK: Comparisons

    @Test func comparisons() throws {
        let nan = (Value.double(.nan), DataType.double), one = (Value.double(1), DataType.double)
        #expect(try caller.call("=", nan, nan).text == "FALSE")
        #expect(try caller.call("<>", nan, one).text == "TRUE")
        #expect(try caller.call("<", nan, one).text == "FALSE")
        #expect(try caller.call("=", (.double(-0.0), .double), (.double(0), .double)).text == "TRUE")
        #expect(try caller.call("=", int(1), try decimal("1.0", 2, 1)) == ("BOOLEAN NOT NULL", "TRUE"))
        #expect(try caller.call("<", text("Z"), text("a")).text == "TRUE")
        #expect(try caller.call("<", text("a"), text("aa")).text == "TRUE")
        #expect(try caller.call(">", (.bytes([0x80]), .bytes), (.bytes([0x7F]), .bytes)).text == "TRUE")
        #expect(try caller.call(">", (.boolean(true), .boolean), (.boolean(false), .boolean)).text == "TRUE")
        #expect(try caller.call("=", try timestamp("2024-01-01 00:00:00", 0), try timestamp("2024-01-01 00:00:00", 9)).text == "TRUE")
        #expect(try caller.call("<", (.null, .int), int(1)) == ("BOOLEAN", nil))
        #expect(try caller.call("=", text("x"), (.boolean(true), .boolean)).text == "FALSE")
        #expect(try ScalarFunction.compare(.date, .timestamp()) == nil)
    }

    @Test func nestedValuesAreEqualPartByPart() throws {
        func array(_ values: Value...) -> (Value, DataType) { (.array(values), .array(.int)) }
        func map(_ entries: (String, Int32)...) -> (Value, DataType) {
            (.map(entries.map { .init(.string($0.0), .int($0.1)) }), .map(DataType.string.notNull, .int))
        }
        #expect(try caller.call("=", array(.int(1), .int(2)), array(.int(1), .int(2))).text == "TRUE")
        #expect(try caller.call("=", array(.int(1)), array(.int(1), .int(2))).text == "FALSE")
        #expect(try caller.call("=", array(.null), array(.null)).text == "FALSE")
        #expect(try caller.call("IS NOT DISTINCT FROM", array(.null), array(.null)).text == "TRUE")
        #expect(try caller.call("=", map(("a", 1), ("b", 2)), map(("b", 2), ("a", 1))).text == "TRUE")
        #expect(try caller.call("<>", map(("a", 1)), map(("a", 2))).text == "TRUE")
    }

    @Test func nullIsDistinctFromValuesOnly() throws {
        #expect(try caller.call("IS DISTINCT FROM", (.null, .int), int(2)) == ("BOOLEAN NOT NULL", "TRUE"))
        #expect(try caller.call("IS DISTINCT FROM", (.null, .int), (.null, .int)).text == "FALSE")
        #expect(try caller.call("IS NOT DISTINCT FROM", int(2), int(2)).text == "TRUE")
    }

    @Test(arguments: [
        ("IS TRUE", "TRUE", "FALSE", "FALSE"), ("IS NOT TRUE", "FALSE", "TRUE", "TRUE"), ("IS FALSE", "FALSE", "TRUE", "FALSE"),
        ("IS NOT FALSE", "TRUE", "FALSE", "TRUE"), ("IS UNKNOWN", "FALSE", "FALSE", "TRUE"), ("IS NOT UNKNOWN", "TRUE", "TRUE", "FALSE"),
        ("IS NULL", "FALSE", "FALSE", "TRUE"), ("IS NOT NULL", "TRUE", "TRUE", "FALSE"),
    ]) func truthTests(symbol: String, ofTrue: String, ofFalse: String, ofNull: String) throws {
        #expect(try caller.call(symbol, (.boolean(true), .boolean)).text == ofTrue)
        #expect(try caller.call(symbol, (.boolean(false), .boolean)).text == ofFalse)
        #expect(try caller.call(symbol, (.null, .boolean)).text == ofNull)
    }

    // MARK: Patterns

    @Test(arguments: [
        ("abc", "a%", true), ("a", "a%", true), ("ABC", "a%", false), ("abc", "%c", true), ("abc", "%b%", true), ("abc", "a_c", true),
        ("", "%", true),
        ("", "", true), ("abc", "", false), ("a.c", "a.c", true), ("abc", "a.c", false), ("a\\c", "a\\c", true),
        ("line1\nline2", "line%2", true),
        ("🦊x", "_x", true), ("🦊x", "__x", false), ("hello", "h%o", true), ("hello", "h___o", true), ("abcabc", "%ca%", true),
        ("abcabc", "a%b%c", true),
        ("aaa", "a%a%a%a", false), ("ab", "a%%b", true), ("xabab", "%ab", true), ("mississippi", "%iss%ip%_", true),
        ("abc", "%_%_%_%_%", false),
    ]) func like(value: String, pattern: String, expected: Bool) throws {
        #expect(try caller.call("LIKE", text(value), text(pattern)).text == (expected ? "TRUE" : "FALSE"))
    }

    @Test func anEscapeTakesTheMeaningAway() throws {
        #expect(try caller.call("LIKE", text("a%c"), text("a\\%c"), text("\\")).text == "TRUE")
        #expect(try caller.call("LIKE", text("abc"), text("a!_c"), text("!")).text == "FALSE")
        #expect(try caller.call("LIKE", text("a!c"), text("a!!c"), text("!")).text == "TRUE")
        #expect(throws: MartletError.self) { try caller.call("LIKE", text("a"), text("a!b"), text("!")) }
        #expect(throws: MartletError.self) { try caller.call("LIKE", text("a"), text("a"), text("ab")) }
    }

    @Test(arguments: [
        ("abc", "ab+c", true), ("abc", "(ab|cd)%", true), ("abc", "[a-c]*", true), ("abc", "_b_", true), ("abc", "a", false),
        ("abc", "a.c", true),
        ("a1c", "a[0-9]c", true), ("aaa", "a{2}", false), ("aaa", "a{2,3}", true), ("b", "a?b", true), ("x-y", "x[-]y", true),
        ("d", "[^a-c]", true),
        ("7", "[[:DIGIT:]]", true),
    ]) func similarTo(value: String, pattern: String, expected: Bool) throws {
        #expect(try caller.call("SIMILAR TO", text(value), text(pattern)).text == (expected ? "TRUE" : "FALSE"))
    }

    // MARK: Collections

    @Test func constructors() throws {
        let char = (Value.string("a"), DataType.char(1).notNull)
        #expect(
            try caller.call("ROW", int(1), char, (.null, .int)) == (
                "ROW<`EXPR$0` INT NOT NULL, `EXPR$1` CHAR(1) NOT NULL, `EXPR$2` INT> NOT NULL", "(1, a, NULL)"
            ))
        #expect(try caller.call("ARRAY", int(1), try decimal("2.5", 2, 1)) == ("ARRAY<DECIMAL(11, 1) NOT NULL> NOT NULL", "[1.0, 2.5]"))
        #expect(try caller.call("ARRAY", char, (.string("bcd"), DataType.char(3).notNull)).type == "ARRAY<VARCHAR(3) NOT NULL> NOT NULL")
        #expect(try caller.call("MAP", char, int(1), char, int(2)) == ("MAP<CHAR(1) NOT NULL, INT NOT NULL> NOT NULL", "{a=2}"))
        #expect(throws: MartletError.self) { try caller.call("MAP", char) }
        #expect(throws: MartletError.self) { try caller.call("ARRAY") }
    }

    @Test func elements() throws {
        let array = (Value.array([.int(7), .int(8)]), DataType.array(DataType.int.notNull).notNull)
        let map = (Value.map([.init(.string("a"), .int(1))]), DataType.map(DataType.char(1).notNull, .int).notNull)
        #expect(try caller.call("ITEM", array, int(2)) == ("INT", "8"))
        #expect(try caller.call("ITEM", array, int(3)).text == nil)
        #expect(try caller.call("ITEM", array, (.null, .int)).text == nil)
        #expect(try caller.call("ITEM", map, text("a")).text == "1")
        #expect(try caller.call("ITEM", map, text("ab")).text == nil)
        #expect(throws: MartletError.self) {
            try caller.run("ITEM", [Argument(array.1), Argument(.int, literal: .int(0))], [array, int(0)])
        }
    }

    @Test func concatenation() throws {
        #expect(
            try caller.call("||", (.string("ab"), DataType.char(2).notNull), (.string("c"), DataType.char(1).notNull)) == (
                "CHAR(3) NOT NULL", "abc"
            ))
        #expect(try caller.call("||", text("ab"), (.null, .varchar(3))) == ("STRING", nil))
        #expect(throws: MartletError.self) { try caller.call("||", (.bytes([1]), .bytes), (.bytes([2]), .bytes)) }
    }
}

extension ScalarFunction {
    fileprivate static func compare(_ left: DataType, _ right: DataType) throws -> ResolvedCall? {
        try ScalarFunctionCatalog.function(named: "=")?.resolve([Argument(left), Argument(right)])
    }
}
