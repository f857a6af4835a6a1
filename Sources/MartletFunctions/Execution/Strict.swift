import MartletColumns
import MartletCore

/// Makes kernels from functions of single values, by the rule “NULL in, NULL out”.
///
/// | | the row function |
/// |---|---|
/// | `total` | takes values, gives a value. It is also called with what lies at NULLs (any bits), so it must not fail or trap; loops vectorise. |
/// | `partial` | takes values, gives a value or nil (NULL), or throws. It is called for rows without NULLs only. |
/// | `writing` | takes values and appends its string result to a `Utf8Writer` (or calls `setNull()`), or throws. Rows without NULLs only. |
///
/// Values are of the arguments' physical types (`Int32` for INT and DATE, `Utf8` for CHAR, VARCHAR, BINARY, VARBINARY, `Int128` for DECIMAL, …;
/// `LocalDateTime` reads timestamps of either width):
///
///     kernel: { _, _ in Strict.total { (a: Int64, b: Int64) in a &+ b } }
///     kernel: { _, _ in Strict.writing { (text: Utf8, out: inout Utf8Writer) in out.append(text) } }
///
/// All of it is inlined at the place of the call, where the types are concrete. The compiler moves a row function into the loop only if it
/// captures nothing; one that does is called through a pointer, at one or two nanoseconds a row. An argument that is a constant is read once.
package enum Strict {
    /// Calls `body` with readers of two operands, and where both have values.
    @inline(__always)
    static func read<A: ColumnElement, B: ColumnElement>(
        _ call: KernelArguments, _ body: (OperandReader<A>, OperandReader<B>, Bitmap?) throws -> Column
    ) throws -> Column {
        let first = try Operand(call, 0), second = try Operand(call, 1)
        let validity = Bitmap.intersection(first.validity(call.count), second.validity(call.count))
        return try A.withView(first.column) { a in
            try B.withView(second.column) { b in
                try body(OperandReader(a, isConstant: first.isConstant), OperandReader(b, isConstant: second.isConstant), validity)
            }
        }
    }

    /// Calls `body` with readers of three operands, and where all have values.
    @inline(__always)
    static func read<A: ColumnElement, B: ColumnElement, C: ColumnElement>(
        _ call: KernelArguments, _ body: (OperandReader<A>, OperandReader<B>, OperandReader<C>, Bitmap?) throws -> Column
    ) throws -> Column {
        let third = try Operand(call, 2)
        return try read(call) { (a: OperandReader<A>, b: OperandReader<B>, validity: Bitmap?) in
            try C.withView(third.column) { c in
                let reader = OperandReader<C>(c, isConstant: third.isConstant)
                return try body(a, b, reader, Bitmap.intersection(validity, third.validity(call.count)))
            }
        }
    }
}

// MARK: One argument

extension Strict {
    @inline(__always)
    package static func total<A: ColumnElement, R: KernelResult>(_ operation: @escaping @Sendable (A) -> R) -> ScalarKernel {
        { call in
            let column = try call[0]
            return A.withView(column) { view in R.total(call.count, column.validity) { operation(A.read(view, $0)) } }
        }
    }

    @inline(__always)
    package static func partial<A: ColumnElement, R: KernelResult>(
        _ operation: @escaping @Sendable (A) throws -> R?
    ) -> ScalarKernel {
        { call in
            let column = try call[0]
            return try A.withView(column) { view in
                try R.partial(call.count, column.validity) { try operation(A.read(view, $0)) }
            }
        }
    }

    @inline(__always)
    package static func writing<A: ColumnElement>(
        _ operation: @escaping @Sendable (A, inout Utf8Writer) throws -> Void
    ) -> ScalarKernel {
        { call in
            let column = try call[0]
            return try A.withView(column) { view in
                try Utf8Writer.column(call.count, column.validity) { try operation(A.read(view, $0), &$1) }
            }
        }
    }
}

// MARK: Two arguments

extension Strict {
    @inline(__always)
    package static func total<A: ColumnElement, B: ColumnElement, R: KernelResult>(
        _ operation: @escaping @Sendable (A, B) -> R
    ) -> ScalarKernel {
        { call in
            try read(call) { (a: OperandReader<A>, b: OperandReader<B>, validity: Bitmap?) in
                // A loop for each case, so that a constant stays in a register and each vectorises.
                if a.isConstant && b.isConstant {
                    let result = operation(a.constant, b.constant)
                    return R.total(call.count, validity) { _ in result }
                }
                if b.isConstant {
                    let constant = b.constant
                    return R.total(call.count, validity) { operation(a.inColumn($0), constant) }
                }
                if a.isConstant {
                    let constant = a.constant
                    return R.total(call.count, validity) { operation(constant, b.inColumn($0)) }
                }
                return R.total(call.count, validity) { operation(a.inColumn($0), b.inColumn($0)) }
            }
        }
    }

    @inline(__always)
    package static func partial<A: ColumnElement, B: ColumnElement, R: KernelResult>(
        _ operation: @escaping @Sendable (A, B) throws -> R?
    ) -> ScalarKernel {
        { call in
            try read(call) { (a: OperandReader<A>, b: OperandReader<B>, validity: Bitmap?) in
                try R.partial(call.count, validity) { try operation(a[$0], b[$0]) }
            }
        }
    }

    @inline(__always)
    package static func writing<A: ColumnElement, B: ColumnElement>(
        _ operation: @escaping @Sendable (A, B, inout Utf8Writer) throws -> Void
    ) -> ScalarKernel {
        { call in
            try read(call) { (a: OperandReader<A>, b: OperandReader<B>, validity: Bitmap?) in
                try Utf8Writer.column(call.count, validity) { try operation(a[$0], b[$0], &$1) }
            }
        }
    }
}

// MARK: Three arguments

extension Strict {
    @inline(__always)
    package static func partial<A: ColumnElement, B: ColumnElement, C: ColumnElement, R: KernelResult>(
        _ operation: @escaping @Sendable (A, B, C) throws -> R?
    ) -> ScalarKernel {
        { call in
            try read(call) { (a: OperandReader<A>, b: OperandReader<B>, c: OperandReader<C>, validity: Bitmap?) in
                try R.partial(call.count, validity) { try operation(a[$0], b[$0], c[$0]) }
            }
        }
    }

    @inline(__always)
    package static func writing<A: ColumnElement, B: ColumnElement, C: ColumnElement>(
        _ operation: @escaping @Sendable (A, B, C, inout Utf8Writer) throws -> Void
    ) -> ScalarKernel {
        { call in
            try read(call) { (a: OperandReader<A>, b: OperandReader<B>, c: OperandReader<C>, validity: Bitmap?) in
                try Utf8Writer.column(call.count, validity) { try operation(a[$0], b[$0], c[$0], &$1) }
            }
        }
    }
}
