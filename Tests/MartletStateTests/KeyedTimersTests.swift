import MartletCore
import MartletState
import Testing

@Suite struct KeyedTimersTests {
    private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private func drain(_ timers: inout KeyedTimers<String>, through now: Int64) -> [String] {
        var fired: [String] = []
        while let timer = timers.removeFirst(through: at(now)) { fired.append("\(timer.key)\(timer.time.milliseconds)") }
        return fired
    }

    @Test func aKeyHasOneTimerForATime() {
        var timers = KeyedTimers<String>()
        timers.register("a", at: at(5))
        timers.register("a", at: at(5))
        timers.register("b", at: at(5))
        timers.register("a", at: at(3))
        #expect(timers.count == 3)
        #expect(drain(&timers, through: 4) == ["a3"])
        #expect(drain(&timers, through: 5) == ["a5", "b5"])
        #expect(timers.count == 0)
    }

    @Test func aDeletedTimerDoesNotFire() {
        var timers = KeyedTimers<String>()
        timers.register("a", at: at(1))
        timers.register("a", at: at(2))
        timers.delete("a", at: at(1))
        timers.delete("a", at: at(9))
        #expect(drain(&timers, through: 10) == ["a2"])
    }

    @Test func aTimerThatIsDeletedAndRegisteredAgainFiresOnce() {
        var timers = KeyedTimers<String>()
        timers.register("a", at: at(1))
        timers.delete("a", at: at(1))
        timers.register("a", at: at(1))
        #expect(drain(&timers, through: 1) == ["a1"])
    }
}
