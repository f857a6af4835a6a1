import MartletColumns
import MartletCore
import MartletFunctions
import MartletTable
import Testing

/// Every example of every function is run, and gives the answer that is written beside it.
@Suite struct FunctionExampleTests {
    @Test(arguments: ScalarFunctionCatalog.builtIn.filter { !$0.examples.isEmpty }.map(\.name))
    func examplesAreTrue(_ name: String) async throws {
        let function = try #require(ScalarFunctionCatalog.function(named: name))
        for example in function.examples {
            let environment = TableEnvironment()
            environment.set("execution.runtime-mode", to: "batch")
            environment.set("table.local-time-zone", to: "UTC")
            let result = try await environment.executeSql("SELECT \(example.call)")
            let display = try Cast.displayKernel(of: result.schema.types[0])
            let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))
            var answers: [String?] = []
            for try await batch in result.batches {
                let texts = try display(KernelArguments(count: batch.count, context: context) { _ in batch.columns[0] }).bytes
                answers += (0..<batch.count).map { texts.string($0) }
            }
            #expect(answers == [example.answer], "\(example.call)")
        }
    }
}
