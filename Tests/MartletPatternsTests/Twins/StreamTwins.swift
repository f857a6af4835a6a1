import MartletCore
import MartletDataStream
import MartletPatterns
import MartletRuntime
import Testing

@Suite struct StreamTwins {
    @Test func keyed() async throws {
        let runs: [Run] = [
            ("a next b", "a1:1 a2:2 b2:2 b1:1 a3:3 b3:1", .begin("A", kind("a")).next("B", kind("b"))),
            ("a{2} consecutive", "a1:1 a2:2 x1:2 a3:1 a4:2", .begin("A", kind("a")).times(2).consecutive()),
            (
                "skip past the last", "a1:1 a2:2 b1:1 b2:2 b3:2",
                .begin("A", skip: .skipPastLastEvent, kind("a")).followedByAny("B", kind("b"))
            ),
            (
                "another key's event moves the time", "a1:1@100 x1:2@200 b1:1@109",
                .begin("A", kind("a")).followedBy("B", kind("b")).within(.milliseconds(10))
            ),
        ]
        var lines: [String] = []
        for run in runs {
            lines.append("== \(run.title), keyed")
            let events = StreamExecutionEnvironment().events(run.events).keyed(by: \.value)
            lines += try await events.matching(run.pattern).select { $0.shown }.executeAndCollect().all().sorted()
        }
        for run in runs {
            lines.append("== \(run.title), not keyed")
            let events = StreamExecutionEnvironment().events(run.events)
            lines += try await events.matching(run.pattern).select { $0.shown }.executeAndCollect().all().sorted()
        }
        try expectAnswer("CepKeyed", lines)
    }

    @Test func late() async throws {
        let ab = Pattern<Event>.begin("A", kind("a")).followedBy("B", kind("b"))
        let xx = Pattern<Event>.begin("X", kind("x")).next("X2", kind("x"))
        let runs: [(title: String, events: String, delay: Int64, pattern: Pattern<Event>, hasSideOutput: Bool)] = [
            ("out of order by up to 5, delay 5", "b1@103 a1@101 a2@107 b2@104 x1@110 b3@106 x2@120", 5, ab, true),
            ("delay 0: b comes too late", "a1@101 x1@105 b1@104 b2@106", 0, ab, true),
            ("the edge: equal to the last watermark is late, one above is not", "a1@100 x1@110 b1@109 b2@110 x2@120", 0, ab, true),
            ("no side output", "a1@101 x1@105 b1@104 b2@106", 0, ab, false),
            ("strict contiguity does not see late events", "a1@101 x0@102 x1@105 y1@103 b1@106", 0, xx, true),
            ("everything of a time waits for the watermark", "b1@100 a1@100 b2@100", 0, ab, true),
        ]
        let late = OutputTag<Event>("late")
        var lines: [String] = []
        for run in runs {
            lines.append("== " + run.title)
            let search = StreamExecutionEnvironment().events(run.events, delay: run.delay).matching(run.pattern)
            let matches = (run.hasSideOutput ? search.lateData(to: late) : search).select { "MATCH " + $0.shown }
            lines += try await matches.union(matches.sideOutput(late).map { "LATE " + $0.id }).executeAndCollect().all()
        }
        // Late elements come by another way than matches: their order among them is open.
        try expectAnswer("CepLate", lines, isOrdered: false)
    }

    @Test func equalTimes() async throws {
        let input = "x1:3@100 x2:1@100 x3:2@100 x4:0@101"
        let xx = Pattern<Event>.begin("P", kind("x")).next("Q", kind("x"))
        let ab = Pattern<Event>.begin("A", kind("a")).followedBy("B", kind("b"))
        let runs: [(title: String, events: String, delay: Int64, pattern: Pattern<Event>, isCompared: Bool)] = [
            ("arrival", input, 0, xx, false),
            ("comparator", input, 0, xx, true),
            ("comparator, equal values: arrival", "x1:1@100 x2:1@100 x3:0@100", 0, xx, true),
            ("out of order", "x1:1@103 x2:2@101 x3:3@102 x4:4@101", 9, xx, false),
            ("out of order, comparator", "x1:1@103 x2:9@101 x3:3@102 x4:4@101", 9, xx, true),
            ("a b of one time", "b1@100 a1@100 c1@105", 0, ab, false),
            ("a b of one time, comparator by value", "b1:2@100 a1:1@100 c1@105", 0, ab, true),
        ]
        var lines: [String] = []
        for run in runs {
            lines.append("== " + run.title)
            let events = StreamExecutionEnvironment().events(run.events, delay: run.delay)
            let search = run.isCompared ? events.matching(run.pattern) { $0.value < $1.value } : events.matching(run.pattern)
            lines += try await search.select { $0.shown }.executeAndCollect().all()
        }
        try expectAnswer("CepEqualTimes", lines)
    }
}
