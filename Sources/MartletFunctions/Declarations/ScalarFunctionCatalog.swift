/// The scalar functions that SQL has without being told, by the groups of the reference page.
package enum ScalarFunctionCatalog {
    /// Functions of one kind.
    package struct Group: Sendable {
        package let title: String
        package let functions: [ScalarFunction]
    }

    /// Adding a function is its declaration and its name in a group's list.
    package static let groups: [Group] = [
        .operators, .conditional, .strings, .regularExpressions, .math, .temporal, .collections, .json, .bitmaps, .encoding, .hashing,
        .session,
    ]

    package static let builtIn: [ScalarFunction] = groups.flatMap(\.functions)

    private static let byName = Dictionary(
        builtIn.flatMap { function in ([function.name] + function.aliases).map { ($0, function) } }, uniquingKeysWith: { first, _ in first }
    )

    /// The function of this name, in any case.
    package static func function(named name: String) -> ScalarFunction? { byName[name] ?? byName[name.uppercased()] }
}
