import MartletMacros
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@Suite struct RecordMacroTests {
    private func expectExpansion(
        _ source: String, _ expanded: String, diagnostics: [DiagnosticSpec] = [], sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        assertMacroExpansion(
            source, expandedSource: expanded, diagnostics: diagnostics, macroSpecs: ["Record": MacroSpec(type: RecordMacro.self)]
        ) { failure in
            Issue.record(Comment(rawValue: failure.message), sourceLocation: sourceLocation)
        }
    }

    @Test func aStructGetsTheMembersOfARecord() {
        expectExpansion(
            """
            @Record public struct Point: Equatable {
                public var x: Int
                public var label: String?
            }
            """,
            """
            public struct Point: Equatable {
                public var x: Int
                public var label: String?
            }

            extension Point: Martlet.Record {
                public static let schema = Martlet.Schema([
                    Martlet.Field("x", of: Int.self),
                    Martlet.Field("label", of: String?.self),])
                public struct ColumnReader: Martlet.FieldReader {
                    fileprivate let field0: Martlet.ColumnReaderOf<Int>
                    fileprivate let field1: Martlet.ColumnReaderOf<String?>

                    public init(_ column: Martlet.Column) throws {
                        let columns = try column.fields(of: schema)
                        field0 = try Martlet.Column.reader(of: columns, 0, schema)
                        field1 = try Martlet.Column.reader(of: columns, 1, schema)
                    }

                    public func value(at row: Int) throws -> Point {
                        try Point(columns: self, row: row)
                    }
                }
                private init(columns: ColumnReader, row: Int) throws {
                    self.x = try columns.field0.value(at: row)
                    self.label = try columns.field1.value(at: row)
                }
                public init(decoding reader: inout Martlet.ByteReader) throws {
                    let nulls = try reader.beginRow(fields: 2)
                    self.x = try reader.readField(0, nulls: nulls)
                    self.label = try reader.readField(1, nulls: nulls)
                }
                public func encode(into writer: inout Martlet.ByteWriter) {
                    let nulls = writer.beginRow(fields: 2)
                    writer.writeField(self.x, 0, nulls: nulls)
                    writer.writeField(self.label, 1, nulls: nulls)
                }
                public func stableHash(seed: UInt64) -> UInt64 {
                    var hash = seed
                    hash = self.x.stableHash(seed: hash)
                    hash = self.label.stableHash(seed: hash)
                    return hash
                }
                public static func append(_ records: [Point], to builders: [Martlet.ColumnBuilder]) {
                    for record in records {
                        Int.append(record.x, to: builders[0])
                    }
                    for record in records {
                        Optional<String>.append(record.label, to: builders[1])
                    }
                }
            }

            extension Point: Martlet.StableKey {
            }
            """)
    }

    @Test func whatIsNotStoredIsNoField() {
        expectExpansion(
            """
            @Record struct P {
                static let origin = 0
                var double: Int { x * 2 }
            }
            """,
            """
            struct P {
                static let origin = 0
                var double: Int { x * 2 }
            }
            """,
            diagnostics: [
                DiagnosticSpec(message: "a record needs at least one stored property: they are its fields", line: 1, column: 16)
            ])
    }

    @Test(arguments: [
        ("class C", "@Record is for structs: a record is a value", 1),
        ("struct P<T>", "a record cannot be generic: its schema is that of one type", 17),
    ])
    func whatCannotBeARecordIsSaid(_ head: String, _ message: String, _ column: Int) {
        expectExpansion(
            "@Record \(head) {\n    var x: Int\n}", "\(head) {\n    var x: Int\n}",
            diagnostics: [DiagnosticSpec(message: message, line: 1, column: column)])
    }

    @Test(arguments: [
        ("let x = 5", "'x' cannot be read from data, since it has its value already; declare it 'var', or 'static'"),
        ("var x = f()", "the type of 'x' must be written out, since it is part of the record's schema"),
        ("var (a, b): (Int, Int)", "a field of a record is declared by its own name, not by a pattern"),
        (
            "var x: (Int, Int)",
            "'x' cannot be a field of a record: there is no column type for '(Int, Int)'; use a nested @Record, an array or a dictionary"
        ),
        (
            "var x: any Sendable",
            "'x' cannot be a field of a record: there is no column type for 'any Sendable'; use a nested @Record, an array or a dictionary"
        ),
    ])
    func whatCannotBeAFieldIsSaid(_ property: String, _ message: String) {
        expectExpansion(
            "@Record struct P {\n    \(property)\n}", "struct P {\n    \(property)\n}",
            diagnostics: [DiagnosticSpec(message: message, line: 2, column: 9)])
    }
}
