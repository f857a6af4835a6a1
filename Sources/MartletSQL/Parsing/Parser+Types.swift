import MartletCore

// Data types.
extension Parser {
    /// A type and whether it holds NULL.
    mutating func type() throws(ParseFailure) -> TypeSyntax {
        try nested { parser throws(ParseFailure) in
            let start = parser.index
            var type = TypeSyntax(try parser.typeKind(), at: parser.location(from: start))
            type.nullability = try parser.nullability()
            // The older spelling of collections: `INT ARRAY`, `INT NOT NULL ARRAY`.
            while let collection = parser.collectionSuffix() {
                type.location = parser.location(from: start)
                type = TypeSyntax(collection == .ARRAY ? .array(type) : .multiset(type), at: parser.location(from: start))
                type.nullability = try parser.nullability()
            }
            type.location = parser.location(from: start)
            return type
        }
    }

    /// A type without a word on NULL, as in CAST.
    mutating func unmarkedType() throws(ParseFailure) -> TypeSyntax {
        let start = index
        var type = TypeSyntax(try typeKind(), at: location(from: start))
        while let collection = collectionSuffix() {
            type = TypeSyntax(collection == .ARRAY ? .array(type) : .multiset(type), at: location(from: start))
        }
        return type
    }

    private mutating func nullability() throws(ParseFailure) -> TypeSyntax.Nullability {
        if accept(.NULL) { return .null }
        guard accept(.NOT) else { return .unspecified }
        try expect(.NULL)
        return .notNull
    }

    private mutating func collectionSuffix() -> Keyword? {
        acceptAny([.ARRAY: Keyword.ARRAY, .MULTISET: .MULTISET])
    }

    private mutating func typeKind() throws(ParseFailure) -> TypeSyntax.Kind {
        note(Self.typeExpectation)
        guard token.kind == .word, let keyword = token.keyword else { return .named(try qualifiedName()) }
        switch keyword {
        case .ARRAY where token(ahead: 1).kind == .less: return .array(try bracketedType())
        case .MULTISET where token(ahead: 1).kind == .less: return .multiset(try bracketedType())
        case .MAP where token(ahead: 1).kind == .less: return try mapType()
        case .ROW: return try rowType()
        case .STRUCTURED: return try looking(2) { parser throws(ParseFailure) in try parser.structuredType() }
        case .RAW: return try looking(2) { parser throws(ParseFailure) in try parser.rawType() }
        case .TIME, .TIMESTAMP, .TIMESTAMP_LTZ: return try timeType(keyword)
        case .CHARACTER, .CHAR, .VARCHAR: return try characterType(keyword)
        case .BINARY:
            advance()
            return .basic(accept(.VARYING) ? .varbinary : .binary, parameters: try precision().map { [$0] } ?? [])
        case .DOUBLE:
            advance()
            _ = accept(.PRECISION)
            return .basic(.double, parameters: [])
        case .DECIMAL, .DEC, .NUMERIC:
            advance()
            return .basic(.decimal, parameters: try precisionAndScale())
        case .VARBINARY, .ANY:
            advance()
            return .basic(keyword == .ANY ? .any : .varbinary, parameters: try anyParameters(keyword))
        case .GEOMETRY: throw mistake("The type GEOMETRY is not supported.", at: location(of: index))
        default:
            if let type = Self.basicTypes[keyword] {
                advance()
                return .basic(type, parameters: [])
            }
            guard isIdentifier(ahead: 0) else { throw ParseFailure(at: index) }
            return .named(try qualifiedName())
        }
    }

    /// The types of one word without parameters.
    private static let basicTypes: [Keyword: BasicType] = [
        .BOOLEAN: .boolean, .TINYINT: .tinyint, .SMALLINT: .smallint, .INT: .int, .INTEGER: .int, .BIGINT: .bigint, .REAL: .real,
        .FLOAT: .float, .DATE: .date, .STRING: .string, .BYTES: .bytes, .VARIANT: .variant, .BITMAP: .bitmap,
    ]

    // MARK: Parameters

    /// `(n)`
    private mutating func precision() throws(ParseFailure) -> Int? {
        guard accept(.leftParenthesis) else { return nil }
        let precision = try integer()
        try expect(.rightParenthesis)
        return precision
    }

