import MartletCore
import Testing

@testable import MartletSQL

/// Small changes to right statements, the same ones in every run.
private struct Mutations {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func number(below limit: Int) -> Int {
        // Knuth's MMIX generator: its upper bits are good enough here.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    private static let pieces: [String] = [
        "(", ")", ",", ".", ";", "'", "`", "\"", "*", "/*", "*/", "--", "/*+", "{", "}", "[", "]", "?", ":", "=>", "<>", "!", "-", "+",
        " NOT ", " IN ", " BETWEEN ", " AND ", " CASE ", " END ", " SELECT ", " FROM ", " INTERVAL ", " CAST(", " OVER ", " E'", " U&'",
        " X'",
        "\\", "\u{0}", "é", "🦊", "1e", "0x", "_UTF8'", " WITH ", " VALUES ", " ROW(", " MATCH_RECOGNIZE (", " PATTERN (", "\n", "\t",
    ]

    mutating func mutated(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...number(below: 3) {
            guard !scalars.isEmpty else { break }
            let start = number(below: scalars.count)
            let count = min(number(below: 12), scalars.count - start)
            switch number(below: 4) {
            case 0: scalars.removeSubrange(start..<(start + count))
            case 1: scalars.insert(contentsOf: Self.pieces[number(below: Self.pieces.count)].unicodeScalars, at: start)
            case 2: scalars.insert(contentsOf: scalars[start..<(start + count)], at: number(below: scalars.count))
            default: scalars.removeSubrange(start...)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

@Test func aMutatedStatementIsParsedOrRefusedAndNeverWorse() {
    var mutations = Mutations(seed: 42)
    for probe in AcceptedStatements.all {
        for _ in 0..<10 {
            let text = mutations.mutated(probe.statement)
            do {
                let statement = try Parser.parse(text)
                let printed = SQLPrinter.text(of: statement)
                #expect((try? Parser.parse(printed)) == statement, "\(text)\n\(printed)")
            } catch {
                let range = error.range
                #expect(!error.message.isEmpty)
                #expect(range.map { $0.start <= $0.end } ?? true, "\(text)")
                _ = error.diagnostic(in: text)
            }
            _ = Script.statements(in: text)
        }
    }
}
