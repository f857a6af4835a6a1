import MartletCore
import MartletRuntime

/// Reads the options of a table's columns, `fields.<column>.<what>`, as Flink's generator visitors do.
final class DatagenFields {
    private let options: DeclaredOptions
    private var known: Set<String> = []

    init(_ options: DeclaredOptions) { self.options = options }

    /// The generator of a column.
    func generator(_ name: String, _ type: DataType) throws -> ValueGenerator {
        switch text(name, "kind")?.lowercased() ?? "random" {
        case "random": return try random(name, type)
        case "sequence": return try sequence(name, type)
        case let kind: throw invalid("Unsupported generator kind: \(kind)", hint: "Kinds are random and sequence.")
        }
    }

    /// Throws if an option is given that no column has asked for.
    func checkKeys(among schema: Schema) throws {
        guard let key = options.keys.sorted().first(where: { $0.hasPrefix("fields.") && !known.contains($0) }) else { return }
        throw MartletError(
            "Unsupported options found for connector 'datagen': '\(key)'.",
            hint: (didYouMean(key, among: known.sorted()).map { $0 + " " } ?? "")
                + "Options of columns are: \(known.sorted().joined(separator: ", ")).", phase: .validate)
    }

    // MARK: Options

    private func text(_ name: String, _ what: String) -> String? {
        let key = "fields.\(name).\(what)"
        known.insert(key)
        return options.keys.contains(key) ? options[key] : nil
    }

    private func number<Number>(_ name: String, _ what: String, default defaultValue: Number, _ read: (String) -> Number?) throws -> Number
    {
        guard let text = text(name, what) else { return defaultValue }
        guard let number = read(text) else {
            throw invalid(
                "Could not parse value '\(text)' for key 'fields.\(name).\(what)'.", hint: "Expected a number of the column's type.")
        }
        return number
    }

    private func nullRate(_ name: String) throws -> Double {
        let rate = try number(name, "null-rate", default: 0, { Double($0) })
        guard (0...1).contains(rate) else { throw invalid("'fields.\(name).null-rate' must be from 0 to 1, but is \(rate).") }
        return rate
    }

    private func invalid(_ message: String, hint: String? = nil) -> MartletError { MartletError(message, hint: hint, phase: .validate) }

    // MARK: Kinds

    private func sequence(_ name: String, _ type: DataType) throws -> ValueGenerator {
        switch type.kind {
        case .char, .varchar, .tinyint, .smallint, .int, .bigint, .float, .double, .decimal: break
        default: throw invalid("Unsupported type for a sequence: \(type)")
        }
        func bound(_ what: String) throws -> Int64 {
            guard text(name, what) != nil else {
                throw invalid("Could not find required property 'fields.\(name).\(what)' for sequence generator.")
            }
            return try number(name, what, default: 0, { Int64($0) })
        }
        let (start, end) = (try bound("start"), try bound("end"))
        return .sequence(start: start, end: end, type)
    }

