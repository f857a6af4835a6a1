import MartletCore

/// A JSON document as a tree, for the SQL/JSON functions and VARIANT: members keep their order, numbers their digits.
///
/// Files and topics are read by `MartletFormats`, whole batches at a time; here a document is one value of one row, and what matters is that it
/// comes out as it went in.
indirect enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    /// No two members have the same name.
    case object([Member])

    struct Member: Sendable, Equatable {
        var name: String
        var value: JSONValue
    }

    var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    /// The member of this name, if there is one.
    subscript(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }
}

/// A number with the digits in which it was written: unscaled digits and a scale, as Java's `BigInteger` or `BigDecimal`.
struct JSONNumber: Sendable, Hashable {
    let isNegative: Bool
    /// Without zeros in front; `0` for zero.
    let digits: String
    /// Digits behind the point; negative: zeros behind the digits.
    let scale: Int
    /// Whether it was written without point and exponent.
    let isInteger: Bool
    let hasExponent: Bool
    /// How it is spelled, where that does not follow from the digits: `1.0E20`, `Infinity`.
    private var verbatim: String?

    /// From a text that is a number in JSON.
    init(_ text: some StringProtocol) {
        var rest = Substring(text)
        isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        var exponent = 0
        var isInteger = true
        if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            var digits = rest[rest.index(after: mark)...]
            if digits.first == "+" { digits.removeFirst() }
            exponent = Int(digits) ?? (digits.first == "-" ? -1_000_000 : 1_000_000)
            rest = rest[..<mark]
            isInteger = false
        }
        var scale = 0
        var all = ""
        if let point = rest.firstIndex(of: ".") {
            all = String(rest[..<point] + rest[rest.index(after: point)...])
            scale = rest.distance(from: point, to: rest.endIndex) - 1
            isInteger = false
        } else {
            all = String(rest)
        }
        let significant = all.drop { $0 == "0" }
        digits = significant.isEmpty ? "0" : String(significant)
        self.scale = scale - exponent
        self.isInteger = isInteger
        hasExponent = text.contains { $0 == "e" || $0 == "E" }
    }

    /// A number of this value, spelled as the text is.
    init(verbatim text: String) {
        self.init(text)
        verbatim = text
    }

    /// As Java's `toString` spells it: plain, or with an exponent where it is large or very small (`1E+3`).
    var text: String {
        if let verbatim { return verbatim }
        let sign = isNegative && !(isInteger && digits == "0") && digits != "0" ? "-" : ""
        if scale == 0 { return sign + digits }
        let adjusted = digits.utf8.count - 1 - scale
        if scale > 0, adjusted >= -6 {
            let padded = digits.utf8.count > scale ? digits : String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
            let point = padded.index(padded.endIndex, offsetBy: -scale)
            return sign + padded[..<point] + "." + padded[point...]
        }
        let first = digits.prefix(1), others = digits.dropFirst()
        return sign + first + (others.isEmpty ? "" : "." + others) + "E" + (adjusted < 0 ? "-" : "+") + String(adjusted.magnitude)
    }

    var double: Double { Double("\(isNegative ? "-" : "")\(digits)e\(-scale)") ?? .nan }

    /// The value as a 32-bit integer, if it was written as an integer and fits.
    var int32: Int32? { isInteger ? Int32("\(isNegative ? "-" : "")\(digits)") : nil }
}
