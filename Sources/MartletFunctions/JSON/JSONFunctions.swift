extension ScalarFunctionCatalog.Group {
    static let json = Self(
        title: "JSON and VARIANT",
        functions: [
            .isJSONValue, .isJSONScalar, .isJSONArray, .isJSONObject,
            .jsonExists, .jsonValue, .jsonQuery,
            .jsonObject, .jsonArray, .jsonString, .rawJSON, .jsonQuote, .jsonUnquote,
            .parseJSON, .tryParseJSON,
        ])
}
