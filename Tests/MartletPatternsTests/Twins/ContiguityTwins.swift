import MartletCore
import MartletDataStream
import MartletPatterns
import Testing

@Suite struct ContiguityTwins {
    @Test func next() async throws {
        let ab = Pattern<Event>.begin("A", kind("a")).next("B", kind("b"))
        try await expectAnswer(
            "CepNext",
            [
                ("any event in between kills", "a1 b1 c1 a2 c2 b2 a3 a4 b3", ab),
                ("next, next", "a1 b1 c1 a2 b2 b3 c2", .begin("A", kind("a")).next("B", kind("b")).next("C", kind("c"))),
                ("one event in two matches, in two roles", "x1 x2 x3", .begin("first", kind("x")).next("second", kind("x"))),
                ("no condition accepts everything", "a1 z1 a2 a3", .begin("A", kind("a")).next("any")),
                ("a single-event pattern", "a1 b1 a2", .begin("A", kind("a"))),
            ])
    }

    @Test func followedBy() async throws {
        let ab = Pattern<Event>.begin("A", kind("a")).followedBy("B", kind("b"))
        try await expectAnswer(
            "CepFollowedBy",
            [
                ("only the first b", "a1 c1 b1 b2", ab),
                ("two starts, one end", "a1 a2 c1 b1 b2", ab),
                ("three stages", "a1 b1 a2 b2 c1 c2", .begin("A", kind("a")).followedBy("B", kind("b")).followedBy("C", kind("c"))),
                ("followedBy then next", "a1 b1 x1 b2 c1", .begin("A", kind("a")).followedBy("B", kind("b")).next("C", kind("c"))),
                ("same condition twice", "a1 a2 a3 a4", .begin("A", kind("a")).followedBy("A2", kind("a"))),
            ])
    }

    @Test func followedByAny() async throws {
        try await expectAnswer(
            "CepFollowedByAny",
            [
                ("all later b", "a1 b1 c1 b2 b3", .begin("A", kind("a")).followedByAny("B", kind("b"))),
                ("any, then any", "a1 b1 b2 c1 c2", .begin("A", kind("a")).followedByAny("B", kind("b")).followedByAny("C", kind("c"))),
                (
                    "any, then followedBy", "a1 b1 b2 c1 c2",
                    .begin("A", kind("a")).followedByAny("B", kind("b")).followedBy("C", kind("c"))
                ),
                ("any, then next", "a1 b1 c1 b2 c2 c3", .begin("A", kind("a")).followedByAny("B", kind("b")).next("C", kind("c"))),
                (
                    "followedBy, then any", "a1 b1 c1 b2 c2",
                    .begin("A", kind("a")).followedBy("B", kind("b")).followedByAny("C", kind("c"))
                ),
                ("pairs of x", "x1 x2 x3", .begin("P", kind("x")).followedByAny("Q", kind("x"))),
            ])
    }

    @Test func emissionOrder() async throws {
        try await expectAnswer(
            "CepEmissionOrder",
            [
                ("two starts, any", "a1 a2 b1", .begin("A", kind("a")).followedByAny("B", kind("b"))),
                (
                    "starts and middles", "a1 a2 b1 b2 c1",
                    .begin("A", kind("a")).followedByAny("B", kind("b")).followedByAny("C", kind("c"))
                ),
                ("loop then any", "a1 a2 a3 b1 b2", .begin("A", kind("a")).oneOrMore().followedByAny("B", kind("b"))),
                (
                    "two loops", "a1 a2 b1 b2 c1",
                    .begin("A", kind("a")).oneOrMore().followedBy("B", kind("b")).oneOrMore().followedBy("C", kind("c"))
                ),
                (
                    "optional and loop at the end", "a1 b1 c1 c2",
                    .begin("A", kind("a")).followedBy("B", kind("b")).optional().followedBy("C", kind("c")).oneOrMore()
                ),
                ("a loop whose event is also the next stage", "a1 a2 a3", .begin("L", kind("a")).oneOrMore().followedBy("E", kind("a"))),
                ("combinations of 4", "a1 a2 a3 a4", .begin("A", kind("a")).times(3).allowingCombinations()),
            ])
    }

    @Test func notNext() async throws {
        let p = Pattern<Event>.begin("A", kind("a")).notNext("N", kind("n")).followedBy("B", kind("b"))
        try await expectAnswer(
            "CepNotNext",
            [
                ("n directly after a", "a1 n1 b1", p),
                ("n later is harmless", "a1 c1 n1 b1", p),
                ("b itself directly after a", "a1 b1", p),
                ("two starts, one killed", "a1 a2 n1 b1", p),
                ("notNext then next", "a1 b1 a2 n1 b2 a3 c1 b3", .begin("A", kind("a")).notNext("N", kind("n")).next("B", kind("b"))),
                (
                    "notNext then followedByAny", "a1 b1 n1 b2",
                    .begin("A", kind("a")).notNext("N", kind("n")).followedByAny("B", kind("b"))
                ),
                (
                    "an event that is both: the not-condition wins", "a1 b1:9 b2",
                    .begin("A", kind("a")).notNext("N").where({ $0.value == 9 }).followedBy("B", kind("b"))
                ),
            ])
    }

    @Test func notFollowedBy() async throws {
        let p = Pattern<Event>.begin("A", kind("a")).notFollowedBy("N", kind("n")).followedBy("B", kind("b"))
        try await expectAnswer(
            "CepNotFollowedBy",
            [
                ("n between", "a1 c1 n1 b1", p),
                ("no n", "a1 c1 b1 n1", p),
                ("only the starts before n die", "a1 n1 a2 b1", p),
                (
                    "followedByAny after it: until n comes", "a1 b1 b2 n1 b3",
                    .begin("A", kind("a")).notFollowedBy("N", kind("n")).followedByAny("B", kind("b"))
                ),
                (
                    "n before the middle stage or after it", "a1 n1 b1 c1 a2 b2 n2 c2",
                    .begin("A", kind("a")).followedBy("B", kind("b")).notFollowedBy("N", kind("n")).followedBy("C", kind("c"))
                ),
                (
                    "n and b at once", "a1 b1:9 b2",
                    .begin("A", kind("a")).notFollowedBy("N").where({ $0.value == 9 }).followedBy("B", kind("b"))
                ),
                (
                    "two nots in a row", "a1 b1 a2 m1 b2 a3 n1 b3",
                    .begin("A", kind("a")).notFollowedBy("N", kind("n")).notFollowedBy("M", kind("m")).followedBy("B", kind("b"))
                ),
            ])
    }
}
