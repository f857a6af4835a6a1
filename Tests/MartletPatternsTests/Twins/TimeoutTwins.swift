import MartletCore
import MartletDataStream
import MartletPatterns
import MartletRuntime
import Testing

@Suite struct TimeoutTwins {
    @Test func timeouts() async throws {
        let ten = Duration.milliseconds(10)
        let abc = Pattern<Event>.begin("A", kind("a")).followedBy("B", kind("b")).followedBy("C", kind("c")).within(ten)
        let runs: [Run] = [
            ("at every stage", "a1@100 b1@105 a2@106 c1@112 z1@200", abc),
            ("the end of the input times out what is left", "a1@100 b1@105", abc),
            ("the exact edge", "a1@100 b1@101 c1@110", abc),
            (
                "a strict pattern that is broken does not time out", "a1@100 x1@101 z1@200",
                .begin("A", kind("a")).next("B", kind("b")).within(ten)
            ),
            (
                "a loop that has ended well times out too", "a1@100 a2@101 z1@200",
                .begin("A", kind("a")).oneOrMore().followedBy("B", kind("b")).within(ten)
            ),
            ("loop at the end", "s1@100 a1@101 a2@102 z1@200", .begin("S", kind("s")).followedBy("A", kind("a")).oneOrMore().within(ten)),
            (
                "killed by notFollowedBy: no timeout", "a1@100 n1@101 z1@200",
                .begin("A", kind("a")).notFollowedBy("N", kind("n")).followedBy("B", kind("b")).within(ten)
            ),
        ]
        var lines: [String] = []
        for run in runs {
            lines.append("== " + run.title)
            let search = StreamExecutionEnvironment().events(run.events).matching(run.pattern)
            lines += try await search.process { ShowBoth() }.executeAndCollect().all()
        }
        try expectAnswer("CepTimeout", lines)
    }

    /// Shows matches and those that ran out of time, in the order in which they come.
    final class ShowBoth: PatternProcessFunction {
        func process(_ match: PatternMatch<Event>, _ context: Context, _ output: inout Output<String>) {
            output.emit("MATCH " + match.shown)
        }

        func processTimedOut(_ match: PatternMatch<Event>, _ context: Context, _ output: inout Output<String>) {
            output.emit("TIMEOUT \(match.shown) at \(context.timestamp.milliseconds)")
        }
    }

    /// Shows results with their times and the watermark behind the search.
    final class ShowTimes: ProcessFunction {
        func process(_ match: String, _ context: Context, _ output: inout Output<String>) {
            output.emit("\(match) @\(context.timestamp?.milliseconds ?? 0) wm=\(context.currentWatermark.timestamp.milliseconds)")
        }
    }

    @Test func notFollowedByAtTheEnd() async throws {
        let ten = Duration.milliseconds(10)
        let pattern = Pattern<Event>.begin("A", kind("a")).notFollowedBy("N", kind("n")).within(ten)
        let runs: [Run] = [
            ("nothing came", "a1@100 c1@105 c2@200", pattern),
            ("n at the last moment, and just too late", "a1@100 n1@109 a2@200 n2@210 a3@300 n3@311", pattern),
            ("at the end of the input", "a1@100 c1@101", pattern),
            (
                "two stages first", "a1@100 b1@105 c1@108 n1@112 a2@200 b2@208 n2@209",
                .begin("A", kind("a")).followedBy("B", kind("b")).notFollowedBy("N", kind("n")).within(ten)
            ),
            (
                "the time is the first event's, also behind a loop", "a1@100 a2@104 c1@200",
                .begin("A", kind("a")).oneOrMore().notFollowedBy("N", kind("n")).within(ten)
            ),
        ]
        var lines: [String] = []
        for run in runs {
            lines.append("== " + run.title)
            let matches = StreamExecutionEnvironment().events(run.events).matching(run.pattern).select { $0.shown }
            lines += try await matches.process { ShowTimes() }.executeAndCollect().all()
        }
        try expectAnswer("CepNotFollowedByEnd", lines)
    }
}
