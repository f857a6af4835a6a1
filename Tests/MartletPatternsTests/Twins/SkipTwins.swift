import MartletCore
import MartletDataStream
import MartletPatterns
import Testing

@Suite struct SkipTwins {
    @Test func pastLast() async throws {
        let skip = AfterMatchSkipStrategy.skipPastLastEvent
        try await expectAnswer(
            "CepSkipPast",
            [
                ("a+ : single events", "a1 a2 a3", .begin("A", skip: skip, kind("a")).oneOrMore()),
                ("a{2}: pairs without overlap", "a1 a2 a3 a4 a5", .begin("A", skip: skip, kind("a")).times(2)),
                ("a+ b: the longest", "a1 a2 a3 b1 a4 b2", .begin("A", skip: skip, kind("a")).oneOrMore().followedBy("B", kind("b"))),
                ("a any b", "a1 a2 b1 b2 a3 b3", .begin("A", skip: skip, kind("a")).followedByAny("B", kind("b"))),
                (
                    "crossed matches: the one that ends first wins", "a1 b1 a2 c1 b2 c2",
                    .begin("A", skip: skip, kind("a")).followedBy("B", kind("b")).followedBy("C", kind("c"))
                ),
                ("a+ greedy next b", "a1 a2 b1 a3 b2", .begin("A", skip: skip, kind("a")).oneOrMore().greedy().next("B", kind("b"))),
                ("optional head", "a1 b1 b2", .begin("A", skip: skip, kind("a")).optional().next("B", kind("b"))),
            ])
    }

    @Test func noneAndNext() async throws {
        let input = "s1 a1 a2 a3 b1"
        func runs(_ name: String, _ skip: AfterMatchSkipStrategy) -> [Run] {
            [
                ("\(name): a+", "a1 a2 a3", .begin("A", skip: skip, kind("a")).oneOrMore()),
                ("\(name): a+ b", input, .begin("A", skip: skip, kind("a")).oneOrMore().followedBy("B", kind("b"))),
                ("\(name): a followedByAny b", "a1 a2 b1 b2", .begin("A", skip: skip, kind("a")).followedByAny("B", kind("b"))),
                ("\(name): a{1,2} any", input, .begin("A", skip: skip, kind("a")).times(1...2).followedBy("any")),
            ]
        }
        try await expectAnswer("CepSkipNoAndNext", runs("noSkip", .noSkip) + runs("skipToNext", .skipToNext))
    }

    @Test func to() async throws {
        func runs(_ name: String, _ skip: AfterMatchSkipStrategy) -> [Run] {
            [
                (
                    "\(name): (a|b)+ ... a b+ c", "a1 a2 b1 b2 c1 c2",
                    .begin("A", skip: skip, kind("a")).oneOrMore().followedBy("B", kind("b")).oneOrMore().followedBy("C", kind("c"))
                ),
                (
                    "\(name): x, x+ with every x a start", "x1 x2 x3 x4 x5 y1",
                    .begin("A", skip: skip, kind("x")).next("B", kind("x")).oneOrMore().consecutive().next("C", kind("y"))
                ),
                (
                    "\(name): x x x", "x1 x2 x3 x4 x5",
                    .begin("A", skip: skip, kind("x")).next("B", kind("x")).times(2).consecutive()
                ),
                (
                    "\(name): B is absent", "a1 c1 a2 c2",
                    .begin("A", skip: skip, kind("a")).followedBy("B", kind("b")).optional().followedBy("C", kind("c"))
                ),
            ]
        }
        try await expectAnswer("CepSkipTo", runs("skipToFirst", .skipToFirst("B")) + runs("skipToLast", .skipToLast("B")))
    }
}
