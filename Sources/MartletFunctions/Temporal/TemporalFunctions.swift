extension ScalarFunctionCatalog.Group {
    static let temporal = Self(
        title: "Dates and times",
        functions: [
            .currentDate, .currentTime, .currentTimestamp, .currentRowTimestamp, .localTimestamp, .processingTime, .currentWatermark,
            .extract, .year, .quarter, .month, .week, .dayOfYear, .dayOfMonth, .dayOfWeek, .hour, .minute, .second,
            .timestampAdd, .timestampDifference, .timeBetween, .overlaps,
            .dateFormat, .fromUnixTime, .unixTimestamp, .toDate, .toTimestamp, .toTimestampLTZ, .convertTimeZone,
        ])
}
