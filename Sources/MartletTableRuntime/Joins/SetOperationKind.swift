/// Which rows a set operation gives.
package enum SetOperationKind: Sendable, Hashable {
    case intersect, except
}
