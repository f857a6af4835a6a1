/// The numbers that a text gives to the letters of a pattern.
///
/// A place for every ASCII letter and a bit that says whether it was given: reading a text allocates nothing.
struct PatternFields {
    private var given: UInt64 = 0
    private var values = [64 of Int](repeating: 0)

    /// The lower six bits tell ASCII letters apart.
    private static func place(_ letter: Unicode.Scalar) -> Int { Int(letter.value & 63) }

    subscript(letter: Unicode.Scalar) -> Int? {
        get {
            let place = Self.place(letter)
            return given >> UInt64(place) & 1 == 1 ? values[place] : nil
        }
        set {
            let place = Self.place(letter)
            if let newValue {
                values[place] = newValue
                given |= 1 << UInt64(place)
            } else {
                given &= ~(1 << UInt64(place))
            }
        }
    }
}
