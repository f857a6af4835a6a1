import MartletCore
import MartletDataStream
import Testing

@Suite struct JoinTwins {
    @Test func intervalJoin() async throws {
        func join(
            _ title: String,
            _ describe: (KeyedStream<String, Element>, KeyedStream<String, Element>) -> IntervalJoin<String, Element, Element>
        )
            async throws -> [String]
        {
            let env = StreamExecutionEnvironment()
            let left = env.elements("a:1@10 a:2@20 b:3@15 a:4@30", bound: 1000).keyed(by: \.key)
            let right = env.elements("a:100@8 a:101@10 a:102@15 a:103@25 b:104@20 b:105@21 a:106@41", bound: 1000).keyed(by: \.key)
            let pairs = describe(left, right).process { (left, right, context, output: inout Output<String>) in
                output.emit("\(left) \(right) ts=\(context.timestamp.milliseconds)")
            }
            return try await ["== " + title] + pairs.executeAndCollect().all()
        }
        try await expectAnswer(
            "joins/IntervalJoin",
            join("-2..5") { $0.intervalJoin($1, between: .milliseconds(-2) ... .milliseconds(5)) }
                + join("-2..5 lower exclusive") {
                    $0.intervalJoin($1, between: .milliseconds(-2) ... .milliseconds(5)).lowerBoundExclusive()
                }
                + join("-2..5 upper exclusive") { $0.intervalJoin($1, between: .milliseconds(-2) ..< .milliseconds(5)) }
                + join("5..15") { $0.intervalJoin($1, between: .milliseconds(5) ... .milliseconds(15)) }
                + join("-10..-2") { $0.intervalJoin($1, between: .milliseconds(-10) ... .milliseconds(-2)) }, order: .anyOrder)
    }

    @Test func windowJoin() async throws {
        func windows() -> WindowedConnectedStreams<String, Element, Element> {
            let env = StreamExecutionEnvironment()
            let left = env.elements("a:1@1 a:2@2 b:3@3 a:4@12 c:5@25", bound: 100).keyed(by: \.key)
            let right = env.elements("a:10@4 b:11@9 b:12@10 a:13@11 a:14@19 d:15@21", bound: 100).keyed(by: \.key)
            return left.connect(right).window(.tumbling(.milliseconds(10)))
        }
        @Sendable func shown(_ elements: [Element]) -> String { elements.map(\.description).sorted().joined(separator: " ") }
        try await expectAnswer(
            "joins/WindowJoin",
            ["== join"] + windows().join { "\($0) \($1)" }.executeAndCollect().all()
                + ["== coGroup"]
                + windows().coGroup { (left, right, output: inout Output<String>) in
                    output.emit("\(shown(left)) | \(shown(right))")
                }.executeAndCollect().all(), order: .anyOrder)
    }
}
