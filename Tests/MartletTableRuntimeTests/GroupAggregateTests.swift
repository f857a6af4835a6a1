import MartletCore
import MartletFunctions
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct GroupAggregateTests {
    let input = Schema([Field("k", .string), Field("v", .int), Field("f", .boolean)])
    let output = Schema([Field("k", .string), Field("n", .bigint), Field("total", .int)])

    func harness(
        insertOnly: Bool = false, emitsUpdateBefore: Bool = true, mode: RuntimeMode = .streaming, folds: Bool = false,
        configuration: Configuration = Configuration()
    ) throws -> OperatorHarness {
        try OperatorHarness(
            GroupAggregateOperator(
                keys: [0], inputTypes: input.types, calls: [.call("COUNT", of: input), .call("SUM", ["v"], of: input)],
                inputIsInsertOnly: insertOnly, emitsUpdateBefore: emitsUpdateBefore, foldsBatches: folds),
            inputs: [input], output: output, runtimeMode: mode, configuration: configuration)
    }

    static let changes = """
            k     v
        +I  a     1
        +I  null  2
        -U  a     1
        +U  a     5
        +I  a     7
        -D  null  2
        +I  null  3
        -D  b     9
        """

    @Test(arguments: [1, 2, 4096]) func everyRowSendsOnWhatItChanges(batchSize: Int) throws {
        let harness = try harness()
        harness.batchSize = batchSize
        #expect(
            try harness.feed(Self.changes) == """
                    k     n  total
                +I  a     1  1
                +I  null  1  2
                -D  a     1  1
                +I  a     1  5
                -U  a     1  5
                +U  a     2  12
                -D  null  1  2
                +I  null  1  3
                """)
        #expect(try harness.finish() == "")
    }

    @Test func updatesAreSentWithoutTheRowBeforeToReadersThatKnowRowsByTheirKey() throws {
        let harness = try harness(insertOnly: true, emitsUpdateBefore: false)
        #expect(
            try harness.feed("k v\na 1\na 2\nb 3\na null") == """
                    k  n  total
                +I  a  1  1
                +U  a  2  3
                +I  b  1  3
                +U  a  3  3
                """)
    }

    @Test func aChangeThatLeavesTheResultAsItIsIsSentOnOnlyWithATimeToLive() throws {
        let rows = "k v\na 1\na 1"
        func answer(_ configuration: Configuration) throws -> String {
            let harness = try OperatorHarness(
                GroupAggregateOperator(
                    keys: [0], inputTypes: input.types, calls: [.call("MAX", ["v"], of: input)], inputIsInsertOnly: true,
                    emitsUpdateBefore: true),
                inputs: [input], output: Schema([output.fields[0], output.fields[2]]), configuration: configuration)
            return try harness.feed(rows)
        }
        #expect(try answer(Configuration()) == "    k  total\n+I  a  1")
        #expect(try answer(Configuration(["table.exec.state.ttl": "1 h"])) == "    k  total\n+I  a  1\n-U  a  1\n+U  a  1")
    }

    @Test func withoutCallsItIsDistinct() throws {
        let harness = try OperatorHarness(
            GroupAggregateOperator(keys: [0], inputTypes: input.types, calls: [], inputIsInsertOnly: false, emitsUpdateBefore: true),
            inputs: [input], output: Schema([input.fields[0]]))
        #expect(
            try harness.feed("k\n+I a\n+I a\n-D a\n+I b\n-D a") == """
                    k
                +I  a
                +I  b
                -D  a
                """)
    }

    @Test func distinctCallsCountEveryValueOnceForEachFilter() throws {
        let harness = try OperatorHarness(
            GroupAggregateOperator(
                keys: [0], inputTypes: input.types,
                calls: [
                    .call("COUNT", ["v"], of: input, distinct: true), .call("SUM", ["v"], of: input, filter: "f", distinct: true),
                ],
                inputIsInsertOnly: false, emitsUpdateBefore: true),
            inputs: [input], output: output)
        #expect(
            try harness.feed(
                """
                    k  v     f
                +I  a  1     false
                +I  a  1     true
                +I  a  1     true
                +I  a  2     null
                -D  a  1     true
                -D  a  1     true
                -D  a  1     false
                +I  b  null  true
                """) == """
                        k  n  total
                    +I  a  1  null
                    -U  a  1  null
                    +U  a  1  1
                    -U  a  1  1
                    +U  a  2  1
                    -U  a  2  1
                    +U  a  2  null
                    -U  a  2  null
                    +U  a  1  null
                    +I  b  0  null
                    """)
    }

    @Test func batchModeGivesFinalRowsAtTheEnd() throws {
        let harness = try harness(mode: .batch)
        #expect(try harness.feed(Self.changes) == "")
        #expect(
            try harness.finish() == """
                    k     n  total
                +I  a     2  12
                +I  null  1  3
                """)
    }

    @Test(arguments: [RuntimeMode.streaming, .batch]) func theAggregateOfNoRowsIsARowInBatchModeOnly(mode: RuntimeMode) throws {
        let harness = try OperatorHarness(
            GroupAggregateOperator(
                keys: [], inputTypes: input.types, calls: [.call("COUNT", of: input), .call("SUM", ["v"], of: input)],
                inputIsInsertOnly: true,
                emitsUpdateBefore: true),
            inputs: [input], output: Schema(Array(output.fields.dropFirst())), runtimeMode: mode)
        #expect(try harness.finish() == (mode == .batch ? "    n  total\n+I  0  null" : ""))
    }

    @Test func foldedBatchesSendOnOneChangeAGroup() throws {
        let harness = try harness(folds: true)
        #expect(
            try harness.feed(Self.changes) == """
                    k     n  total
                +I  a     2  12
                +I  null  1  3
                """)
        #expect(
            try harness.feed("k v\n+I a 1\n-D a 5\n+I a 4\n-D null 3\n+I c 1\n-D c 1") == """
                    k     n  total
                -U  a     2  12
                +U  a     3  12
                -D  null  1  3
                """)
    }
}
