import MartletCore
import Testing

@Suite struct SourcePositionTests {
    @Test func aUnionCoversBoth() {
        let a = SourceRange(.init(line: 1, column: 4), .init(line: 1, column: 9))
        let b = SourceRange(.init(line: 1, column: 7), .init(line: 2, column: 1))
        #expect(a.union(b).description == "1:4-2:1")
    }
}
