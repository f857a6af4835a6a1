import MartletColumns
import MartletCore

/// An argument of a kernel for one batch: a column, or a constant as a column of one row.
package struct Operand {
    package let column: Column
    package let isConstant: Bool

    package init(_ call: KernelArguments, _ index: Int) throws {
        if let constant = call.constant(index) {
            column = constant
            isConstant = true
        } else {
            column = try call[index]
            isConstant = false
        }
    }

    /// Where this operand has a value, for `count` rows; nil: everywhere.
    package func validity(_ count: Int) -> Bitmap? {
        guard isConstant else { return column.validity }
        return column.isNull(0) ? Bitmap(repeating: false, count: count) : nil
    }
}

/// Reads an operand's values, column or constant, by row.
package struct OperandReader<Element: ColumnElement> {
    private let view: Element.View
    /// What a row number is masked with: all ones for a column, 0 for a constant, whose only row is the first.
    private let rowMask: Int

    @inline(__always)
    package init(_ view: Element.View, isConstant: Bool) {
        self.view = view
        rowMask = isConstant ? 0 : -1
    }

    @inline(__always) package subscript(_ row: Int) -> Element { Element.read(view, row & rowMask) }

    @inline(__always) package var isConstant: Bool { rowMask == 0 }

    /// The value of an operand that is known to be constant.
    @inline(__always) package var constant: Element { Element.read(view, 0) }

    /// The value in a row of an operand that is known to be a column.
    @inline(__always) package func inColumn(_ row: Int) -> Element { Element.read(view, row) }
}
