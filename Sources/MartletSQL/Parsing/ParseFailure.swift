import MartletCore

/// Why a parse stopped.
struct ParseFailure: Error {
    /// The token at which the text stopped making sense.
    var cause: Int
    /// The token that is named as the place of the mistake: the cause, or the beginning of what was tried in vain.
    var place: Int
    /// Flink's parser does not look this far before it chooses, so that the place stays.
    var isCertain = false
    /// What is wrong, where it is not simply that something else was expected.
    var mistake: MartletError?

    /// Something else was expected at a token, which makes another the place of the mistake if one is given.
    init(at index: Int, place: Int? = nil, isCertain: Bool = false) {
        cause = index
        self.place = place ?? index
        self.isCertain = isCertain
    }

    /// What is written can be read, but is not allowed.
    init(_ mistake: MartletError) {
        cause = 0
        place = 0
        self.mistake = mistake
    }

    /// The same failure, seen from an alternative that was chosen by looking `count` tokens ahead from `start`.
    ///
    /// Where it failed within those tokens, the alternative would not have been chosen, and the mistake is at its beginning.
    func chosen(by count: Int, from start: Int) -> ParseFailure {
        guard mistake == nil, !isCertain, cause < start + count else { return self }
        var failure = self
        failure.place = start
        return failure
    }
}
