import MartletColumns
import MartletCore
import MartletRuntime
import Testing

@Suite struct ChangelogFormatTests {
    static let fields = [Field("id", .int), Field("name", .string), Field("qty", .int)]

    static func row(_ kind: RowKind, _ id: Int32, _ name: String?, _ qty: Int32) -> Row {
        Row([.int(id), name.map { .string($0) } ?? .null, .int(qty)], kind: kind)
    }

    static let changes = [
        row(.insert, 1, "bread", 14), row(.updateBefore, 1, "bread", 14), row(.updateAfter, 1, "eggs", 14), row(.delete, 1, "eggs", 14),
    ]

    static let texts: [(String, String)] = [
        (
            "debezium-json",
            """
            {"before": null, "after": {"id": 1, "name": "bread", "qty": 14}, "op": "r", "ts_ms": 1}
            {"before": {"id": 1, "name": "bread", "qty": 14}, "after": {"id": 1, "name": "eggs", "qty": 14}, "op": "u"}
            {"before": {"id": 1, "name": "eggs", "qty": 14}, "after": null, "op": "d"}
            """
        ),
        (
            "ogg-json",
            """
            {"table": "S.P", "op_type": "I", "after": {"id": 1, "name": "bread", "qty": 14}}
            {"op_type": "U", "before": {"id": 1, "name": "bread", "qty": 14}, "after": {"id": 1, "name": "eggs", "qty": 14}}
            {"op_type": "D", "before": {"id": 1, "name": "eggs", "qty": 14}}
            """
        ),
        (
            "canal-json",
            """
            {"data": null, "old": null, "type": "CREATE", "database": "shop", "table": "products"}
            {"data": [{"id": "1", "name": "bread", "qty": "14"}], "old": null, "type": "INSERT", "database": "shop", "table": "products"}
            {"data": [{"id": "1", "name": "eggs", "qty": "14"}], "old": [{"name": "bread"}], "type": "UPDATE"}
            {"data": [{"id": "1", "name": "eggs", "qty": "14"}], "old": null, "type": "DELETE"}
            """
        ),
        (
            "maxwell-json",
            """
            {"database": "shop", "type": "insert", "data": {"id": 1, "name": "bread", "qty": 14}}
            {"type": "update", "data": {"id": 1, "name": "eggs", "qty": 14}, "old": {"name": "bread"}}
            {"type": "delete", "data": {"id": 1, "name": "eggs", "qty": 14}}
            """
        ),
    ]

    @Test(arguments: texts) func changesAreRead(format: String, text: String) throws {
        #expect(try FormatHarness(format, Self.fields).decode(text) == Self.changes)
        #expect(try FormatHarness(format, Self.fields, projection: [2]).decode(text) == Self.changes.map { Row([$0[2]], kind: $0.kind) })
    }

    @Test(arguments: texts) func changesThatAreWrittenAreReadAsInsertsAndDeletes(format: String, text: String) throws {
        let harness = try FormatHarness(format, Self.fields)
        let written = try harness.encode(Self.changes)
        #expect(
            try harness.decode(written) == Self.changes.map { Row($0.values, kind: $0.kind.isAddition ? .insert : .delete) })
        if format == "debezium-json" {
            #expect(written.hasPrefix("{\"before\":null,\"after\":{\"id\":1,\"name\":\"bread\",\"qty\":14},\"op\":\"c\"}\n{\"before\":{"))
        }
        if format == "canal-json" {
            #expect(written.hasPrefix("{\"data\":[{\"id\":1,\"name\":\"bread\",\"qty\":14}],\"type\":\"INSERT\"}\n"))
        }
    }

    @Test func anOldValueThatIsNullIsNotOneThatIsMissing() throws {
        let text = #"{"type": "update", "data": {"id": 1, "name": "eggs", "qty": 14}, "old": {"name": null}}"#
        #expect(
            try FormatHarness("maxwell-json", Self.fields).decode(text)
                == [Self.row(.updateBefore, 1, nil, 14), Self.row(.updateAfter, 1, "eggs", 14)])
    }

    @Test func messagesOfOtherTablesArePassedOver() throws {
        let line = { (table: String) in #"{"data": [{"id": "1"}], "type": "INSERT", "database": "shop", "table": "\#(table)"}"# + "\n" }
        let harness = try FormatHarness("canal-json", [Field("id", .int)], ["table.include": "prod.*", "database.include": "shop"])
        #expect(try harness.decode(line("products") + line("other")).count == 1)
    }

    @Test func theSchemaMayBeAroundTheChange() throws {
        let text = #"{"schema": {"type": "struct"}, "payload": {"before": null, "after": {"id": 8, "name": "x", "qty": 1}, "op": "c"}}"#
        #expect(try FormatHarness("debezium-json", Self.fields, ["schema-include": "true"]).decode(text) == [Self.row(.insert, 8, "x", 1)])
        #expect(throws: MartletError.self) {
            try FormatHarness("debezium-json", Self.fields, ["schema-include": "true"]).encode([Self.row(.insert, 1, "x", 1)])
        }
    }

    @Test func corruptMessages() throws {
        let text = "{\"id\":1}\n{\"op\":\"?\"}\nnot json\n{\"op\":\"u\",\"after\":{\"id\":1}}\n"
        #expect(try FormatHarness("debezium-json", Self.fields, ["ignore-parse-errors": "true"]).decode(text) == [])
        #expect(
            try FormatHarness("debezium-json", Self.fields).complaint("{\"id\":1}\n")?.hasPrefix("0: Corrupt debezium-json message") == true
        )
        #expect(
            try FormatHarness("debezium-json", Self.fields).complaint("{\"op\":\"c\",\"after\":{\"id\":1}}\n{\"op\":\"?\"}\n")
                == "28: Unknown \"op\" value \"?\".")
    }
}

extension FormatHarness {
    func encode(_ rows: [Row]) throws -> String {
        let columns = try schema.fields.enumerated().map { index, field in try ColumnBuilder.column(rows.map { $0[index] }, field.type) }
        var bytes: [UInt8] = []
        let batch = ColumnBatch(columns, count: rows.count, kinds: rows.map(\.kind))
        try format.makeEncoder(schema, options: options).encode(batch, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
