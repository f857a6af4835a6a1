extension ScalarFunctionCatalog.Group {
    static let encoding = Self(
        title: "Encoding",
        functions: [
            .encode, .decode, .toBase64, .fromBase64, .hex, .unhex, .bin, .urlEncode, .urlDecode, .parseURL, .inetAton, .inetNtoa,
        ])
}
