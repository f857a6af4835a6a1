import MartletCore
import MartletSQL

/// TUMBLE, HOP and SESSION in GROUP BY, and what tells the bounds of such a window in SELECT.
enum GroupWindowFunction {
    static let forms: [SpecialForm] = []
}
