import MartletCore
import MartletDataStream
import MartletPatterns
import Testing

@Suite struct LoopTwins {
    @Test func relaxed() async throws {
        try await expectAnswer(
            "CepLoopRelaxed",
            [
                ("a+ alone: every start, every length", "a1 a2 c1 a3", .begin("A", kind("a")).oneOrMore()),
                ("a+ b", "a1 c1 a2 a3 b1 b2", .begin("A", kind("a")).oneOrMore().followedBy("B", kind("b"))),
                ("c a+ (loop at the end)", "c1 a1 x1 a2 a3", .begin("C", kind("c")).followedBy("A", kind("a")).oneOrMore()),
                (
                    "c next a+ : next holds for the first of the loop only", "c1 a1 x1 a2 c2 x2 a3",
                    .begin("C", kind("c")).next("A", kind("a")).oneOrMore()
                ),
                ("c followedByAny a+", "c1 a1 a2 a3", .begin("C", kind("c")).followedByAny("A", kind("a")).oneOrMore()),
                ("c a{2,} b", "c1 a1 a2 a3 b1", .begin("C", kind("c")).followedBy("A", kind("a")).times(2...).followedBy("B", kind("b"))),
            ])
    }

    @Test func consecutive() async throws {
        try await expectAnswer(
            "CepLoopConsecutive",
            [
                ("c a+ consecutive", "c1 x1 a1 a2 x2 a3", .begin("C", kind("c")).followedBy("A", kind("a")).oneOrMore().consecutive()),
                (
                    "c a+ consecutive b", "c1 a1 a2 x1 a3 b1",
                    .begin("C", kind("c")).followedBy("A", kind("a")).oneOrMore().consecutive().followedBy("B", kind("b"))
                ),
                ("a{3} consecutive", "a1 a2 x1 a3 a4 a5 a6", .begin("A", kind("a")).times(3).consecutive()),
                ("a{2,3} consecutive", "a1 a2 a3 x1 a4 a5", .begin("A", kind("a")).times(2...3).consecutive()),
                (
                    "strict all over: c next a+ consecutive next b", "c1 a1 a2 b1 c2 a3 x1 b2",
                    .begin("C", kind("c")).next("A", kind("a")).oneOrMore().consecutive().next("B", kind("b"))
                ),
                (
                    "followedByAny into a consecutive loop", "c1 a1 a2 x1 a3 a4",
                    .begin("C", kind("c")).followedByAny("A", kind("a")).times(2).consecutive()
                ),
            ])
    }

    @Test func combinations() async throws {
        try await expectAnswer(
            "CepLoopCombinations",
            [
                ("c a{2} combinations", "c1 a1 a2 a3", .begin("C", kind("c")).followedBy("A", kind("a")).times(2).allowingCombinations()),
                ("c a{2} without", "c1 a1 a2 a3", .begin("C", kind("c")).followedBy("A", kind("a")).times(2)),
                (
                    "c a+ b combinations", "c1 a1 a2 a3 b1",
                    .begin("C", kind("c")).followedBy("A", kind("a")).oneOrMore().allowingCombinations().followedBy("B", kind("b"))
                ),
                (
                    "c followedByAny a{2} combinations", "c1 a1 a2 a3",
                    .begin("C", kind("c")).followedByAny("A", kind("a")).times(2).allowingCombinations()
                ),
                ("a+ combinations alone", "a1 a2 a3", .begin("A", kind("a")).oneOrMore().allowingCombinations()),
            ])
    }

    @Test func times() async throws {
        try await expectAnswer(
            "CepTimes",
            [
                ("a{2}: overlapping pairs", "a1 c1 a2 a3", .begin("A", kind("a")).times(2)),
                ("a{1,3} b", "a1 a2 a3 b1", .begin("A", kind("a")).times(1...3).followedBy("B", kind("b"))),
                (
                    "a{2,3} b from a longer run: the suffixes that reach b", "a1 a2 a3 a4 b1",
                    .begin("A", kind("a")).times(2...3).followedBy("B", kind("b"))
                ),
                ("c a{2,3}", "c1 a1 a2 a3 a4", .begin("C", kind("c")).followedBy("A", kind("a")).times(2...3)),
                ("a{2,}", "a1 a2 a3", .begin("A", kind("a")).times(2...)),
                (
                    "c a{0,2} b", "c1 a1 a2 b1 c2 b2",
                    .begin("C", kind("c")).followedBy("A", kind("a")).times(0...2).followedBy("B", kind("b"))
                ),
                ("a{1} is one", "a1 b1 a2", .begin("A", kind("a")).times(1)),
            ])
    }

