import MartletCore
import MartletDataStream
import Testing

@testable import MartletPatterns

@Suite struct RefusalTwins {
    @Test func refusals() async throws {
        let ten = Duration.milliseconds(10)
        let a = Pattern<Event>.begin("A"), b = kind("b"), loop = a.oneOrMore()
        let patterns: [(title: String, pattern: Pattern<Event>)] = [
            ("same name twice", a.next("A", b)),
            ("same name inside a group", a.next(.begin("A", b))),
            ("ends with notFollowedBy, no within", a.notFollowedBy("N", kind("n"))),
            ("ends with notNext", a.notNext("N", kind("n"))),
            ("notNext with times", a.notNext("N", kind("n")).times(2).next("B")),
            ("notFollowedBy optional", a.notFollowedBy("N", kind("n")).optional().next("B")),
            ("not after optional", a.next("O").optional().notFollowedBy("N", kind("n")).next("B")),
            ("times(0)", a.times(0)),
            ("times(-1, 2)", a.times(-1...2)),
            ("times(0, 0)", a.times(0...0)),
            ("oneOrMore twice", loop.oneOrMore()),
            ("times after oneOrMore", loop.times(2)),
            ("optional twice", a.optional().optional()),
            ("greedy without a loop", a.greedy()),
            ("consecutive without a loop", a.consecutive()),
            ("consecutive and allowCombinations", loop.consecutive().allowingCombinations()),
            ("until without a loop", a.until(b)),
            ("until on times(2)", a.times(2).until(b)),
            ("until twice", loop.until(b).until(kind("c"))),
            ("greedy then allowCombinations", loop.greedy().allowingCombinations()),
            ("greedy group", .begin(a).oneOrMore().greedy()),
            ("where on a group", .begin(a).where(b)),
            (
                "PREVIOUS_AND_CURRENT longer than FIRST_AND_LAST",
                a.next("B").within(ten * 2, of: .previousAndCurrent).next("C").within(ten)
            ),
            ("PREVIOUS_AND_CURRENT on the first stage", a.within(ten, of: .previousAndCurrent).next("B")),
            ("within(0)", a.next("B").within(.zero)),
        ]
        var lines: [String] = []
        for (title, pattern) in patterns {
            // A range that ends before it begins is refused by Swift itself.
            if title == "times(-1, 2)" { lines.append("times(3, 2): REFUSED when writing") }
            let refused = pattern.sequence.mistake == nil ? "building" : "writing"
            do {
                _ = try await StreamExecutionEnvironment().events("a1").matching(pattern).select { $0.shown }.executeAndCollect().all()
                lines.append("\(title): accepted")
            } catch is MartletError {
                lines.append("\(title): REFUSED when \(refused)")
            }
        }
        try expectAnswer("CepRefusals", lines)
    }
}
