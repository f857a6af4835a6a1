import MartletCore
import MartletSQL

extension Binder {
    private static let knownHints: Set<String> = [
        "BROADCAST", "SHUFFLE_HASH", "SHUFFLE_MERGE", "NEST_LOOP", "LOOKUP", "STATE_TTL", "MULTI_JOIN", "OPTIONS", "ALIAS",
        "EARLY_FIRE", "LATE_FIRE",
    ]

    /// Hints are advice: known ones are accepted. They do not change results.
    func checkHints(_ hints: [Hint], tables: [String]) throws {
        for hint in hints {
            let name = hint.name.name
            guard Self.knownHints.contains(name.uppercased()) else {
                throw MartletError(
                    "Hint: \(name) should be registered in the HintStrategyTable", hint: didYouMean(name, among: Self.knownHints),
                    phase: .plan)
            }
            let named: [String] =
                switch hint.arguments {
                case .none: []
                case .list(let names): name.uppercased() == "LOOKUP" ? [] : names
                case .options(let options): name.uppercased() == "STATE_TTL" ? options.map(\.key) : []
                }
            if let unknown = named.first(where: { !tables.contains($0) }) {
                throw MartletError(
                    "The options of following hints cannot match the name of input tables or views: `\(unknown)` in `\(name)`",
                    hint: didYouMean(unknown, among: tables), phase: .validate)
            }
            if name.uppercased() == "STATE_TTL", case .options(let options) = hint.arguments {
                for option in options where (try? Duration(parsing: option.value)) == nil {
                    throw MartletError(
                        "Invalid STATE_TTL hint value: '\(option.value)' is not a duration.",
                        hint: "Write a number and a unit, such as '1 d'.",
                        phase: .plan)
                }
            }
        }
    }
}
