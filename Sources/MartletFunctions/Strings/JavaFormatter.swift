/// Java's `java.util.Formatter` in the locale en_US: `%-10s|%05d|%,.2f`.
struct JavaFormatter {
    /// A value to be formatted, as Java sees it.
    enum Argument {
        case null
        case boolean(Bool)
        /// An integer of so many bits.
        case integer(Int64, bits: Int)
        case floating(Double, shortest: String)
        case string(String)
        /// Anything else, with its `toString`.
        case object(String)
    }

    /// The format, or an argument for it, is what Java refuses.
    struct Malformed: Error {}

    private struct Specifier {
        var flags: Set<Character> = []
        var width: Int?
        var precision: Int?
        var conversion: Character = "s"

        func has(_ flag: Character) -> Bool { flags.contains(flag) }
    }

    static func format(_ format: String, _ arguments: [Argument]) throws(Malformed) -> String {
        var text = ""
        var rest = Substring(format)
        var ordinary = 0, last: Int?
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            var index: Int?, isRelative = false
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty, digits.first != "0", rest[digits.endIndex...].first == "$" {
                index = Int(digits)
                rest = rest[digits.endIndex...].dropFirst()
            } else if rest.first == "<" {
                isRelative = true
                rest.removeFirst()
            }
            let specifier = try specifier(&rest)
            if specifier.conversion == "n" {
                text += "\n"
                continue
            }
            if specifier.conversion == "%" {
                text += try padded("%", specifier)
                continue
            }
            let place: Int
            if isRelative {
                guard let known = last else { throw Malformed() }
                place = known
            } else if let index {
                place = index - 1
            } else {
                place = ordinary
                ordinary += 1
            }
            guard arguments.indices.contains(place) else { throw Malformed() }
            last = place
            text += try converted(arguments[place], specifier)
        }
        return text
    }

    private static func specifier(_ rest: inout Substring) throws(Malformed) -> Specifier {
        var specifier = Specifier()
        while let flag = rest.first, "-#+ 0,(".contains(flag) {
            guard specifier.flags.insert(flag).inserted else { throw Malformed() }
            rest.removeFirst()
        }
        let width = rest.prefix { $0.isASCII && $0.isNumber }
        if !width.isEmpty { specifier.width = Int(width) }
        rest = rest[width.endIndex...]
        if rest.first == "." {
            rest.removeFirst()
            let precision = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(precision) else { throw Malformed() }
            specifier.precision = number
            rest = rest[precision.endIndex...]
        }
        guard let conversion = rest.popFirst() else { throw Malformed() }
        specifier.conversion = conversion
        if specifier.has("-") || specifier.has("0"), specifier.width == nil, conversion != "n" { throw Malformed() }
        if specifier.has("-"), specifier.has("0") { throw Malformed() }
        if specifier.has("+"), specifier.has(" ") { throw Malformed() }
        return specifier
    }

    private static func padded(_ text: String, _ specifier: Specifier) throws(Malformed) -> String {
        let missing = (specifier.width ?? 0) - text.utf16.count
        if missing <= 0 { return text }
        let spaces = String(repeating: " ", count: missing)
        return specifier.has("-") ? text + spaces : spaces + text
    }

    private static func converted(_ argument: Argument, _ specifier: Specifier) throws(Malformed) -> String {
        let isUpper = specifier.conversion.isUppercase
        var text: String
        switch Character(specifier.conversion.lowercased()) {
        case "s": text = try general(argument.text, specifier)
        case "b":
            let truth: Bool =
                switch argument {
                case .null: false
                case .boolean(let value): value
                default: true
                }
            text = try general(truth ? "true" : "false", specifier)
        case "h": text = try general(argument.hash, specifier)
        case "c":
            guard specifier.precision == nil else { throw Malformed() }
            switch argument {
            case .null: text = "null"
            case .integer(let code, let bits) where bits <= 32:
                guard let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: code)) else { throw Malformed() }
                text = String(scalar)
            default: throw Malformed()
            }
        case "d" where !isUpper, "o" where !isUpper, "x":
            guard specifier.precision == nil else { throw Malformed() }
            switch argument {
            case .null: text = "null"
            case .integer(let value, let bits): return try integer(value, bits, specifier).casing(isUpper)
            default: throw Malformed()
            }
        case "e", "g",
            "f" where !isUpper:
            switch argument {
            case .null: text = "null"
            case .floating(let value, let shortest): return try floating(value, shortest, specifier).casing(isUpper)
            default: throw Malformed()
            }
        default: throw Malformed()
        }
        return try padded(text.casing(isUpper), specifier)
    }

    private static func general(_ text: String, _ specifier: Specifier) throws(Malformed) -> String {
        if specifier.flags.contains(where: { $0 != "-" }) { throw Malformed() }
        guard let precision = specifier.precision, precision < text.utf16.count else { return text }
        return String(text.unicodeScalars.prefix(precision))
    }

    // MARK: Numbers

    private static func integer(_ value: Int64, _ bits: Int, _ specifier: Specifier) throws(Malformed) -> String {
        if specifier.conversion == "d" {
            if specifier.has("#") { throw Malformed() }
            return try signed(String(value.magnitude), isNegative: value < 0, specifier)
        }
        if specifier.flags.contains(where: { "+ ,(".contains($0) }) { throw Malformed() }
        let unsigned = bits == 64 ? UInt64(bitPattern: value) : UInt64(bitPattern: value) & ((1 << UInt64(bits)) - 1)
        let isOctal = specifier.conversion == "o"
        let prefix = specifier.has("#") ? (isOctal ? "0" : "0x") : ""
        var digits = String(unsigned, radix: isOctal ? 8 : 16)
        if specifier.has("0"), let width = specifier.width {
            digits = String(repeating: "0", count: max(0, width - prefix.count - digits.count)) + digits
        }
        return try padded(prefix + digits, specifier)
    }

    /// Digits with sign, grouping and zeros as the flags say.
    private static func signed(_ digits: String, isNegative: Bool, _ specifier: Specifier) throws(Malformed) -> String {
        var body = digits
        if specifier.has(",") {
            let whole = digits.prefix { $0.isNumber }
            var grouped = ""
            for (index, digit) in whole.enumerated() {
                if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
                grouped.append(digit)
            }
            body = grouped + digits[whole.endIndex...]
        }
        var prefix = "", suffix = ""
        if isNegative {
            prefix = specifier.has("(") ? "(" : "-"
            suffix = specifier.has("(") ? ")" : ""
        } else if specifier.has("+") {
            prefix = "+"
        } else if specifier.has(" ") {
            prefix = " "
        }
        if specifier.has("0"), let width = specifier.width {
            body = String(repeating: "0", count: max(0, width - prefix.count - suffix.count - body.count)) + body
        }
        return try padded(prefix + body + suffix, specifier)
    }

    private static func floating(_ value: Double, _ shortest: String, _ specifier: Specifier) throws(Malformed) -> String {
        if !value.isFinite {
            var plain = specifier
            plain.flags.remove("0")
            plain.flags.remove(",")
            let text = value.isNaN ? "NaN" : "Infinity"
            return value.isNaN ? try padded(text, plain) : try signed(text, isNegative: value < 0, plain)
        }
        let number = JSONNumber(shortest)
        let precision = specifier.precision ?? 6
        let text: String
        switch Character(specifier.conversion.lowercased()) {
        case "f": text = number.fixed(precision)
        case "e":
            if specifier.has(",") { throw Malformed() }
            text = number.scientific(precision)
        default:
            if specifier.has("#") { throw Malformed() }
            let digits = max(1, precision)
            let exponent = number.digits == "0" ? 0 : number.rounded(toSignificant: digits).exponent
            text = exponent >= -4 && exponent < digits ? number.fixed(digits - 1 - exponent) : number.scientific(digits - 1)
        }
        return try signed(text, isNegative: value.sign == .minus, specifier)
    }
}

