import Foundation
import Testing

@testable import MartletSQL

@Test func theSuiteIsParsedAsFlinkParsesIt() throws {
    let scripts = try Conformance.scripts()
    #expect(scripts.count > 100)
    for script in scripts {
        let answers = Conformance.answers(in: script.answers)
        for (statement, answer) in zip(Script.statements(in: script.text), answers) {
            do {
                _ = try Parser.parse(statement.text)
                #expect(answer.phase != "parse", "\(script.name): \(statement.text)")
            } catch {
                #expect(error.phase.rawValue == answer.phase, "\(script.name): \(error) in \(statement.text)")
                guard error.phase == .parse, let place = answer.place, let range = error.range else { continue }
                #expect(
                    "\(range.start)" == place.split(separator: "-").first.map(String.init), "\(script.name): \(error) in \(statement.text)")
            }
        }
    }
}
