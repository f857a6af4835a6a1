import MartletCore
import MartletSQL

extension Binder {
    private static let knownHints: Set<String> = [
        "BROADCAST", "SHUFFLE_HASH", "SHUFFLE_MERGE", "NEST_LOOP", "LOOKUP", "STATE_TTL", "MULTI_JOIN", "OPTIONS", "ALIAS",
        "EARLY_FIRE", "LATE_FIRE",
    ]

    /// Hints are advice: known ones are accepted. They do not change results.
    func checkHints(_ hints: [Hint]) throws {
        for hint in hints {
            let name = hint.name.name
            guard Self.knownHints.contains(name.uppercased()) else {
                throw MartletError(
                    "Hint: \(name) should be registered in the HintStrategyTable", hint: didYouMean(name, among: Self.knownHints), phase: .plan)
            }
            if name.uppercased() == "STATE_TTL", case .options(let options) = hint.arguments {
                for option in options where (try? Duration(parsing: option.value)) == nil {
                    throw MartletError(
                        "Invalid STATE_TTL hint value: '\(option.value)' is not a duration.", hint: "Write a number and a unit, such as '1 d'.",
                        phase: .plan)
                }
            }
        }
    }
}
