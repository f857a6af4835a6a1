/// A data type as written, with its nullability.
package struct TypeSyntax: SyntaxNode {
    package enum Nullability: Sendable { case unspecified, null, notNull }

    package var kind: Kind
    package var nullability: Nullability
    package var location: Location

    package init(_ kind: Kind, nullability: Nullability = .unspecified, at location: Location) {
        self.kind = kind
        self.nullability = nullability
        self.location = location
    }

    package indirect enum Kind: Sendable, Equatable {
        /// A type of one word and at most two numbers. Synonyms are one: DEC and NUMERIC are `decimal`, INTEGER is `int`.
        case basic(BasicType, parameters: [Int])
        case time(precision: Int?, TimeZoneClause)
        /// TIMESTAMP_LTZ is `timestamp` with `.withLocalTimeZone`.
        case timestamp(precision: Int?, TimeZoneClause)
        case interval(IntervalQualifier)
        /// `ARRAY<t>` and `t ARRAY`
        case array(TypeSyntax)
        /// `MULTISET<t>` and `t MULTISET`
        case multiset(TypeSyntax)
        case map(key: TypeSyntax, value: TypeSyntax)
        /// `ROW<..>` and `ROW(..)`
        case row([RowFieldSyntax])
        /// `STRUCTURED<'class', ..>`
        case structured(className: String, [RowFieldSyntax])
        /// `RAW('class', 'serializer snapshot')`
        case raw(className: String, serializer: String)
        /// Any other name.
        case named(QualifiedName)
    }

    package enum TimeZoneClause: Sendable { case none, withLocalTimeZone }
}

/// The types that are spelled with one word. `rawValue` is the spelling Flink prints.
package enum BasicType: String, Sendable, CaseIterable {
    case char = "CHAR"
    case varchar = "VARCHAR"
    case string = "STRING"
    case boolean = "BOOLEAN"
    case binary = "BINARY"
    case varbinary = "VARBINARY"
    case bytes = "BYTES"
    case decimal = "DECIMAL"
    case tinyint = "TINYINT"
    case smallint = "SMALLINT"
    case int = "INTEGER"
    case bigint = "BIGINT"
    case float = "FLOAT"
    case double = "DOUBLE"
    case real = "REAL"
    case date = "DATE"
    case variant = "VARIANT"
    case bitmap = "BITMAP"
    case any = "ANY"
}

/// `name type ['comment']` of a ROW or a structured type.
package struct RowFieldSyntax: SyntaxNode {
    package var name: Identifier
    package var type: TypeSyntax
    package var comment: String?
    package var location: Location
}
