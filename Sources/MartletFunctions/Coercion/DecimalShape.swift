import MartletCore

/// The precision and scale of an exact number, and those of the results of arithmetic (Flink's `LogicalTypeMerging`).
struct DecimalShape: Equatable {
    var precision: Int
    var scale: Int

    /// Digits before the point.
    var digits: Int { precision - scale }

    var type: DataType { .decimal(precision, scale) }

    init(precision: Int, scale: Int) {
        self.precision = precision
        self.scale = scale
    }

    /// That of a type that is an exact number; of an integer type what holds all its values.
    init(_ kind: DataType.Kind) {
        switch kind {
        case .tinyint: self.init(precision: 3, scale: 0)
        case .smallint: self.init(precision: 5, scale: 0)
        case .int: self.init(precision: 10, scale: 0)
        case .bigint: self.init(precision: 19, scale: 0)
        case .decimal(let precision, let scale): self.init(precision: precision, scale: scale)
        default: preconditionFailure("\(kind) is no exact number")
        }
    }

    /// At most 38 digits: digits behind the point go first, but six of them are kept.
    private var fitted: DecimalShape {
        if precision <= DataType.maxDecimalPrecision { return self }
        return DecimalShape(
            precision: DataType.maxDecimalPrecision, scale: max(DataType.maxDecimalPrecision - digits, min(scale, 6)))
    }

    static func sum(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape {
        let scale = max(a.scale, b.scale)
        return DecimalShape(precision: max(a.digits, b.digits) + scale + 1, scale: scale).fitted
    }

    static func product(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape {
        DecimalShape(precision: a.precision + b.precision + 1, scale: a.scale + b.scale).fitted
    }

    static func quotient(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape {
        let scale = max(6, a.scale + b.precision + 1)
        return DecimalShape(precision: a.digits + b.scale + scale, scale: scale).fitted
    }

    static func remainder(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape {
        let scale = max(a.scale, b.scale)
        return DecimalShape(precision: min(a.digits, b.digits) + scale, scale: scale).fitted
    }
}