    @Test func optional() async throws {
        try await expectAnswer(
            "CepOptional",
            [
                (
                    "in the middle", "a1 b1 c1 a2 c2",
                    .begin("A", kind("a")).followedBy("B", kind("b")).optional().followedBy("C", kind("c"))
                ),
                ("at the end: with and without", "a1 b1 a2", .begin("A", kind("a")).followedBy("B", kind("b")).optional()),
                ("at the start: with and without", "a1 b1 b2", .begin("A", kind("a")).optional().followedBy("B", kind("b"))),
                (
                    "next, optional, next", "a1 b1 c1 a2 c2 a3 x1 c3 a4 b2 x2 c4",
                    .begin("A", kind("a")).next("B", kind("b")).optional().next("C", kind("c"))
                ),
                (
                    "two optionals in a row", "a1 b1 c1 d1",
                    .begin("A", kind("a")).next("B", kind("b")).optional().next("C", kind("c")).optional().next("D", kind("d"))
                ),
                (
                    "optional loop b* ", "a1 b1 b2 c1",
                    .begin("A", kind("a")).followedBy("B", kind("b")).oneOrMore().optional().followedBy("C", kind("c"))
                ),
                ("all optional: the empty match is never emitted", "x1 a1 x2", .begin("A", kind("a")).optional()),
                (
                    "b{2} optional", "a1 b1 c1 a2 b2 b3 c2",
                    .begin("A", kind("a")).next("B", kind("b")).times(2).optional().next("C", kind("c"))
                ),
            ])
    }

    @Test func greedy() async throws {
        let ab: Pattern<Event>.ElementCondition = { $0.id.hasPrefix("a") || $0.id.hasPrefix("b") }
        try await expectAnswer(
            "CepGreedy",
            [
                (
                    "(a|b)+ b, not greedy", "c1 a1 b1 b2 d1",
                    .begin("C", kind("c")).followedBy("AB").where(ab).oneOrMore().followedBy("B", kind("b"))
                ),
                (
                    "(a|b)+ b, greedy", "c1 a1 b1 b2 d1",
                    .begin("C", kind("c")).followedBy("AB").where(ab).oneOrMore().greedy().followedBy("B", kind("b"))
                ),
                (
                    "(a|b)+ next d, greedy", "c1 a1 b1 b2 d1",
                    .begin("C", kind("c")).followedBy("AB").where(ab).oneOrMore().greedy().next("D", kind("d"))
                ),
                ("a+ greedy at the end", "c1 a1 a2", .begin("C", kind("c")).followedBy("A", kind("a")).oneOrMore().greedy()),
                (
                    "a{1,3} greedy then b", "c1 a1 a2 b1",
                    .begin("C", kind("c")).followedBy("A", kind("a")).times(1...3).greedy().followedBy("B", kind("b"))
                ),
                (
                    "a{1,2} greedy then any", "c1 a1 a2 a3 x1",
                    .begin("C", kind("c")).followedBy("A", kind("a")).times(1...2).greedy().followedBy("any")
                ),
                (
                    "a* greedy then next a|d", "c1 a1 a2 d1",
                    .begin("C", kind("c")).followedBy("A", kind("a")).oneOrMore().optional().greedy()
                        .next("L").where({ $0.id.hasPrefix("a") || $0.id.hasPrefix("d") })
                ),
            ])
    }

    @Test func until() async throws {
        try await expectAnswer(
            "CepUntil",
            [
                ("a+ until c, then b", "a1 a2 c1 a3 b1", .begin("A", kind("a")).oneOrMore().until(kind("c")).followedBy("B", kind("b"))),
                (
                    "a+ until c at the end", "s1 a1 a2 c1 a3",
                    .begin("S", kind("s")).followedBy("A", kind("a")).oneOrMore().until(kind("c"))
                ),
                (
                    "the stopping event is the next stage", "s1 a1 a2 b1 a3",
                    .begin("S", kind("s")).followedBy("A", kind("a")).oneOrMore().until(kind("b")).followedBy("B", kind("b"))
                ),
                (
                    "an event that is both stops", "s1 a1:1 a2:5 a3:2 b1",
                    .begin("S", kind("s")).followedBy("A", kind("a")).oneOrMore().until({ $0.value >= 5 }).followedBy("B", kind("b"))
                ),
                (
                    "stop before the first", "s1 c1 a1 b1",
                    .begin("S", kind("s")).followedBy("A", kind("a")).oneOrMore().until(kind("c")).followedBy("B", kind("b"))
                ),
                (
                    "stop before the first, loop optional", "s1 c1 a1 b1",
                    .begin("S", kind("s")).followedBy("A", kind("a")).oneOrMore().optional().until(kind("c")).followedBy("B", kind("b"))
                ),
                (
                    "a{2,} until c", "s1 a1 c1 a2 b1 s2 a3 a4 c2 a5 b2",
                    .begin("S", kind("s")).followedBy("A", kind("a")).times(2...).until(kind("c")).followedBy("B", kind("b"))
                ),
            ])
    }

    @Test func startLoops() async throws {
        try await expectAnswer(
            "CepStartLoops",
            [
                ("a+ next b", "a1 a2 b1 a3 x1 b2", .begin("A", kind("a")).oneOrMore().next("B", kind("b"))),
                ("a+ consecutive next b", "a1 x1 a2 a3 b1", .begin("A", kind("a")).oneOrMore().consecutive().next("B", kind("b"))),
                ("a+ greedy next b", "a1 a2 b1", .begin("A", kind("a")).oneOrMore().greedy().next("B", kind("b"))),
                ("a* b", "a1 b1 b2", .begin("A", kind("a")).oneOrMore().optional().followedBy("B", kind("b"))),
                ("a{2}? b", "a1 a2 b1", .begin("A", kind("a")).times(2).optional().followedBy("B", kind("b"))),
                ("any+ b", "x1 b1", .begin("any").oneOrMore().followedBy("B", kind("b"))),
                ("a{2,} next b", "a1 a2 a3 b1", .begin("A", kind("a")).times(2...).next("B", kind("b"))),
            ])
    }
}
