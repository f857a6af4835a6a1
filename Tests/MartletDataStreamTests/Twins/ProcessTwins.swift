import MartletCore
import MartletDataStream
import MartletRuntime
import MartletState
import Testing

/// Programs with process functions, as Swift programs.
@Suite struct ProcessTwins {
    final class Timers: KeyedProcessFunction {
        typealias Key = String

        func process(_ element: Element, _ context: Context, _ output: inout Output<String>) {
            output.emit("in \(element) wm=\(context.timers.currentWatermark.shown)")
            context.timers.register(eventTime: element.time + .milliseconds(10))
            context.timers.register(eventTime: element.time + .milliseconds(10))
            context.timers.register(eventTime: Timestamp(milliseconds: 15))
            if element.value == 3 { context.timers.delete(eventTime: Timestamp(milliseconds: 20)) }
            if element.value == 7 { context.timers.register(eventTime: Timestamp(milliseconds: 1)) }
        }

        func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<String>) {
            output.emit("timer \(context.key) \(time.milliseconds) wm=\(context.timers.currentWatermark.shown)")
            if time == Timestamp(milliseconds: 15) {
                context.timers.register(eventTime: Timestamp(milliseconds: 16))
                context.timers.register(eventTime: Timestamp(milliseconds: 500))
            }
        }
    }

    @Test func timers() async throws {
        let env = StreamExecutionEnvironment()
        let lines = try await env.elements("a:1@10 b:2@11 a:3@12 c:4@5 b:5@30 a:6@31 c:7@90").keyed(by: \.key).process { Timers() }
            .executeAndCollect().all()
        try expectAnswer("process/Timers", lines, order: .anyOrder)
        #expect(lines.count == 26)
    }

    final class OddAndEven: KeyedProcessFunction {
        typealias Key = String
        let odd: OutputTag<String>, timers: OutputTag<String>

        init(odd: OutputTag<String>, timers: OutputTag<String>) {
            self.odd = odd
            self.timers = timers
        }

        func process(_ element: Element, _ context: Context, _ output: inout Output<String>) {
            if element.value % 2 == 1 {
                output.emit("odd \(element) ts=\(context.timestamp?.milliseconds ?? -1)", to: odd)
            } else {
                output.emit("even \(element)")
            }
            context.timers.register(eventTime: Timestamp(milliseconds: element.time.milliseconds / 10 * 10 + 10))
        }

        func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<String>) {
            output.emit("timer \(context.key) \(time.milliseconds) ts=\(context.timestamp?.milliseconds ?? -1)", to: timers)
        }
    }

    @Test func sideOutputs() async throws {
        let env = StreamExecutionEnvironment()
        let odd = OutputTag<String>("odd"), timers = OutputTag<String>("timers")
        let results = env.elements("a:1@1 a:2@2 b:3@3 a:4@14 b:5@25").keyed(by: \.key).process { OddAndEven(odd: odd, timers: timers) }
        let lines = try await results.union(results.sideOutput(odd), results.sideOutput(timers)).executeAndCollect().all()
        try expectAnswer("process/SideOutputs", lines, order: .anyOrder)
    }
}
