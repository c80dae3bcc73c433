internal import CBLAS

/// OpenBLAS with one thread: read before every call of it, evaluated once.
///
/// A second thread would make the last bits of a result depend on the machine's cores, and would take a core from the tick's path.
let blasHasOneThread: Bool = {
  // Takes a number and touches no memory of ours, so no unsafe marker is due.
  openblas_set_num_threads(1)
  return true
}()