    /// `(p)`, `(p, s)`
    private mutating func precisionAndScale() throws(ParseFailure) -> [Int] {
        guard accept(.leftParenthesis) else { return [] }
        var parameters = [try integer()]
        if accept(.comma) { parameters.append(try integer()) }
        try expect(.rightParenthesis)
        return parameters
    }

    private mutating func anyParameters(_ keyword: Keyword) throws(ParseFailure) -> [Int] {
        keyword == .ANY ? try precisionAndScale() : try precision().map { [$0] } ?? []
    }

    private mutating func characterType(_ keyword: Keyword) throws(ParseFailure) -> TypeSyntax.Kind {
        advance()
        let isVarying = keyword == .VARCHAR || accept(.VARYING)
        let length = try precision()
        // Every text is Unicode; the name of a character set that Calcite knows, in capitals, changes nothing.
        if accept(.CHARACTER) {
            try expect(.SET)
            let set = try identifier()
            if !Self.characterSets.contains(set.name) { refuse(set.name, hint: "Leave it out: texts are Unicode.", at: set.location) }
        }
        return .basic(isVarying ? .varchar : .char, parameters: length.map { [$0] } ?? [])
    }

    private static let characterSets: Set<String> = [
        "BIG5", "LATIN1", "UTF8", "UTF16", "UTF-16", "GB2312", "GBK", "UTF-16BE", "UTF-16LE", "ISO-8859-1", "UTF-8",
    ]

    private mutating func timeType(_ keyword: Keyword) throws(ParseFailure) -> TypeSyntax.Kind {
        advance()
        let precision = try precision()
        if keyword == .TIMESTAMP_LTZ { return .timestamp(precision: precision, .withLocalTimeZone) }
        var zone = TypeSyntax.TimeZoneClause.none
        if at(.WITHOUT) {
            try looking(3) { parser throws(ParseFailure) in try parser.expect(.WITHOUT, .TIME, .ZONE) }
        } else if accept(.WITH) {
            try expect(.LOCAL, .TIME, .ZONE)
            zone = .withLocalTimeZone
        }
        return keyword == .TIME ? .time(precision: precision, zone) : .timestamp(precision: precision, zone)
    }

    // MARK: Types made of types

    /// The type in `ARRAY<t>`
    private mutating func bracketedType() throws(ParseFailure) -> TypeSyntax {
        advance()
        try expect(.less)
        let element = try type()
        try expect(.greater)
        return element
    }

    private mutating func mapType() throws(ParseFailure) -> TypeSyntax.Kind {
        advance()
        try expect(.less)
        let key = try type()
        try expect(.comma)
        let value = try type()
        try expect(.greater)
        return .map(key: key, value: value)
    }

    private mutating func rowType() throws(ParseFailure) -> TypeSyntax.Kind {
        advance()
        if accept(.less) {
            // `<>` is one sign.
            return .row(try rowFieldTypes(until: .greater))
        }
        if accept(.notEqual) { return .row([]) }
        try expect(.leftParenthesis)
        return .row(try rowFieldTypes(until: .rightParenthesis))
    }

    private mutating func rowFieldTypes(until end: Token.Kind) throws(ParseFailure) -> [RowFieldSyntax] {
        if accept(end) { return [] }
        let fields = try list { parser throws(ParseFailure) in try parser.rowField() }
        try expect(end)
        return fields
    }

    private mutating func rowField() throws(ParseFailure) -> RowFieldSyntax {
        let start = index
        let name = try identifier()
        let type = try type()
        let comment = token.kind == .string ? try plainString() : nil
        return RowFieldSyntax(name: name, type: type, comment: comment, location: location(from: start))
    }

    private mutating func structuredType() throws(ParseFailure) -> TypeSyntax.Kind {
        advance()
        try expect(.less)
        let className = try anyString()
        var fields: [RowFieldSyntax] = []
        if accept(.comma) { fields = try list { parser throws(ParseFailure) in try parser.rowField() } }
        try expect(.greater)
        return .structured(className: className, fields)
    }

    private mutating func rawType() throws(ParseFailure) -> TypeSyntax.Kind {
        advance()
        try expect(.leftParenthesis)
        let className = try anyString()
        try expect(.comma)
        let serializer = try anyString()
        try expect(.rightParenthesis)
        return .raw(className: className, serializer: serializer)
    }
}
