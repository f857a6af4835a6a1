import Testing

@testable import MartletSQL

@Test func whatFlinkAcceptsIsAcceptedAndWhatItRefusesIsRefused() {
    #expect(AcceptedStatements.all.count == 338)
    for probe in AcceptedStatements.all {
        if probe.isAccepted {
            #expect(throws: Never.self, "\(probe.statement)") { _ = try Parser.parse(probe.statement) }
        } else {
            #expect(throws: (any Error).self, "\(probe.statement)") { _ = try Parser.parse(probe.statement) }
        }
    }
}
