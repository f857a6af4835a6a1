import MartletCore
import MartletFunctions
import MartletSQL

/// The SQL/JSON functions, whose clauses become arguments.
///
///     JSON_EXISTS   json, path, on error ('TRUE', 'FALSE', 'UNKNOWN', 'ERROR')
///     JSON_VALUE    json, path, on empty, its default, on error, its default; the result is cast to RETURNING
///     JSON_QUERY    json, path, wrapper ('WITHOUT', 'CONDITIONAL', 'UNCONDITIONAL'), on empty, on error
///     JSON_OBJECT   k, v, .., on null        JSON_ARRAY   v, .., on null
enum JSONForm {
    static let forms: [SpecialForm] = []
}
