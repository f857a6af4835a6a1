/// Finds the state handles that are properties of a function object, also of the classes that it inherits from.
public enum StateHandles {
    /// The properties of `function` that are a `Handle`.
    public static func of<Handle>(_ function: Any, as type: Handle.Type = Handle.self) -> [Handle] {
        var found: [Handle] = []
        var mirror: Mirror? = Mirror(reflecting: function)
        while let level = mirror {
            found += level.children.compactMap { $0.value as? Handle }
            mirror = level.superclassMirror
        }
        return found
    }
}