extension JavaFormatter.Argument {
    fileprivate var text: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value, _): String(value)
        case .floating(_, let shortest): shortest
        case .string(let text), .object(let text): text
        }
    }

    /// Java's `Integer.toHexString(hashCode())`.
    fileprivate var hash: String {
        let code: Int32
        switch self {
        case .null: return "null"
        case .boolean(let value): code = value ? 1231 : 1237
        case .integer(let value, let bits):
            code = bits <= 32 ? Int32(truncatingIfNeeded: value) : Int32(truncatingIfNeeded: value ^ (value >> 32))
        case .floating(let value, _): code = Int32(truncatingIfNeeded: value.bitPattern ^ (value.bitPattern >> 32))
        case .string(let text), .object(let text): code = text.utf16.reduce(0) { 31 &* $0 &+ Int32($1) }
        }
        return String(UInt32(bitPattern: code), radix: 16)
    }
}

extension JSONNumber {
    /// The digits rounded half up to so many, and the power of ten of the first.
    fileprivate func rounded(toSignificant count: Int) -> (digits: String, exponent: Int) {
        var exponent = digits.utf8.count - 1 - scale
        guard digits.utf8.count > count else {
            return (digits + String(repeating: "0", count: max(0, count - digits.utf8.count)), exponent)
        }
        if count < 0 { return ("", exponent) }
        var kept = Array(digits.utf8.prefix(count))
        if Array(digits.utf8)[count] >= UInt8(ascii: "5") {
            var place = kept.count - 1
            while place >= 0, kept[place] == UInt8(ascii: "9") {
                kept[place] = UInt8(ascii: "0")
                place -= 1
            }
            if place >= 0 {
                kept[place] += 1
            } else {
                kept.insert(UInt8(ascii: "1"), at: 0)
                if count > 0 { kept.removeLast() }
                exponent += 1
            }
        }
        return (String(decoding: kept, as: UTF8.self), exponent)
    }

    /// The magnitude with so many digits behind the point.
    fileprivate func fixed(_ places: Int) -> String {
        let places = max(0, places)
        let wanted = digits.utf8.count - scale + places
        var (kept, exponent) = digits == "0" ? ("0", -places) : rounded(toSignificant: wanted)
        if digits != "0", wanted < 0 || kept.isEmpty { (kept, exponent) = ("0", -places) }
        // kept × 10^(exponent − kept.count + 1), in units of 10^−places.
        var units = kept
        let shift = exponent - (kept.utf8.count - 1) + places
        if shift > 0 { units += String(repeating: "0", count: shift) }
        if units.utf8.count <= places { units = String(repeating: "0", count: places + 1 - units.utf8.count) + units }
        if places > 0 { units.insert(".", at: units.index(units.endIndex, offsetBy: -places)) }
        return units
    }

    /// The magnitude with one digit before and so many behind the point.
    fileprivate func scientific(_ places: Int) -> String {
        let (kept, exponent) = digits == "0" ? (String(repeating: "0", count: places + 1), 0) : rounded(toSignificant: places + 1)
        return kept.prefix(1) + (places > 0 ? "." + kept.dropFirst() : "") + "e" + (exponent < 0 ? "-" : "+")
            + (exponent.magnitude < 10 ? "0" : "") + String(exponent.magnitude)
    }
}

extension String {
    fileprivate func casing(_ isUpper: Bool) -> String { isUpper ? uppercased() : self }
}
