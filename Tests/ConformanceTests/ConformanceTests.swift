import Foundation
import Testing

/// Runs the suite of SQL scripts whose answers were given by a real Flink.
///
/// `MARTLET_CONFORMANCE=ddl/` runs only scripts with that in their id and tells all their differences; `MARTLET_RECORD_PASSING=1` adds
/// scripts that pass for the first time to the list of those that must pass. `MARTLET_SUITE=/directory` runs scripts of another place.
@Suite struct ConformanceTests {
    @Test func answersAgreeWithFlink() async throws {
        let environment = ProcessInfo.processInfo.environment
        let filter = environment["MARTLET_CONFORMANCE"]
        let suite = environment["MARTLET_SUITE"].map(Suite.init) ?? .conformance
        let runs = await ConformanceRun.runs(of: try ConformanceScript.all(of: suite, matching: filter))
        var passing = PassingList()

        for run in runs where !run.passed && (filter != nil || passing.ids.contains(run.script.id)) {
            let differences = run.differences.map { "    " + $0 }.joined(separator: "\n")
            if passing.ids.contains(run.script.id) {
                Issue.record("\(run.script.id) passed before and differs now:\n\(differences)")
            } else {
                print("DIFFERS \(run.script.id)\n\(differences)")
            }
        }
        print(Self.table(of: runs))

        let new = runs.filter { $0.passed && !passing.ids.contains($0.script.id) }.map(\.script.id)
        if environment["MARTLET_RECORD_PASSING"] != nil {
            passing.ids.formUnion(new)
            try passing.write()
            try DocumentedCounts(try ConformanceScript.all(of: .conformance), passing: passing).write()
            print("\(new.count) scripts more are in \(Suite.passing).")
        } else if !new.isEmpty {
            print("\(new.count) scripts pass for the first time; MARTLET_RECORD_PASSING=1 makes it stay so: \(new.joined(separator: " "))")
        }
    }

    @Test func thePageOfCountsAgreesWithTheList() throws {
        let counts = DocumentedCounts(try ConformanceScript.all(of: .conformance), passing: PassingList())
        #expect(try DocumentedCounts.documented() == counts.table, "MARTLET_RECORD_PASSING=1 writes the list and the page.")
    }

    /// Passed, failed and not supported, by category.
    private static func table(of runs: [ConformanceRun]) -> String {
        func line(_ name: String, _ cells: [String]) -> String {
            name.padding(toLength: 14, withPad: " ", startingAt: 0)
                + cells.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }.joined()
        }
        func line(_ name: String, _ runs: [ConformanceRun]) -> String {
            let passed = runs.count { $0.passed }, unsupported = runs.count { $0.isUnsupported }
            return line(name, ["\(passed)", "\(runs.count - passed - unsupported)", "\(unsupported)", "\(runs.count)"])
        }
        let categories = Dictionary(grouping: runs, by: \.script.category).sorted { $0.key < $1.key }
        let lines =
            [line("category", ["passed", "failed", "not supported", "of"])] + categories.map { line($0.key, $0.value) }
            + [line("all", runs.filter { !$0.script.isOddity })]
        return lines.joined(separator: "\n")
    }
}
