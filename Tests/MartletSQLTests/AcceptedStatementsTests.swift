import Testing

@testable import MartletSQL

@Test func whatFlinkAcceptsIsAcceptedAndWhatItRefusesIsRefused() {
    #expect(AcceptedStatements.all.count == 338)
    for probe in AcceptedStatements.all {
        if probe.isAccepted {
            // What is refused for its meaning was accepted as a text.
            do { _ = try Parser.parse(probe.statement) } catch { #expect(error.phase != .parse, "\(probe.statement): \(error)") }
        } else {
            #expect(throws: (any Error).self, "\(probe.statement)") { _ = try Parser.parse(probe.statement) }
        }
    }
}
