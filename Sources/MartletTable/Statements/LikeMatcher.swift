/// The pattern of SHOW .. LIKE: `%` for any characters, `_` for one, `\` before a character that stands for itself.
struct LikeMatcher {
    private enum Element: Equatable {
        case any
        case one
        case character(Character)
    }

    private let elements: [Element]

    init(_ pattern: String) {
        var elements: [Element] = []
        var isEscaped = false
        for character in pattern {
            switch character {
            case _ where isEscaped:
                elements.append(.character(character))
                isEscaped = false
            case "\\": isEscaped = true
            case "%": elements.append(.any)
            case "_": elements.append(.one)
            default: elements.append(.character(character))
            }
        }
        self.elements = elements
    }

    func matches(_ text: String) -> Bool {
        // Which prefixes of the pattern match what has been read: one pass, whatever the pattern.
        var reached = [Bool](repeating: false, count: elements.count + 1)
        reached[0] = true
        for (index, element) in elements.enumerated() where element == .any { reached[index + 1] = reached[index] }
        for character in text {
            var next = [Bool](repeating: false, count: elements.count + 1)
            for (index, element) in elements.enumerated() {
                switch element {
                case .any: next[index + 1] = next[index] || reached[index] || reached[index + 1]
                case .one: next[index + 1] = reached[index]
                case .character(let wanted): next[index + 1] = reached[index] && wanted == character
                }
            }
            reached = next
        }
        return reached[elements.count]
    }
}
