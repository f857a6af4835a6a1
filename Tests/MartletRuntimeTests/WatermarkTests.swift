import MartletCore
import Testing

@testable import MartletRuntime

@Suite struct WatermarkValveTests {
    private func mark(_ time: Int64) -> Watermark { Watermark(Timestamp(milliseconds: time)) }

    @Test func theLeastInputCounts() {
        var valve = WatermarkValve(inputs: 2)
        #expect(valve.advance(0, to: mark(5)) == .none)
        #expect(valve.advance(1, to: mark(3)) == .advance(mark(3)))
        #expect(valve.advance(1, to: mark(9)) == .advance(mark(5)))
        #expect(valve.advance(0, to: mark(4)) == .none)
    }

    @Test func anInputThatHasEndedHoldsNobodyBack() {
        var valve = WatermarkValve(inputs: 2)
        #expect(valve.advance(0, to: mark(5)) == .none)
        #expect(valve.end(1) == .advance(mark(5)))
        #expect(valve.end(0) == .none)
    }

    @Test func anIdleInputHoldsNobodyBack() {
        var valve = WatermarkValve(inputs: 2)
        #expect(valve.advance(0, to: mark(5)) == .none)
        #expect(valve.setStatus(1, .idle) == [.advance(mark(5))])
        #expect(valve.advance(0, to: mark(6)) == .advance(mark(6)))
        // Behind the others when it comes back, it counts only once it has caught up.
        #expect(valve.setStatus(1, .active) == [])
        #expect(valve.advance(1, to: mark(4)) == .none)
        #expect(valve.advance(0, to: mark(8)) == .advance(mark(8)))
        #expect(valve.advance(1, to: mark(9)) == .none)
        #expect(valve.advance(0, to: mark(10)) == .advance(mark(9)))
    }

    @Test func allIdleMakesIdle() {
        var valve = WatermarkValve(inputs: 2)
        #expect(valve.setStatus(0, .idle) == [])
        #expect(valve.setStatus(1, .idle) == [.becomeIdle])
        #expect(valve.setStatus(0, .active) == [.becomeActive])
    }

    @Test func whenTheLastBecomesIdleWhatOthersHadReachedIsReached() {
        var valve = WatermarkValve(inputs: 2)
        _ = valve.advance(0, to: mark(7))
        _ = valve.advance(1, to: mark(5))
        #expect(valve.setStatus(0, .idle) == [])
        #expect(valve.setStatus(1, .idle) == [.advance(mark(7)), .becomeIdle])
    }

    @Test func aWatermarkOfAnIdleInputIsIgnored() {
        var valve = WatermarkValve(inputs: 1)
        #expect(valve.setStatus(0, .idle) == [.becomeIdle])
        #expect(valve.advance(0, to: mark(5)) == .none)
        #expect(valve.setStatus(0, .active) == [.becomeActive])
        #expect(valve.advance(0, to: mark(4)) == .advance(mark(4)))
    }
}

@Suite struct WatermarkFlowTests {
    @Test func aUnionAdvancesWithItsSlowestInput() async throws {
        var graph = StreamGraph()
        let log = Log()
        let slow = graph.addScript(ScriptSource([.watermark(5)]))
        let fast = graph.addScript(ScriptSource([.watermark(1), .watermark(10)]))
        graph.addLog(log, from: slow, fast)
        try await graph.run()
        let marks = log.all.filter { $0.hasPrefix("wm") }
        #expect(marks.last == "wm end")
        #expect(marks.contains("wm 10") || marks.contains("wm 5"))
        #expect(log.all.last == "end")
    }

    @Test func subtasksOfASourceAreCombined() async throws {
        var graph = StreamGraph()
        let log = Log()
        let script = graph.addScript(ScriptSource([.watermark(5), .idle], [.watermark(7), .watermark(9)]))
        graph.addLog(log, from: script)
        try await graph.run()
        #expect(log.all.contains("wm 9") || log.all.contains("wm 5"))
        #expect(log.all.suffix(2) == ["wm end", "end"])
    }

    @Test func batchModeHasNoTimeBetween() async throws {
        var graph = StreamGraph()
        let log = Log()
        let script = graph.addScript(ScriptSource([.value(1), .watermark(5), .value(2)]))
        let sink = graph.add("behind an exchange", from: script, partitioning: .rebalance)
        graph[sink].chaining = .never
        graph.addLog(log, from: sink)
        try await graph.run(["execution.runtime-mode": "BATCH"])
        #expect(log.all == ["1", "2", "wm end", "end"])
    }

    @Test func watermarksStayBehindWhatCameBeforeThem() async throws {
        var graph = StreamGraph()
        let log = Log()
        let script = graph.addScript(ScriptSource([.value(1), .value(2), .watermark(5), .value(3)], batchSize: 10))
        let apart = graph.add("apart", from: script)
        graph[apart].chaining = .never
        graph.addLog(log, from: apart)
        try await graph.run()
        #expect(log.all == ["1", "2", "wm 5", "3", "wm end", "end"])
    }
}
