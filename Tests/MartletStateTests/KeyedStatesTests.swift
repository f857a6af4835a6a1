import MartletColumns
import MartletCore
import MartletState
import Testing

@Suite struct KeyedStatesTests {
    final class Function {
        let value = ValueState<Int64>("value")
        let list = ListState<String>("list")
        let map = MapState<String, Int64>("map")
        let sum = ReducingState<Int64>("sum") { $0 += $1 }
        let joined = AggregatingState<Int, String>("joined", into: "") { $0 += "\($1)," }
    }

    private func states(of function: Any) throws -> KeyedStates<String> {
        let states = KeyedStates<String>()
        try states.register(handlesOf: function)
        return states
    }

    private func with(_ states: KeyedStates<String>, _ key: String, _ body: () -> Void) throws {
        states.select(key, hash: key.stableHash)
        body()
        try states.deselect()
    }

    @Test func everyKeyHasStateOfItsOwn() throws {
        let function = Function(), states = try states(of: function)
        for key in ["a", "b", "a"] {
            try with(states, key) {
                function.value.value = (function.value.value ?? 0) + 1
                function.list.append(key)
                function.map["n", default: 10] += 1
                function.sum.add(5)
                function.joined.add(function.list.count)
            }
        }
        try with(states, "a") {
            #expect(function.value.value == 2)
            #expect(Array(function.list) == ["a", "a"])
            #expect(function.map["n"] == 12)
            #expect(function.sum.value == 10)
            #expect(function.joined.value == "1,2,")
        }
        try with(states, "c") {
            #expect(function.value.value == nil && function.list.isEmpty && function.map.isEmpty && function.sum.value == nil)
        }
        #expect(states.count == 2)
    }

    @Test func aKeyWithoutStateIsForgotten() throws {
        let function = Function(), states = try states(of: function)
        try with(states, "a") { function.value.value = 1 }
        try with(states, "b") { function.list.elements = ["x"] }
        try with(states, "a") { function.value.clear() }
        #expect(states.count == 1)
        try with(states, "b") { #expect(function.list.elements == ["x"]) }
        try with(states, "b") { function.list.clear() }
        #expect(states.count == 0)
        try with(states, "d") { function.map["x"] = nil }
        #expect(states.count == 0)
    }

    @Test func handlesOfASuperclassAreFound() throws {
        class Base { let inherited = ValueState<Int64>("inherited") }
        final class Derived: Base { let own = ValueState<Int64>("own") }
        let function = Derived(), states = try states(of: function)
        try with(states, "a") { function.inherited.value = 3 }
        try with(states, "a") { #expect(function.inherited.value == 3 && function.own.value == nil) }
    }

    @Test func twoStatesOfOneNameAreRefused() throws {
        final class Doubtful {
            let one = ValueState<Int64>("n"), other = ListState<Int64>("n")
        }
        let error = #expect(throws: MartletError.self) { try states(of: Doubtful()) }
        #expect(error?.description.hasPrefix("Two states of one function have the name 'n'.") == true)
    }

    @Test func stateWithoutAKeyIsAnError() throws {
        let function = Function(), states = try states(of: function)
        function.value.value = 1
        #expect(function.value.value == nil)
        let error = #expect(throws: MartletError.self) { try states.check() }
        #expect(error?.description.hasPrefix("State 'value' was used where there is no current key.") == true)
    }

    @Test func everyKeyIsVisitedOnceEvenIfItIsForgotten() throws {
        let function = Function(), states = try states(of: function)
        for number in 0..<100 { try with(states, "k\(number)") { function.value.value = Int64(number) } }
        var seen: Set<String> = []
        try states.forEachKey { key in
            #expect(seen.insert(key).inserted)
            #expect(function.value.value.map { "k\($0)" } == key)
            if seen.count % 2 == 0 { function.value.clear() }
        }
        #expect(seen.count == 100)
        #expect(states.count == 50)
    }

    @Test func stateIsWrittenAndReadAgain() throws {
        let function = Function(), states = try states(of: function)
        try with(states, "a") {
            function.value.value = 7
            function.list.elements = ["x", "y"]
            function.map["k"] = 1
        }
        for (handle, other) in zip(
            [function.value, function.list, function.map] as [any StateHandle],
            [ValueState<Int64>("value"), ListState<String>("list"), MapState<String, Int64>("map")] as [any StateHandle])
        {
            let frozen = handle.column.freeze()
            var writer = ByteWriter()
            frozen.encode(0, into: &writer)
            other.column.appendEntry()
            try ByteReader.withReader(of: writer.bytes) { try other.column.restore(0, from: &$0) }
            var again = ByteWriter()
            other.column.freeze().encode(0, into: &again)
            #expect(again.bytes == writer.bytes && !writer.bytes.isEmpty)
        }
    }
}
