/// The aggregate functions that SQL has without being told.
package enum AggregateCatalog {
    /// Adding one is a line here, and a file.
    package static let builtIn: [AggregateFunction] = [
        .count, .sum, .average, .minimum, .maximum,
        .populationVariance, .sampleVariance, .populationDeviation, .sampleDeviation,
        .firstValue, .lastValue, .singleValue,
        .collect, .array, .arrayIgnoringNulls, .listAggregate,
        .jsonArray, .jsonArrayWithNulls, .jsonObject, .jsonObjectWithoutNulls,
        .percentile, .approximateCountDistinct,
        .bitmapBuild, .bitmapBuildCardinality, .bitmapAnd, .bitmapAndCardinality, .bitmapOr, .bitmapOrCardinality, .bitmapXor,
        .bitmapXorCardinality,
    ]

    private static let byName = Dictionary(
        builtIn.flatMap { function in ([function.name] + function.aliases).map { ($0, function) } }, uniquingKeysWith: { first, _ in first }
    )

    /// The aggregate of this name, in any case.
    package static func function(named name: String) -> AggregateFunction? { byName[name.uppercased()] }
}
