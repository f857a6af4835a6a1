import MartletColumns

extension Evaluations {
    /// A field of a row: NULL where the row is.
    package static func field(_ row: @escaping Evaluation, _ index: Int) -> Evaluation {
        { frame in
            guard case .row(let rows) = try row(frame) else { preconditionFailure("a field of something that is no row") }
            let field = rows.fields[index]
            guard let validity = rows.validity else { return field }
            return field.withValidity(Bitmap.intersection(field.validity, validity))
        }
    }
}
