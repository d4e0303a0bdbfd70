import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func setMode(_ mode: UInt32, of path: String) throws {
  try #require(chmod(path, mode_t(mode)) == 0)
}

/// Makes a file that says it has `size` bytes and takes no room.
func makeSparseFile(_ path: String, size: Int) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  try #require(ftruncate(descriptor, off_t(size)) == 0)
}
