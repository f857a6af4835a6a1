import MartletCore
import MartletDataStream
import Testing

@Suite struct TriggerTwins {
    typealias Windows = WindowedStream<String, Element>

    /// What tumbling windows of 10 ms give, set up by `change`.
    func lines(_ title: String, _ elements: String, lateness: Int = 0, _ change: (Windows) -> Windows) async throws -> [String] {
        let windows = StreamExecutionEnvironment().elements(elements).keyed(by: \.key).window(.tumbling(.milliseconds(10)))
            .allowedLateness(.milliseconds(lateness))
        return try await ["== " + title] + change(windows).process { Show() }.executeAndCollect().all()
    }

    @Test func triggers() async throws {
        let elements = "a:1@1 a:2@2 b:1@2 a:3@4 a:4@7 a:5@9 a:6@12 b:2@13 a:7@21 a:8@40"
        let four = Duration.milliseconds(4)
        try await expectAnswer(
            "triggers/TriggerKinds",
            lines("count 2", elements) { $0.trigger(.count(2)) }
                + lines("purging count 2", elements) { $0.trigger(.purging(.count(2))) }
                + lines("continuous 4", elements) { $0.trigger(.continuousEventTime(every: four)) }
                + lines("purging continuous 4", elements) { $0.trigger(.purging(.continuousEventTime(every: four))) }
                + lines("event time, purging, with lateness 5", "a:1@1 a:2@12 a:3@3 a:4@4 a:5@30", lateness: 5) {
                    $0.trigger(.purging(.eventTime))
                }, order: .anyOrder)
    }

    @Test func evictors() async throws {
        let elements = "a:1@1 a:9@3 a:2@4 a:8@7 a:5@9 a:6@30"
        try await expectAnswer(
            "triggers/Evictors",
            lines("count 2", elements) { $0.evictor(.count(2)) }
                + lines("time 4", elements) { $0.evictor(.time(.milliseconds(4))) }
                + lines("delta 3", elements) { $0.evictor(.delta(3) { Double(abs($0.value - $1.value)) }) }
                + lines("count 2 with trigger count 2", elements) { $0.trigger(.count(2)).evictor(.count(2)) }
                + lines("count 2, refired by late elements", "a:1@1 a:2@2 a:3@3 a:4@12 a:5@5 a:6@6 a:7@40", lateness: 20) {
                    $0.evictor(.count(2))
                }, order: .exact)
    }

    @Test func countWindows() async throws {
        var lines = ["== countWindow(3)"]
        lines += try await StreamExecutionEnvironment().elements("a:1@1 b:1@2 a:2@3 a:3@4 b:2@5 a:4@6 a:5@7").keyed(by: \.key)
            .countWindow(3).reduce { $0 = Element(key: $0.key, value: $0.value + $1.value, time: $1.time) }
            .executeAndCollect().all().map(\.description)
        lines.append("== countWindow(4, 2)")
        lines += try await StreamExecutionEnvironment().elements("a:1@1 a:2@2 a:3@3 b:1@4 a:4@5 a:5@6 a:6@7 b:2@8 a:7@9").keyed(by: \.key)
            .countWindow(4, every: 2).process { (key, _, elements, output: inout Output<String>) in
                output.emit("\(key) \(elements.map { String($0.value) }.joined(separator: " "))")
            }.executeAndCollect().all()
        try expectAnswer("windows/WinCount", lines, order: .exact)
    }
}
