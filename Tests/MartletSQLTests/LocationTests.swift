import MartletCore
import Testing

@testable import MartletSQL

@Test func treesAreComparedWithoutTheirPlaces() {
    let here = Location(SourcePosition(line: 1, column: 1), SourcePosition(line: 1, column: 1))
    let there = Location(SourcePosition(line: 9, column: 9), SourcePosition(line: 9, column: 9))
    #expect(Identifier("a", at: here) == Identifier("a", at: there))
    #expect(Identifier("a", at: here) != Identifier("b", at: here))
    #expect(here.range != there.range)
}
