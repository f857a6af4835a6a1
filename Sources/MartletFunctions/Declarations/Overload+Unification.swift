import MartletCore

extension Overload {
    /// All arguments from `first` on are cast to the type that they have in common; each may still be NULL or not by itself.
    static func common(
        from first: Int = 0, by commonType: @escaping @Sendable ([DataType]) -> DataType? = Coercion.commonType
    ) -> @Sendable ([DataType]) -> [DataType]? {
        { types in
            guard let common = commonType(Array(types[first...])) else { return nil }
            return types[..<first] + types[first...].map { common.nullable($0.isNullable) }
        }
    }

    /// The second argument is cast to the type of the first one's elements.
    static let elementSecond: @Sendable ([DataType]) -> [DataType]? = { types in
        guard case .array(let element) = types[0].kind else { return nil }
        if types[1].kind == .null { return [types[0], element.nullable] + types[2...] }
        guard Cast.isImplicit(from: types[1], to: element), Coercion.commonType([types[1], element])?.kind == element.kind else {
            return nil
        }
        return [types[0], element.nullable(types[1].isNullable)] + types[2...]
    }
}
