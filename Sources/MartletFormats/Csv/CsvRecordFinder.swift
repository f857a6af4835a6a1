/// Finds where CSV records begin, so that one file can be read in parts.
enum CsvRecordFinder {
    static func find(in bytes: UnsafeRawBufferPointer, known: Int, target: Int, _ syntax: CsvSyntax) -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), target < bytes.count else { return bytes.count }
        if target <= known { return known }
        let specials = [syntax.quote, syntax.escape, syntax.allowsComments ? UInt8(ascii: "#") : nil].compactMap { $0 }
        let between = UnsafeRawBufferPointer(rebasing: bytes[known..<target])
        if !specials.contains(where: { between.contains($0) }) {
            // Nothing hides a line end before the target; the record around it is read from its own line end on.
            var start = target
            while start > known, base[start - 1] != UInt8(ascii: "\n") { start -= 1 }
            return walk(base, from: start, to: target, count: bytes.count, syntax)
        }
        return walk(base, from: known, to: target, count: bytes.count, syntax)
    }

    /// Reads records from `start` until one begins at or after `target`.
    private static func walk(_ base: ByteRange.Position, from start: Int, to target: Int, count: Int, _ syntax: CsvSyntax) -> Int {
        var scanner = CsvScanner(syntax, from: base + start, to: base + count, isEnd: true, scratch: ScratchBytes())
        while scanner.position < base + target {
            if syntax.allowsComments { _ = scanner.skipComments() }
            if scanner.position >= base + count { break }
            _ = scanner.skipRecord()
        }
        return scanner.position - base
    }
}

extension UnsafeRawBufferPointer {
    /// Whether `byte` is among the bytes.
    fileprivate func contains(_ byte: UInt8) -> Bool {
        guard let base = baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        let wanted = ByteWord.all(byte)
        var position = base
        let end = base + count
        while end - position >= 32 {
            let marks =
                ByteWord.zeros(position.word ^ wanted) | ByteWord.zeros((position + 8).word ^ wanted)
                | ByteWord.zeros((position + 16).word ^ wanted) | ByteWord.zeros((position + 24).word ^ wanted)
            if marks != 0 { return true }
            position += 32
        }
        while position < end {
            if position.pointee == byte { return true }
            position += 1
        }
        return false
    }
}
