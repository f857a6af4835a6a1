import MartletColumns
import MartletCore
import MartletRuntime
import Testing

@testable import MartletFormats

/// What random text does to the decoders: never a crash, never two answers to the same text.
@Suite struct DecoderFuzzTests {
    static let fields = [
        Field("id", .bigint), Field("name", .string), Field("v", .double), Field("ok", .boolean), Field("n", .int),
        Field("d", .decimal(10, 2)),
        Field("ts", .timestamp(3)), Field("a", .array(.int)), Field("r", .row([Field("x", .tinyint), Field("y", .string)])),
        Field("m", .map(.string, .int)), Field("f", .float), Field("b", .bytes),
    ]

    /// The rows of `text`, or the complaint.
    static func outcome(_ decoder: any RowDecoder, _ text: [UInt8], chunk: Int, _ fields: [Field]) -> String {
        let rows = RowBuilder(fields.map(\.type))
        var start = 0, end = 0
        var complaint = ""
        do {
            repeat {
                end = min(text.count, end + chunk)
                while true {
                    let taken = try text[start..<end].withUnsafeBytes {
                        try decoder.decode($0, isEnd: end == text.count, limit: 5, into: rows)
                    }
                    if taken == 0 { break }
                    start += taken
                }
            } while end < text.count
        } catch let record as MalformedRecord {
            complaint = record.message
            for column in rows.columns { column.truncate(to: rows.count) }
        } catch {
            complaint = "\(error)"
        }
        let batch = rows.finish()
        let texts = (0..<batch.count).map { row in
            fields.indices.map { "\(batch.columns[$0].value(row, fields[$0].type))" }.joined(separator: " | ")
        }
        return (texts + [complaint, "skipped \(decoder.skippedRecords)"]).joined(separator: "\n")
    }

    /// Lines of JSON, most of them right, many with one byte changed.
    static func json(_ random: inout SplitMix64) -> [UInt8] {
        let values = [
            "1", "-0", "0", "12.5", "1e3", "1E-2", "01", "-", "9223372036854775808", "2147483648", "true", "false", "null", "tru", "\"x\"",
            "\"\"",
            "\"a\\nb\\u00e9\\ud83e\\udd8a\"", "\"\\x\"", "\"2024-02-29 12:34:56.789\"", "\"2024-13-01 00:00:00\"", "\"žluť\"", "\"12\"",
            "\" 7 \"",
            "[1,2,null]", "[]", "[[1]]", "{}", "{\"x\":1,\"y\":\"z\"}", "{\"x\":300}", "{\"k\":1,\"k\":2}", "\"aGk=\"",
            "\"long \(String(repeating: "text ", count: 20))\"",
        ]
        var lines: [UInt8] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            var names = fields.map(\.name) + ["other", "id"]
            names.shuffle(using: &random)
            let spaces = ["", "", "", " ", "\t"]
            let members = names.prefix(Int.random(in: 0...names.count, using: &random)).map { name in
                "\"\(name)\"\(spaces.randomElement(using: &random) ?? ""):\(spaces.randomElement(using: &random) ?? "")\(values.randomElement(using: &random) ?? "")"
            }
            var line = Array(("{" + members.joined(separator: ", ") + "}").utf8)
            if Int.random(in: 0..<3, using: &random) == 0, !line.isEmpty {
                let place = Int.random(in: line.indices, using: &random)
                line[place] = [0x22, 0x5C, 0x7B, 0x7D, 0x2C, 0x01, 0xFF, 0x20, 0x0A].randomElement(using: &random) ?? 0
            }
            lines += line + (Int.random(in: 0..<8, using: &random) == 0 ? Array("\r\n".utf8) : [0x0A])
        }
        if Bool.random(using: &random) { lines.removeLast() }
        return lines
    }

    @Test(arguments: 0..<8) func theTwoWaysOfReadingJsonAgree(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<150 {
            let text = Self.json(&random)
            for ignores in [false, true] {
                for tokens in [true, false] {
                    var options = JsonOptions()
                    options.ignoresParseErrors = ignores
                    options.readsTokens = tokens
                    let schema = FormatSchema(fields: Self.fields)
                    let slow = Self.outcome(try JsonDecoder(schema, options, usesFastPath: false), text, chunk: .max, Self.fields)
                    let fast = Self.outcome(try JsonDecoder(schema, options), text, chunk: .max, Self.fields)
                    let pieces = Self.outcome(
                        try JsonDecoder(schema, options), text, chunk: Int.random(in: 1...90, using: &random), Self.fields)
                    #expect(fast == slow, "\(String(decoding: text, as: UTF8.self))")
                    #expect(pieces == slow, "\(String(decoding: text, as: UTF8.self))")
                }
            }
        }
    }

    @Test(arguments: 0..<8) func csvDoesNotDependOnHowTheBytesCome(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let fields = [Field("a", .int), Field("b", .string), Field("c", .array(.int)), Field("d", .double)]
        let pieces = [
            "1", "-22", "x", "\"", "\"\"", "\"q,q\"", ",", ",", ",", "\n", "\n", "\r\n", "\r", " ", "#", "\\", "1.5", ";", "é",
            "longer than a word",
        ]
        for _ in 0..<400 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &random) { text += Array((pieces.randomElement(using: &random) ?? "").utf8) }
            var syntax = CsvSyntax()
            syntax.ignoresParseErrors = Bool.random(using: &random)
            syntax.allowsComments = Bool.random(using: &random)
            syntax.trimsSpaces = Bool.random(using: &random)
            syntax.escape = Bool.random(using: &random) ? UInt8(ascii: "\\") : nil
            syntax.nullLiteral = Bool.random(using: &random) ? Array("x".utf8) : nil
            let schema = FormatSchema(fields: fields)
            let whole = Self.outcome(CsvDecoder(schema, syntax), text, chunk: .max, fields)
            let pieces = Self.outcome(CsvDecoder(schema, syntax), text, chunk: Int.random(in: 1...20, using: &random), fields)
            #expect(pieces == whole, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(arguments: 0..<8) func csvFilesAreCutBetweenRecords(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let fields = [Field("a", .string), Field("b", .string)]
        let cells = ["1", "", "\"q,q\"", "\"two\nlines\"", "\"\"\"\"", "plain", "it's"]
        for _ in 0..<100 {
            let lines = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                "\(cells.randomElement(using: &random) ?? ""),\(cells.randomElement(using: &random) ?? "")\n"
            }
            let text = Array(lines.joined().utf8)
            let syntax = CsvSyntax()
            let whole = Self.outcome(CsvDecoder(FormatSchema(fields: fields), syntax), text, chunk: .max, fields)
            let target = Int.random(in: 1...text.count, using: &random)
            let cut = text.withUnsafeBytes { CsvRecordFinder.find(in: $0, known: 0, target: target, syntax) }
            let parts = [text[..<cut], text[cut...]].map { part in
                Self.outcome(CsvDecoder(FormatSchema(fields: fields), syntax), Array(part), chunk: .max, fields)
            }
            let joined = parts.map { $0.replacing("\n\nskipped 0", with: "").replacing("skipped 0", with: "") }.filter {
                !$0.isEmpty && $0 != "\n"
            }
            #expect(joined.joined(separator: "\n") == whole.replacing("\n\nskipped 0", with: ""))
        }
    }
}
