import CVips
import Foundation

/// The loaders that Debian's libvips keeps in files of their own, each with libraries that it brings along.
///
/// libvips opens all of them as it starts, PDF's and ImageMagick's among them, which takes an eighth of the time of a
/// photo's preparation. Here one is opened when a picture needs it.
enum VipsModules {
  /// Starts libvips without its modules, unless its folder was named by the user.
  static func withheld(_ start: () -> Bool) -> Bool {
    guard getenv(folderVariable) == nil else { return start() }
    // Where there is no such folder, there are no modules.
    setenv(folderVariable, "/dev/null", 1)
    defer { unsetenv(folderVariable) }
    return start()
  }

  /// Opens a module, such as `vips-heif`; nothing happens where there is no such file.
  static func open(_ name: String) {
    guard let path = rw_vips_file() else { return }
    let file = URL(fileURLWithPath: String(cString: path)).deletingLastPathComponent()
      .appendingPathComponent("vips-modules-\(rw_vips_version(0)).\(rw_vips_version(1))/\(name).so")
    guard let module = dlopen(file.path, RTLD_NOW), let start = dlsym(module, "g_module_check_init") else { return }
    _ = unsafeBitCast(start, to: (@convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?).self)(nil)
  }

  /// What libvips looks for its own files below.
  private static let folderVariable = "VIPSHOME"
}
