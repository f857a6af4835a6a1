extension ScalarFunctionCatalog.Group {
    static let math = Self(
        title: "Mathematics",
        functions: [
            .abs, .sign, .ceil, .floor, .round, .truncate,
            .power, .squareRoot, .exponential, .naturalLogarithm, .logarithm10, .logarithm2, .logarithm,
            .sine, .cosine, .tangent, .cotangent, .arcsine, .arccosine, .arctangent, .arctangent2,
            .hyperbolicSine, .hyperbolicCosine, .hyperbolicTangent, .degrees, .radians,
            .pi, .e, .random, .randomInteger, .uuid,
        ])
}
