import MartletCore
import MartletDataStream
import MartletPatterns
import Testing

@Suite struct GroupTwins {
    @Test func group() async throws {
        let ab = Pattern<Event>.begin("A", kind("a")).followedBy("B", kind("b"))
        try await expectAnswer(
            "CepGroup",
            [
                ("(a b){2} at the start", "a1 b1 x1 a2 b2 a3 b3", .begin(ab).times(2)),
                ("(a b)+ then c", "a1 b1 a2 b2 c1", .begin(ab).oneOrMore().followedBy("C", kind("c"))),
                (
                    "s then (a b) optional then c", "s1 a1 b1 c1 s2 c2",
                    .begin("S", kind("s")).followedBy(ab).optional().followedBy("C", kind("c"))
                ),
                ("s next (a b)", "s1 a1 x1 b1 s2 x2 a2 b2", .begin("S", kind("s")).next(ab)),
                ("s followedByAny (a b)", "s1 a1 a2 b1", .begin("S", kind("s")).followedByAny(ab)),
                ("(a b){2} consecutive: strict between the rounds only", "a1 x1 b1 a2 b2 x2 a3 b3", .begin(ab).times(2).consecutive()),
                ("s (a b){1,2} c", "s1 a1 b1 a2 b2 c1", .begin("S", kind("s")).followedBy(ab).times(1...2).followedBy("C", kind("c"))),
            ])
    }

    @Test func nested() async throws {
        let aPlusB = Pattern<Event>.begin("A", kind("a")).oneOrMore().consecutive().next("B", kind("b"))
        let xy = Pattern<Event>.begin("X", kind("x")).next("Y", kind("y"))
        try await expectAnswer(
            "CepGroupNested",
            [
                ("(a+ b){2}", "a1 a2 b1 a3 b2", .begin(aPlusB).times(2)),
                ("((a+ b) c){2}", "a1 b1 c1 a2 b2 c2", .begin(Pattern<Event>.begin(aPlusB).next("C", kind("c"))).times(2)),
                (
                    "s (x y)+ then anything but y", "s1 x1 y1 x2 y2 e1",
                    .begin("S", kind("s")).next(xy).oneOrMore().followedBy("E").where({ !$0.id.hasPrefix("y") })
                ),
                (
                    "(x y)+ allowCombinations at the end", "s1 x1 y1 x2 y2 x3 y3",
                    .begin("S", kind("s")).followedBy(xy).times(2).allowingCombinations()
                ),
                (
                    "a group with an optional tail", "x1 y1 x2 e1",
                    .begin(Pattern<Event>.begin("X", kind("x")).next("Y", kind("y")).optional()).times(2).next("E", kind("e"))
                ),
            ])
    }
}
