internal import CLAPACKE

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix, ascending.
///
/// - Parameters:
///   - matrix: `[order × order]` or more; its lower triangle is read, its contents on return mean nothing.
///   - order: below 2³¹.
///   - values: `order` or more: λ₀ ≤ λ₁ ≤ …
///   - vectors: `[order × order]` or more: column k belongs to λₖ. Its sign is LAPACK's.
/// - Returns: did it converge?
/// - Complexity: O(order³); LAPACK's workspace of O(order) words is allocated and freed.
///
/// Source: LAPACK `dsyevr` (Dhillon & Parlett 2004).
public func symmetricEigen(
  _ matrix: inout MutableSpan<Double>, order: Int, values: inout MutableSpan<Double>, vectors: inout MutableSpan<Double>
) -> Bool {
  precondition(blasHasOneThread && order < Int(Int32.max), "sizes fit 32 bits")
  precondition(matrix.count >= order * order && values.count >= order && vectors.count >= order * order, "the spans hold the matrices")
  guard order > 0 else { return true }
  var found: Int32 = 0
  var support = [Int32](repeating: 0, count: 2 * order)
  // SAFETY: sizes are checked above, `support` holds 2 · order numbers as dsyevr demands, no buffer overlaps another (exclusive inouts),
  // and no pointer is kept.
  let info = unsafe matrix.withUnsafeMutableBufferPointer { source in
    unsafe values.withUnsafeMutableBufferPointer { eigenvalues in
      unsafe vectors.withUnsafeMutableBufferPointer { eigenvectors in
        unsafe support.withUnsafeMutableBufferPointer { places in
          unsafe LAPACKE_dsyevr(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "A")), CChar(UInt8(ascii: "L")), Int32(order),
            source.baseAddress, Int32(order), 0, 0, 0, 0, 0, &found, eigenvalues.baseAddress, eigenvectors.baseAddress, Int32(order),
            places.baseAddress)
        }
      }
    }
  }
  return info == 0 && Int(found) == order
}
