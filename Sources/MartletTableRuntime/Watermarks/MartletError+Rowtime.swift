import MartletCore

extension MartletError {
    /// What every operator on event time says of a row without a time.
    static var nullRowtime: MartletError {
        MartletError(
            "RowTime field should not be null, please convert it to a non-null long value.",
            hint: "Filter such rows out before the WATERMARK, or give them a time with COALESCE.")
    }
}
