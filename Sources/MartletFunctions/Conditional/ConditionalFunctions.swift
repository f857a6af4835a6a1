import MartletColumns
import MartletCore

extension ScalarFunctionCatalog.Group {
    static let conditional = Self(title: "Comparison and choice", functions: [.greatest, .least])
}

extension ScalarFunction {
    static let greatest = extreme("GREATEST", isMaximum: true, "The greatest of the values; NULL if any is.", example: "3")
    static let least = extreme("LEAST", isMaximum: false, "The least of the values; NULL if any is.", example: "1")

    private static func extreme(_ name: String, isMaximum: Bool, _ summary: String, example: String) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(1, 3, 2)", example)],
            overloads: [
                Overload([.comparable], isVariadic: true, unify: Overload.common(by: Coercion.mergedType), result: { $0[0].type.notNull }) {
                    arguments, _ in
                    let type = arguments[0].type
                    return { call in
                        let columns = try arguments.indices.map { try call[$0] }
                        if columns.count == 1 { return columns[0] }
                        let all = Column.concatenation(columns)
                        let order = Elements.order(all, type)
                        let validity = Bitmap.intersection(of: columns)
                        return all.gather(
                            (0..<Int32(call.count)).map { row in
                                if validity?[Int(row)] == false { return -1 }
                                var best = Int(row)
                                for column in 1..<columns.count {
                                    let candidate = column * call.count + Int(row)
                                    if isMaximum ? order(candidate, best) > 0 : order(candidate, best) < 0 { best = candidate }
                                }
                                return Int32(best)
                            }, mayMiss: true)
                    }
                }
            ])
    }
}

extension Overload.Parameter {
    static let comparable = family("<COMPARABLE>", .string) { kind in
        switch kind {
        case .array, .map, .multiset, .row, .structured, .variant, .bitmap, .descriptor, .binary, .varbinary: false
        default: true
        }
    }
}
