import MartletCore

extension Column {
    /// The column as one of 8-bit integers. Plans are typed, so anything else is a fault of the engine; likewise below.
    package var int8: FixedColumn<Int8> { if case .int8(let column) = self { column } else { mismatch(.int8) } }
    package var int16: FixedColumn<Int16> { if case .int16(let column) = self { column } else { mismatch(.int16) } }
    package var int32: FixedColumn<Int32> { if case .int32(let column) = self { column } else { mismatch(.int32) } }
    package var int64: FixedColumn<Int64> { if case .int64(let column) = self { column } else { mismatch(.int64) } }
    package var int128: FixedColumn<Int128> { if case .int128(let column) = self { column } else { mismatch(.int128) } }
    package var float: FixedColumn<Float> { if case .float(let column) = self { column } else { mismatch(.float) } }
    package var double: FixedColumn<Double> { if case .double(let column) = self { column } else { mismatch(.double) } }
    package var boolean: BooleanColumn { if case .boolean(let column) = self { column } else { mismatch(.boolean) } }
    package var bytes: BytesColumn { if case .bytes(let column) = self { column } else { mismatch(.bytes) } }
    package var array: ArrayColumn { if case .array(let column) = self { column } else { mismatch(.array) } }
    package var map: MapColumn { if case .map(let column) = self { column } else { mismatch(.map) } }
    package var row: RowColumn { if case .row(let column) = self { column } else { mismatch(.row) } }

    private func mismatch(_ wanted: PhysicalType) -> Never {
        preconditionFailure("a column of \(physicalType) where one of \(wanted) belongs")
    }
}
