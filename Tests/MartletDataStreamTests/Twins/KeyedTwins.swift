import MartletCore
import MartletDataStream
import Testing

@Suite struct KeyedTwins {
    struct Triple: Sendable, CustomStringConvertible {
        var key: String
        var number: Int
        var name: String

        init(_ key: String, _ number: Int, _ name: String) { (self.key, self.number, self.name) = (key, number, name) }

        var description: String { "(\(key),\(number),\(name))" }
    }

    @Test func rollingAggregates() async throws {
        let data = [
            Triple("a", 5, "x"), Triple("a", 3, "y"), Triple("b", 1, "z"), Triple("a", 3, "w"), Triple("a", 9, "v"), Triple("a", 9, "u"),
        ]
        var lines: [String] = []
        for function in ["sum", "min", "max", "minBy", "maxBy", "minBy last", "maxBy last"] {
            lines.append("== " + function)
            let keyed = StreamExecutionEnvironment().from(data).keyed(by: \.key)
            let result =
                switch function {
                case "sum": keyed.sum(\.number)
                case "min": keyed.min(\.number)
                case "max": keyed.max(\.number)
                case "minBy": keyed.minBy(\.number)
                case "maxBy": keyed.maxBy(\.number)
                case "minBy last": keyed.minBy(\.number, tie: .last)
                default: keyed.maxBy(\.number, tie: .last)
                }
            lines += try await result.executeAndCollect().all().map(\.description)
        }
        try expectAnswer("keyed/RollingAggregates", lines, order: .exact)
    }

    @Test func watermarkOfUnion() async throws {
        let env = StreamExecutionEnvironment()
        let late = OutputTag<Element>("late")
        let lines = try await env.elements("a:1@5 a:2@50 a:3@100").union(env.elements("a:10@7 a:11@20"))
            .keyed(by: \.key).window(.tumbling(.milliseconds(1000))).lateData(to: late)
            .process { (key, _, elements, output: inout Output<String>) in
                output.emit("\(key) \(elements.count) sum=\(elements.map(\.value).reduce(0, +))")
            }
            .executeAndCollect().all()
        try expectAnswer("time/WatermarkOfUnion", lines.sorted(), order: .exact)
    }
}
