import Foundation

/// The answer to one statement, as the suite records it.
struct Answer: Sendable {
    var rows: [String] = []
    var schema: String?
    var error: String?
    var phase: String?
    var position: String?

    /// The answers in a text of the suite's form.
    static func answers(in text: String) -> [Answer] { answers(in: text.split(separator: "\n").map(String.init)) }

    static func answers(in lines: [String]) -> [Answer] {
        var answers: [Answer] = []
        for line in lines {
            if line.hasPrefix("> ") {
                answers.append(Answer())
            } else if answers.isEmpty {
                continue
            } else if line.hasPrefix("# error ") {
                for fact in line.dropFirst(8).split(separator: " ") {
                    if fact.hasPrefix("phase=") { answers[answers.count - 1].phase = String(fact.dropFirst(6)) }
                    if fact.hasPrefix("at=") { answers[answers.count - 1].position = String(fact.dropFirst(3)) }
                }
            } else if line.hasPrefix("# ") {
                answers[answers.count - 1].schema = String(line.dropFirst(2))
            } else if line.hasPrefix("ERROR: ") {
                answers[answers.count - 1].error = String(line.dropFirst(7))
            } else if !line.allSatisfy(\.isWhitespace) {
                answers[answers.count - 1].rows.append(line)
            }
        }
        return answers
    }

    /// What differs between Flink's answers and ours, as `compare.py` tells it.
    ///
    /// Beyond what that asks for by default, names and types of a query's columns count, and the place of an error where both give one.
    static func differences(expected: [Answer], found: [Answer], mode: String) -> [String] {
        var differences: [String] = []
        if expected.count != found.count { differences.append("\(expected.count) statements, \(found.count) answers") }
        for (index, (want, got)) in zip(expected, found).enumerated() {
            if let difference = difference(want, got, mode) { differences.append("statement \(index + 1): \(difference)") }
        }
        return differences
    }

    private static func difference(_ want: Answer, _ got: Answer, _ mode: String) -> String? {
        switch (want.error, got.error) {
        case (let expected?, nil): return "should fail: \(expected)"
        case (nil, let found?): return "failed: \(found)"
        case (let expected?, _?):
            if let phase = got.phase, early(want.phase) != early(phase) {
                return "should fail in phase \(want.phase ?? "-"), not \(phase): \(expected) / got \(got.error ?? "")"
            }
            return nil
        case (nil, nil): break
        }
        var expected = want.rows.map(Row.init), found = got.rows.map(Row.init)
        if mode == "final" {
            expected.sort { $0.text < $1.text }
            found.sort { $0.text < $1.text }
        }
        if expected != found {
            let index = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(expected.count, found.count)
            return "\(expected.count) rows, got \(found.count); first difference at row \(index + 1): "
                + "\(index < expected.count ? expected[index].text : "nothing") / got \(index < found.count ? found[index].text : "nothing")"
        }
        if let schema = want.schema, schema != got.schema { return "schema \(schema) / got \(got.schema ?? "none")" }
        return nil
    }

    /// Flink folds constants while planning, so planning and running are one.
    private static func early(_ phase: String?) -> String {
        phase == "parse" || phase == "validate" ? phase ?? "" : "later"
    }
}

/// A row of an answer. The order of a map's entries means nothing.
private struct Row: Equatable {
    let text: String

    init(_ line: String) {
        guard let bracket = line.firstIndex(of: "["), line.hasSuffix("]"),
            let cells = try? JSONDecoder().decode([String?].self, from: Data(line[bracket...].utf8))
        else {
            text = line
            return
        }
        text = line[..<bracket] + "[" + cells.map { $0.map(Self.sortingMaps).map { "\"\($0)\"" } ?? "null" }.joined(separator: ", ") + "]"
    }

    /// `{b=2, a=1}` with its entries in order, innermost first.
    private static func sortingMaps(_ cell: String) -> String {
        if !cell.contains("{") || cell.contains("{\"") { return cell }
        var cell = cell
        while let match = cell.firstMatch(of: /\{([^{}]*=[^{}]*)\}/) {
            let entries = match.1.components(separatedBy: ", ").sorted().joined(separator: ", ")
            cell.replaceSubrange(match.range, with: "\u{1}" + entries + "\u{2}")
        }
        return cell.replacingOccurrences(of: "\u{1}", with: "{").replacingOccurrences(of: "\u{2}", with: "}")
    }
}
