/// A pattern for dates and times, taken apart: `dd.MM.yyyy 'at' HH:mm`.
///
/// Both of Java's languages for such patterns share the form: runs of a letter are fields, text in single quotes is literal, `''` is a quote.
struct DatePattern: Sendable {
    indirect enum Element: Sendable, Equatable {
        case field(Unicode.Scalar, count: Int)
        case literal(String)
        /// `[…]` in `DateTimeFormatter`'s patterns: may be missing.
        case optional([Element])
    }

    /// A pattern that Java would refuse.
    struct Malformed: Error {
        let reason: String
    }

    let elements: [Element]

    /// - Parameter hasOptionals: whether `[` and `]` enclose what may be missing; else they are literal.
    init(_ text: String, letters: String, hasOptionals: Bool) throws(Malformed) {
        var rest = Substring(text)
        var open: [[Element]] = [[]]
        func append(literal: String) {
            if case .literal(let before)? = open[open.count - 1].last {
                open[open.count - 1][open[open.count - 1].count - 1] = .literal(before + literal)
            } else {
                open[open.count - 1].append(.literal(literal))
            }
        }
        while let character = rest.first {
            switch character {
            case "'":
                rest.removeFirst()
                if rest.first == "'" {
                    rest.removeFirst()
                    append(literal: "'")
                    continue
                }
                var literal = ""
                while true {
                    guard let next = rest.popFirst() else { throw Malformed(reason: "Unterminated quote") }
                    if next == "'" {
                        if rest.first != "'" { break }
                        rest.removeFirst()
                    }
                    literal.append(next)
                }
                append(literal: literal)
            case "a"..."z", "A"..."Z":
                let count = rest.prefix { $0 == character }.count
                guard letters.contains(character) else { throw Malformed(reason: "Illegal pattern character '\(character)'") }
                open[open.count - 1].append(.field(character.unicodeScalars[character.unicodeScalars.startIndex], count: count))
                rest = rest.dropFirst(count)
            case "[" where hasOptionals:
                rest.removeFirst()
                open.append([])
            case "]" where hasOptionals:
                rest.removeFirst()
                guard open.count > 1, let inner = open.popLast() else {
                    throw Malformed(reason: "Pattern invalid as it contains ] without previous [")
                }
                open[open.count - 1].append(.optional(inner))
            default:
                rest.removeFirst()
                append(literal: String(character))
            }
        }
        while open.count > 1, let inner = open.popLast() { open[open.count - 1].append(.optional(inner)) }
        elements = open[0]
    }
}

/// The names of months, days and halves of the day in the locale en_US.
enum DateNames {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    /// From Monday.
    static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    static let halves = ["AM", "PM"]

    static func short(_ name: String) -> String { String(name.prefix(3)) }
}
