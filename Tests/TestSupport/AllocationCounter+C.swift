import Foundation
import Glibc

/// Counts what Swift code takes from the heap on one thread: what "allocates nothing" is tested with.
///
/// The Swift runtime's own entry for `malloc` in its table of imported functions is pointed at a function that counts and passes on. Arrays,
/// classes, boxes and closures' contexts all come through it; memory that C libraries take by themselves does not.
public enum AllocationCounter {
  private typealias Malloc = @convention(c) (Int) -> UnsafeMutableRawPointer?

  // SAFETY: written under the lock; other threads compare it with themselves only.
  nonisolated(unsafe) private static var thread: pthread_t = 0
  // SAFETY: only the watched thread adds to it and reads it.
  nonisolated(unsafe) private static var made = 0
  // SAFETY: as above.
  nonisolated(unsafe) private static var taken = 0
  private static let turn = NSLock()
  private static let isInstalled = install()

  private static let counting: Malloc = { size in
    // SAFETY: plain integers; a thread is compared with itself.
    if unsafe thread != 0, unsafe pthread_self() == thread {
      unsafe made += 1
      unsafe taken &+= size
    }
    // SAFETY: passes on what the caller asked for.
    return unsafe malloc(size)
  }

  /// Blocks that `work` takes from the heap on the calling thread, given back or not; `nil` where the runtime's table has no such entry.
  public static func count(_ work: () -> Void) -> Int? { measure(work)?.blocks }

  /// Bytes that `work` takes from the heap on the calling thread, given back or not; `nil` as above.
  public static func bytes(_ work: () -> Void) -> Int? { measure(work)?.bytes }

  private static func measure(_ work: () -> Void) -> (blocks: Int, bytes: Int)? {
    turn.lock()
    defer { turn.unlock() }
    guard isInstalled else { return nil }
    // SAFETY: the lock is held, so no other thread is watched; 0 is no thread.
    unsafe made = 0
    unsafe taken = 0
    unsafe thread = pthread_self()
    work()
    unsafe thread = 0
    return unsafe (made, taken)
  }

  /// Finds `malloc` among the relocations of libswiftCore and replaces its address.
  private static func install() -> Bool {
    // SAFETY: a handle is the library's link map: load address, name, dynamic section (glibc's <link.h>); the library stays loaded.
    guard let map = unsafe dlopen("libswiftCore.so", RTLD_NOW | RTLD_NOLOAD) else { return false }
    let base = unsafe map.load(as: UInt.self)
    guard var entry = unsafe map.load(fromByteOffset: 16, as: UnsafeRawPointer?.self) else { return false }
    var section: [Int: UInt] = [:]
    // SAFETY: the dynamic section is a list of pairs (tag, value) that ends with tag 0.
    while case let tag = unsafe entry.load(as: Int.self), tag != 0 {
      section[tag] = unsafe entry.load(fromByteOffset: 8, as: UInt.self)
      unsafe entry += 16
    }
    let (symbols, strings) = (section[6] ?? 0, section[5] ?? 0)
    var found = false
    for (table, size) in [(section[23], section[2]), (section[7], section[8])] {
      guard let table, let size else { continue }
      for place in stride(from: table, to: table + size, by: 24) {
        // SAFETY: a relocation is (offset, symbol and kind, addend), a symbol begins with its name's offset; all lie in the loaded library.
        guard let relocation = unsafe UnsafeRawPointer(bitPattern: place) else { continue }
        let symbol = unsafe relocation.load(fromByteOffset: 8, as: UInt.self) >> 32
        guard symbol != 0, let name = unsafe UnsafeRawPointer(bitPattern: symbols + symbol * 24)?.load(as: UInt32.self),
          let text = unsafe UnsafePointer<CChar>(bitPattern: strings + UInt(name)), unsafe strcmp(text, "malloc") == 0
        else { continue }
        found = replace(at: base + (unsafe relocation.load(as: UInt.self))) || found
      }
    }
    return found
  }

  private static func replace(at address: UInt) -> Bool {
    let page = UInt(getpagesize())
    // SAFETY: the page holds the table of the library; writing a pointer there is what the dynamic linker does.
    guard let start = unsafe UnsafeMutableRawPointer(bitPattern: address / page * page), let slot = unsafe UnsafeMutablePointer<Malloc>(bitPattern: address),
      unsafe mprotect(start, Int(page), PROT_READ | PROT_WRITE) == 0
    else { return false }
    unsafe slot.pointee = counting
    return true
  }
}
