import MartletCore
import MartletDataStream
import MartletPatterns
import Testing

@Suite struct ConditionTwins {
    @Test func conditions() async throws {
        let input = "a1:1 a2:2 a3:11 a4:12 b1:1 b2:2 b3:11 b4:12"
        let big: Pattern<Event>.ElementCondition = { $0.value > 10 }, even: Pattern<Event>.ElementCondition = { $0.value % 2 == 0 }
        try await expectAnswer(
            "CepConditions",
            [
                ("where a, where big", input, .begin("P", kind("a")).where(big)),
                ("where a, or big", input, .begin("P", kind("a")).or(big)),
                ("where a, or big, where even", input, .begin("P", kind("a")).or(big).where(even)),
                ("where a, where even, or big", input, .begin("P", kind("a")).where(even).or(big)),
                ("or first", input, .begin("P").or(big).where(kind("b"))),
                ("not (a and even)", input, .begin("P").where { !($0.id.hasPrefix("a") && $0.value % 2 == 0) }),
                ("or belongs to its own stage", input, .begin("P", kind("a")).where(big).next("Q", kind("b")).or(even)),
            ])
    }

    @Test func iterative() async throws {
        let below20: Pattern<Event>.IterativeCondition = { event, context in
            event.id.hasPrefix("a") && context.events(of: "A").reduce(event.value) { $0 + $1.value } < 20
        }
        let asMany: Pattern<Event>.IterativeCondition = { event, context in
            event.id.hasPrefix("b") && event.value == context.events(of: "A").count
        }
        let rising: Pattern<Event>.IterativeCondition = { event, context in event.value > context.events(of: "R").last?.value ?? -1 }
        try await expectAnswer(
            "CepIterative",
            [
                (
                    "sum stays below 20", "s1 a1:8 a2:9 a3:5 a4:2 b1:1",
                    .begin("S", kind("s")).followedBy("A").where(below20).oneOrMore().followedBy("B", kind("b"))
                ),
                ("b counts the a", "a1 a2 a3 b1:2 b2:1", .begin("A", kind("a")).oneOrMore().followedBy("B").where(asMany)),
                (
                    "strictly rising, consecutive", "x1:3 x2:5 x3:4 x4:6 y1:0",
                    .begin("R").where(rising).oneOrMore().consecutive().greedy().next("Y", kind("y"))
                ),
                ("the name of no stage: no events", "x1", .begin("X").where { _, context in context.events(of: "nobody").isEmpty }),
            ])
    }
}
