extension ScalarFunctionCatalog.Group {
    static let strings = Self(
        title: "Strings",
        functions: [
            .charLength, .upper, .lower, .initCap, .reverse, .repeated, .replace, .translate, .overlay, .ascii, .chr,
            .substring, .left, .right,
            .trim, .leftTrim, .rightTrim, .bothTrim,
            .leftPad, .rightPad,
            .position, .inString, .locate, .startsWith, .endsWith,
            .concat, .concatWithSeparator, .element, .split, .splitIndex,
            .isAlpha, .isDigit, .isDecimal, .printf,
        ])
}
