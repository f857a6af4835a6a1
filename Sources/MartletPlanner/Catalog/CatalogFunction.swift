import MartletFunctions
import MartletSQL

/// A function under a name: one that a program has registered, or one that DDL only names.
package struct CatalogFunction: Sendable {
    package enum Implementation: Sendable {
        /// A function of this program.
        case function(ScalarFunction)
        /// What CREATE FUNCTION names: a class or a Python name, which has yet to be found.
        case named(String, language: FunctionLanguage)
    }

    package var implementation: Implementation
    package var options: [String: String]

    package init(_ implementation: Implementation, options: [String: String] = [:]) {
        self.implementation = implementation
        self.options = options
    }

    package var scalar: ScalarFunction? {
        if case .function(let function) = implementation { function } else { nil }
    }
}
