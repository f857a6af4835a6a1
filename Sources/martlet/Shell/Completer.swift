import MartletTable

/// Finds what could stand where a person presses the tabulator.
struct Completer {
    private let environment: TableEnvironment

    init(_ environment: TableEnvironment) { self.environment = environment }

    func complete(_ text: String, _ cursor: Int) -> (word: Int, candidates: [String]) { (cursor, []) }
}
