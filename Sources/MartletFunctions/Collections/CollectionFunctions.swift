extension ScalarFunctionCatalog.Group {
    static let collections = Self(
        title: "Arrays, maps and rows",
        functions: [
            .cardinality, .onlyElement,
            .arrayContains, .arrayPosition, .arrayMax, .arrayMin, .arrayJoin,
            .arrayAppend, .arrayPrepend, .arrayRemove, .arrayReverse, .arraySlice, .arraySort, .arrayConcat,
            .arrayDistinct, .arrayUnion, .arrayExcept, .arrayIntersect,
            .mapKeys, .mapValues, .mapEntries, .mapFromArrays, .mapUnion,
            .objectOf, .objectUpdate,
        ])
}