    private func random(_ name: String, _ type: DataType) throws -> ValueGenerator {
        let generator: ValueGenerator
        switch type.kind {
        case .boolean: generator = .boolean
        case .tinyint: generator = try integer(name, type, Int64(Int8.min)...Int64(Int8.max))
        case .smallint: generator = try integer(name, type, Int64(Int16.min)...Int64(Int16.max))
        case .int: generator = try integer(name, type, Int64(Int32.min)...Int64(Int32.max))
        case .bigint, .intervalDayTime: generator = try integer(name, type, .min ... .max)
        case .intervalYearMonth: generator = try integer(name, type, 0...120_000)
        case .float:
            let range = try doubles(name, Double(Float.leastNonzeroMagnitude), Double(Float.greatestFiniteMagnitude))
            generator = .float(range.0, range.1)
        case .double:
            let range = try doubles(name, .leastNonzeroMagnitude, .greatestFiniteMagnitude)
            generator = .double(range.0, range.1)
        case .decimal(let precision, let scale):
            let range = try doubles(name, .leastNonzeroMagnitude, .greatestFiniteMagnitude)
            let bound = Double(Decimal128.powerOfTen(precision)) / Double(Decimal128.powerOfTen(scale))
            generator = .decimal(max(range.0, -bound), min(range.1, bound), scale: scale)
        case .char(let length):
            try refuseLength(name)
            generator = .text(length: length, isVariable: false)
        case .varchar(let limit): generator = .text(length: try length(name, limit: limit), isVariable: try isVariable(name))
        case .binary(let length):
            try refuseLength(name)
            generator = .bytes(length: length, isVariable: false)
        case .varbinary(let limit): generator = .bytes(length: try length(name, limit: limit), isVariable: try isVariable(name))
        case .date: generator = .today
        case .time: generator = .timeOfDay
        case .timestamp, .timestampLTZ:
            let maxPast = try text(name, "max-past").map { try Duration(parsing: $0) } ?? .zero
            generator = .pastTimestamp(maxPast: maxPast, type.physicalType)
        case .array(let element): generator = .array(try random(name + ".element", element), length: try collectionLength(name))
        case .map(let key, let value):
            generator = .map(try random(name + ".key", key), try random(name + ".value", value), length: try collectionLength(name))
        case .multiset(let element):
            generator = .map(
                try random(name + ".element", element), .integer(0...Int64(Int32.max), .int32), length: try collectionLength(name))
        case .row(let fields), .structured(_, let fields):
            generator = .row(try fields.map { try random(name + "." + $0.name, $0.type) })
        case .variant, .bitmap, .null, .descriptor: throw invalid("Unsupported type: \(type)")
        }
        if case .varchar = type.kind {} else if case .varbinary = type.kind {} else { try refuseVariableLength(name, type) }
        let rate = try nullRate(name)
        return rate == 0 ? generator : .nullable(generator, rate: rate)
    }

    private func integer(_ name: String, _ type: DataType, _ range: ClosedRange<Int64>) throws -> ValueGenerator {
        let inRange = { (text: String) in Int64(text).flatMap { range.contains($0) || type.kind.isInterval ? $0 : nil } }
        let least = try number(name, "min", default: range.lowerBound, inRange)
        let greatest = try number(name, "max", default: range.upperBound, inRange)
        guard least <= greatest else { throw noRange(name, "\(least)", "\(greatest)") }
        return .integer(least...greatest, type.physicalType)
    }

    private func doubles(_ name: String, _ least: Double, _ greatest: Double) throws -> (Double, Double) {
        let least = try number(name, "min", default: least, { Double($0) })
        let greatest = try number(name, "max", default: greatest, { Double($0) })
        guard least <= greatest else { throw noRange(name, "\(least)", "\(greatest)") }
        return (least, greatest)
    }

    private func noRange(_ name: String, _ least: String, _ greatest: String) -> MartletError {
        invalid("min bound must be less than max [\(least), \(greatest)] for field '\(name)'.")
    }

    private func collectionLength(_ name: String) throws -> Int {
        try number(name, "length", default: 3, { Int($0).flatMap { $0 >= 0 ? $0 : nil } })
    }

    // MARK: Strings

    private func length(_ name: String, limit: Int) throws -> Int {
        let length = try number(
            name, "length", default: limit == DataType.maxLength ? 100 : limit, { Int($0).flatMap { $0 >= 0 ? $0 : nil } })
        guard length <= limit else {
            throw invalid(
                "Custom length '\(length)' for variable-length type (VARCHAR/STRING/VARBINARY/BYTES) field '\(name)' should be shorter than "
                    + "'\(limit)' defined in the schema.")
        }
        return length
    }

    private func isVariable(_ name: String) throws -> Bool { text(name, "var-len")?.lowercased() == "true" }

    private func refuseLength(_ name: String) throws {
        if text(name, "length") != nil {
            throw invalid("Custom length for fixed-length type (CHAR/BINARY) field '\(name)' is not supported.")
        }
    }

    private func refuseVariableLength(_ name: String, _ type: DataType) throws {
        if text(name, "var-len")?.lowercased() == "true" {
            throw invalid(
                "Only supports specifying 'fields.\(name).var-len' option for variable-length types (VARCHAR/STRING/VARBINARY/BYTES). "
                    + "The type of field '\(name)' is not within this range.")
        }
    }
}
