/// How far the matches of one key have come. Flink's `NFAState`.
package struct MatchState {
    var partial = PartialMatchQueue()
    /// Complete, but held back while one that began earlier may still come first (after-match skip strategies).
    var completed = PartialMatchQueue()
}
