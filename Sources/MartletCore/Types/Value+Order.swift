extension Value {
    /// Whether the value comes before another of the same type: numbers by size, strings and bytes bytewise, FALSE before TRUE, NaN last.
    package func isOrdered(before other: Value) -> Bool {
        switch (self, other) {
        case (.boolean(let a), .boolean(let b)): !a && b
        case (.tinyint(let a), .tinyint(let b)): a < b
        case (.smallint(let a), .smallint(let b)): a < b
        case (.int(let a), .int(let b)): a < b
        case (.bigint(let a), .bigint(let b)): a < b
        case (.float(let a), .float(let b)): a < b || (!a.isNaN && b.isNaN)
        case (.double(let a), .double(let b)): a < b || (!a.isNaN && b.isNaN)
        case (.decimal(let a), .decimal(let b)): a < b
        case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b)
        case (.date(let a), .date(let b)): a < b
        case (.time(let a), .time(let b)): a < b
        case (.timestamp(let a), .timestamp(let b)): a < b
        case (.instant(let a), .instant(let b)): a < b
        case (.months(let a), .months(let b)): a < b
        case (.milliseconds(let a), .milliseconds(let b)): a < b
        case (.null, _), (_, .null): false
        default: preconditionFailure("values of different types compared: \(self), \(other)")
        }
    }
}
