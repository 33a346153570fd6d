import CFFmpeg
import Foundation
import MediaBasics

/// libavfilter, loaded when the first filter is needed and kept: a command that filters nothing starts in two thirds of
/// the time.
enum FilterLibrary {
  /// Its functions.
  ///
  /// - Throws: `media.filters` where it isn't there, or isn't the version whose headers this was built with.
  static func functions() throws(MediaError) -> RWAVFilter { try loaded.get() }

  /// Begins to load it beside what is done before the first filter; what fails is told there.
  static func loadAside() { _ = begun }

  private static let begun: Void = Thread.detachNewThread { _ = loaded }

  private static let loaded = Result { () throws(MediaError) in try load() }

  private static func load() throws(MediaError) -> RWAVFilter {
    guard let library = dlopen(rw_avfilter_file, RTLD_NOW | RTLD_LOCAL) else { throw .noFilters(reason()) }
    return RWAVFilter(
      version: try find("avfilter_version", in: library),
      graph_alloc: try find("avfilter_graph_alloc", in: library),
      graph_free: try find("avfilter_graph_free", in: library),
      graph_parse: try find("avfilter_graph_parse_ptr", in: library),
      graph_config: try find("avfilter_graph_config", in: library),
      graph_get_filter: try find("avfilter_graph_get_filter", in: library),
      graph_send_command: try find("avfilter_graph_send_command", in: library),
      source_add_frame: try find("av_buffersrc_add_frame_flags", in: library),
      sink_get_frame: try find("av_buffersink_get_frame", in: library),
      sink_get_samples: try find("av_buffersink_get_samples", in: library),
      sink_get_time_base: try find("av_buffersink_get_time_base", in: library))
  }

  private static func find<Function>(
    _ name: String, in library: UnsafeMutableRawPointer
  ) throws(MediaError) -> Function {
    guard let symbol = dlsym(library, name) else { throw .noFilters(reason()) }
    return unsafeBitCast(symbol, to: Function.self)
  }

  private static func reason() -> String { dlerror().map { String(cString: $0) } ?? "it can't be loaded" }
}

extension MediaError {
  /// `dlopen`, `dlsym`.
  static func noFilters(_ reason: String) -> MediaError {
    MediaError(
      "filters", .unavailable, "libavfilter can't be used: \(reason).",
      hint: "Install the libavfilter that belongs to the other FFmpeg libraries (libavfilter-dev on Debian).")
  }
}
