import MartletCore
import MartletRuntime

/// The marks of a CSV file and what is done with what does not fit: the format's options, read.
struct CsvSyntax: Sendable {
    var delimiter = UInt8(ascii: ",")
    /// nil: quotes are characters like others.
    var quote: UInt8? = UInt8(ascii: "\"")
    var escape: UInt8?
    /// The text that means NULL.
    var nullLiteral: [UInt8]?
    var arrayDelimiter = Array(";".utf8)
    var allowsComments = false
    /// Fields that cannot be read are NULL, records that cannot be read are skipped.
    var ignoresParseErrors = false
    var trimsSpaces = false
    var ignoresTrailingFields = false
    var allowsTrailingDelimiter = true
    var failsOnMissingFields = false
    var emptyIsNull = false

    init() {}

    init(_ options: DeclaredOptions) throws {
        if options.boolean("disable-quote-character") {
            if options.keys.contains("quote-character") {
                throw MartletError(
                    "Format cannot define a quote character and disabled quote character at the same time.", phase: .validate)
            }
            quote = nil
        } else {
            quote = try Self.character("quote-character", options.string("quote-character"))
        }
        delimiter = try Self.character("field-delimiter", options.string("field-delimiter").unescapingJava)
        escape = try options["escape-character"].map { try Self.character("escape-character", $0) }
        nullLiteral = options["null-literal"].map { Array($0.utf8) }
        arrayDelimiter = Array(options.string("array-element-delimiter").utf8)
        allowsComments = options.boolean("allow-comments")
        ignoresParseErrors = options.boolean("ignore-parse-errors")
        trimsSpaces = options.boolean("trim-spaces")
        ignoresTrailingFields = options.boolean("ignore-trailing-unmappable")
        allowsTrailingDelimiter = options.boolean("allow-trailing-comma")
        failsOnMissingFields = options.boolean("fail-on-missing-columns")
        emptyIsNull = options.boolean("empty-string-as-null")
    }

    private static func character(_ key: String, _ text: String) throws -> UInt8 {
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
            throw MartletError("Option 'csv.\(key)' must be a string with single character, but was: \(text)", phase: .validate)
        }
        guard scalar.isASCII else {
            throw MartletError("Option 'csv.\(key)' must be an ASCII character, but was: \(text)", phase: .validate)
        }
        return UInt8(scalar.value)
    }

    /// Whether a value is NULL whatever its type.
    @inline(__always) func isNull(_ text: ByteRange) -> Bool {
        if let nullLiteral, text.equals(nullLiteral) { return true }
        return emptyIsNull && text.isEmpty
    }
}

extension String {
    /// With `\t`, `\n`, `\u0009` and the like replaced by what they stand for in Java.
    fileprivate var unescapingJava: String {
        var result = ""
        var rest = self[...]
        while let character = rest.popFirst() {
            guard character == "\\", let escaped = rest.popFirst() else {
                result.append(character)
                continue
            }
            switch escaped {
            case "t": result.append("\t")
            case "n": result.append("\n")
            case "r": result.append("\r")
            case "b": result.append("\u{8}")
            case "f": result.append("\u{c}")
            case "u":
                let digits = rest.drop { $0 == "u" }.prefix(4)
                if digits.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
                    result.unicodeScalars.append(scalar)
                    rest = rest[digits.endIndex...]
                } else {
                    result.append("u")
                }
            default: result.append(escaped)
            }
        }
        return result
    }
}
