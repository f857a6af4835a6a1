import MartletColumns
import MartletCore

extension ScalarFunctionCatalog.Group {
    static let hashing = Self(title: "Hashing", functions: [.md5, .sha1, .sha224, .sha256, .sha384, .sha512, .sha2, .hashCode])
}

extension ScalarFunction {
    static let md5 = digest("MD5", length: 32, "5d41402abc4b2a76b9719d911017c592") {
        var digest = MD5()
        return digest.digest($0)
    }
    static let sha1 = digest("SHA1", length: 40, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d") {
        var digest = SHA1()
        return digest.digest($0)
    }
    static let sha224 = digest("SHA224", length: 56, "ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193", secureHash(224))
    static let sha256 = digest("SHA256", length: 64, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", secureHash(256))
    static let sha384 = digest(
        "SHA384", length: 96, "59e1748777448c69de6b800d7a33bbfb9ff1b463e44354c3553bcdb9c666fa90125a3c79f90397bdf5f6a13de828684f",
        secureHash(384))
    static let sha512 = digest(
        "SHA512", length: 128,
        "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043",
        secureHash(512))

    private static func digest(_ name: String, length: Int, _ example: String, _ digest: @escaping @Sendable (Utf8) -> [UInt8])
        -> ScalarFunction
    {
        ScalarFunction(
            name, "The \(name) digest of the text, in hexadecimal digits.", examples: [.init("\(name)('hello')", example)],
            overloads: [
                Overload([.characterString], result: { _ in DataType.char(length).notNull }) { _, _ in
                    Strict.writing { (text: Utf8, out: inout Utf8Writer) in out.append(hexadecimal: digest(text)) }
                }
            ])
    }

    /// The digest of the SHA-2 family with so many bits.
    private static func secureHash(_ bits: Int32) -> @Sendable (Utf8) -> [UInt8] {
        { text in
            if bits > 256 {
                var digest = bits == 384 ? SHA512.short : SHA512()
                return digest.digest(text)
            }
            var digest = bits == 224 ? SHA256.short : SHA256()
            return digest.digest(text)
        }
    }

    static let sha2 = ScalarFunction(
        "SHA2", "The SHA-2 digest of the text with 224, 256, 384 or 512 bits, in hexadecimal digits.",
        examples: [.init("SHA2('hello', 224)", "ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193")],
        overloads: [
            Overload([.characterString, .int], result: { _ in DataType.varchar(128).notNull }) { _, _ in
                Strict.writing { (text: Utf8, bits: Int32, out: inout Utf8Writer) in
                    guard [224, 256, 384, 512].contains(bits) else {
                        throw MartletError(
                            "There is no SHA-2 digest of \(bits) bits.", hint: "There are those of 224, 256, 384 and 512 bits.")
                    }
                    out.append(hexadecimal: secureHash(bits)(text))
                }
            }
        ])

    static let hashCode = ScalarFunction(
        "HASH_CODE", "The hash code that Java gives the value.", examples: [.init("HASH_CODE('a')", "97")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.partial { (text: Utf8) -> Int32? in text.utf16.reduce(0) { 31 &* $0 &+ Int32($1) } }
            },
            Overload([.boolean], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.total { (value: Bool) -> Int32 in value ? 1231 : 1237 }
            },
            Overload([.family("<NUMERIC>", .int) { $0.isNumeric }], result: { _ in DataType.int.notNull }) { arguments, _ in
                numberHash(arguments[0].type)
            },
            Overload(
                [.family("<DATETIME>", .date) { $0 == .date || { if case .time = $0 { true } else { false } }($0) }],
                result: { _ in DataType.int.notNull }
            ) {
                _, _ in Strict.total { (value: Int32) -> Int32 in value }
            },
            Overload([.timestamp], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.partial { (time: LocalDateTime) -> Int32? in 31 &* Int64(time.milliseconds).javaHash &+ time.nanosecondsOfMillisecond
                }
            },
        ])

    private static func numberHash(_ type: DataType) -> ScalarKernel {
        switch type.kind {
        case .tinyint: Strict.total { (value: Int8) -> Int32 in Int32(value) }
        case .smallint: Strict.total { (value: Int16) -> Int32 in Int32(value) }
        case .int: Strict.total { (value: Int32) -> Int32 in value }
        case .bigint: Strict.total { (value: Int64) -> Int32 in value.javaHash }
        case .float: Strict.total { (value: Float) -> Int32 in Int32(bitPattern: value.bitPattern) }
        case .double: Strict.total { (value: Double) -> Int32 in Int64(bitPattern: value.bitPattern).javaHash }
        case .decimal(_, let scale):
            Strict.partial { (value: Int128) -> Int32? in
                // BigInteger's hash: the words of the magnitude, the most significant first.
                let magnitude = value.magnitude
                var hash: Int32 = 0
                for shift in [96, 64, 32, 0] as [UInt128] { hash = 31 &* hash &+ Int32(truncatingIfNeeded: magnitude >> shift) }
                return 31 &* (value < 0 ? 0 &- hash : hash) &+ Int32(scale)
            }
        default: preconditionFailure("a number of type \(type)")
        }
    }
}

extension Int64 {
    /// Java's `Long.hashCode`.
    fileprivate var javaHash: Int32 { Int32(truncatingIfNeeded: self ^ Int64(bitPattern: UInt64(bitPattern: self) >> 32)) }
}

extension Utf8Writer {
    /// Two digits a byte, in lower case.
    mutating func append(hexadecimal bytes: some Sequence<UInt8>) {
        for byte in bytes {
            append(Self.lowerDigits[Int(byte >> 4)])
            append(Self.lowerDigits[Int(byte & 15)])
        }
    }

    private static let lowerDigits = Array("0123456789abcdef".utf8)
}
