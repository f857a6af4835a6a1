import MartletCore
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct DropUpdateBeforeTests {
    @Test func updatesAreSentWithoutTheRowBefore() throws {
        let schema = Schema([Field("id", .int)])
        let harness = try OperatorHarness(DropUpdateBeforeOperator(), inputs: [schema], output: schema)
        let answer = try harness.feed(
            """
                id
            +I  1
            -U  1
            +U  2
            -D  2
            """)
        #expect(
            answer == """
                    id
                +I  1
                +U  2
                -D  2
                """)
    }
}
