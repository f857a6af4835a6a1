/// A number that a person reads at a glance: three digits and a unit, `4.21 M`.
struct Quantity: CustomStringConvertible {
    let value: Double

    init(_ value: Double) { self.value = value }

    var description: String {
        for (factor, unit) in [(1e9, " G"), (1e6, " M"), (1e3, " k")] where value >= factor {
            let scaled = value / factor
            return scaled.text(fractionDigits: scaled < 10 ? 2 : scaled < 100 ? 1 : 0) + unit
        }
        return value.text(fractionDigits: 0)
    }
}

extension Double {
    /// In plain notation with so many digits behind the point.
    func text(fractionDigits: Int) -> String {
        var factor = 1.0
        for _ in 0..<fractionDigits { factor *= 10 }
        let scaled = Int((self * factor).rounded())
        if fractionDigits == 0 { return String(scaled) }
        let digits = String(scaled % Int(factor))
        return "\(scaled / Int(factor))." + String(repeating: "0", count: fractionDigits - digits.count) + digits
    }
}

extension Int {
    /// With a comma between groups of three digits.
    var grouped: String {
        var text = ""
        for (place, digit) in String(magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (self < 0 ? "-" : "") + String(text.reversed())
    }
}
