import Testing

@testable import MartletSQL

@Test func reservedWordsAreNoNamesAndTheOthersAre() {
    #expect(Keyword.allCases.count(where: \.isReserved) == 431)
    #expect(Keyword.allCases.count(where: { !$0.isReserved }) == 355)
    for keyword in Keyword.allCases {
        let word = keyword.spelling.lowercased()
        #expect(((try? Parser.parse("SELECT 1 AS \(word)")) == nil) == keyword.isReserved, "\(word)")
        #expect((try? Parser.parse("SELECT 1 AS `\(word)`")) != nil, "\(word)")
    }
}

@Test func keywordsAreFoundInAnyCase() {
    #expect(Keyword("select") == .SELECT)
    #expect(Keyword("Match_Recognize") == .MATCH_RECOGNIZE)
    #expect(Keyword("selec") == nil)
    #expect(Keyword("") == nil)
    #expect(Keyword("šelect") == nil)
}
