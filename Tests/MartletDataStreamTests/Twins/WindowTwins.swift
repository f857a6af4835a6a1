import MartletCore
import MartletDataStream
import Testing

@Suite struct WindowTwins {
    /// A title, the elements, the bound of the watermarks, and the windows.
    typealias Run = (title: String, elements: String, bound: Int64, windows: WindowAssigner<Element>)

    func lines(_ runs: [Run]) async throws -> [String] {
        var lines: [String] = []
        for run in runs {
            lines.append("== " + run.title)
            lines += try await StreamExecutionEnvironment().elements(run.elements, bound: run.bound)
                .keyed(by: \.key).window(run.windows).process { Show() }.executeAndCollect().all()
        }
        return lines
    }

    @Test func tumbling() async throws {
        let ten = Duration.milliseconds(10)
        try expectAnswer(
            "windows/WinTumbling",
            await lines([
                ("boundaries", "a:1@0 a:2@9 a:3@10 a:4@19 a:5@20 a:6@50", 0, .tumbling(ten)),
                ("negative times", "a:1@-25 a:2@-20 a:3@-11 a:4@-1 a:5@0", 0, .tumbling(ten)),
                ("offset 3", "a:1@0 a:2@2 a:3@3 a:4@12 a:5@13", 0, .tumbling(ten, offset: .milliseconds(3))),
                ("offset -3", "a:1@0 a:2@6 a:3@7 a:4@16 a:5@17", 0, .tumbling(ten, offset: .milliseconds(-3))),
                ("several windows and keys at one watermark", "b:1@1 a:2@2 b:3@11 c:4@3 a:5@12 a:6@25 z:9@100", 50, .tumbling(ten)),
                ("out of order within the bound", "a:1@5 a:2@12 a:3@3 a:4@13 a:5@30", 10, .tumbling(ten)),
            ]), order: .anyOrder)
    }

    @Test func sliding() async throws {
        func every(_ slide: Int, _ size: Int = 10, offset: Int = 0) -> WindowAssigner<Element> {
            .sliding(.milliseconds(size), every: .milliseconds(slide), offset: .milliseconds(offset))
        }
        try expectAnswer(
            "windows/WinSliding",
            await lines([
                ("10 every 5", "a:1@0 a:2@4 a:3@5 a:4@12 a:5@30", 0, every(5)),
                ("10 every 4", "a:1@0 a:2@7 a:3@9 a:4@40", 0, every(4)),
                ("4 every 10: gaps", "a:1@0 a:2@3 a:3@4 a:4@9 a:5@10 a:6@40", 0, every(10, 4)),
                ("10 every 5, offset 2", "a:1@0 a:2@2 a:3@6 a:4@30", 0, every(5, offset: 2)),
            ]), order: .exact)
    }

    @Test func session() async throws {
        let gap = WindowAssigner<Element>.session(gap: .milliseconds(10))
        try expectAnswer(
            "windows/WinSession",
            await lines([
                ("exactly the gap", "a:1@0 a:2@9 a:3@19 a:4@30 a:5@60", 0, gap),
                ("bridging", "a:1@0 a:2@15 a:3@8 a:4@60", 20, gap),
                ("three-way, two keys", "a:1@0 b:1@1 a:2@30 b:2@8 a:3@15 a:4@8 a:5@22 a:6@100", 60, gap),
                ("behind the watermark, but merging", "a:1@10 a:2@19 a:3@27 a:4@5 a:5@1 a:6@100", 0, gap),
                ("dynamic gap = value", "a:5@0 a:20@4 a:3@20 a:1@23 a:1@40", 0, .session { .milliseconds($0.value) }),
            ]), order: .anyOrderOfWords)
    }

    @Test func lateness() async throws {
        var lines: [String] = []
        for lateness in [0, 5, 10] {
            lines.append("== lateness \(lateness)")
            let late = OutputTag<Element>("late")
            let results = StreamExecutionEnvironment()
                .elements("a:1@5 a:2@10 a:3@6 a:4@14 a:5@7 a:6@15 a:7@8 a:8@20 a:9@9 a:10@19 a:11@3").keyed(by: \.key)
                .window(.tumbling(.milliseconds(10))).allowedLateness(.milliseconds(lateness)).lateData(to: late).process { Show() }
            lines += try await results.union(results.sideOutput(late).map { "late \($0)" }).executeAndCollect().all()
        }
        try expectAnswer("windows/WinLateness", lines, order: .anyOrder)
    }

    @Test func aggregate() async throws {
        var lines = ["== reduce keeps the first element's other fields"]
        lines += try await StreamExecutionEnvironment().elements("a:1@1 a:5@3 b:2@4 a:7@9 a:1@30").keyed(by: \.key)
            .window(.tumbling(.milliseconds(10))).reduce { $0.value += $1.value }.executeAndCollect().all().map(\.description)
        lines.append("== aggregate with process, sessions")
        lines += try await StreamExecutionEnvironment().elements("a:1@0 a:2@15 a:3@8 a:4@60 b:1@61", bound: 20).keyed(by: \.key)
            .window(.session(gap: .milliseconds(10))).aggregate(into: 0) {
                $0 += $1.value
            } merge: {
                $0 += $1
            }
            .map { key, window, sum in "\(key) \(window.shown) \(sum)" }.executeAndCollect().all()
        lines.append("== window behind window")
        lines += try await StreamExecutionEnvironment().elements("a:1@0 a:2@9 a:3@10 a:4@25 a:5@39 a:6@61").keyed(by: \.key)
            .window(.tumbling(.milliseconds(10))).aggregate(into: 0) { $0 += $1.value }.map { _, _, sum in sum }
            .windowAll(.tumbling(.milliseconds(20))).process { (window, sums, output: inout Output<String>) in
                output.emit("\(window.shown) \(sums.map(String.init).joined(separator: " "))")
            }.executeAndCollect().all()
        try expectAnswer("windows/WinAggregate", lines, order: .anyOrder)
    }
}
