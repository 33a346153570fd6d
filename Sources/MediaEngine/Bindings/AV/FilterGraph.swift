import CFFmpeg

/// Filters between frames sent and frames received; owns its `AVFilterGraph`.
struct FilterGraph: ~Copyable {
  /// What a call to ``receive(into:)`` gave.
  enum Output {
    case frame, needsFrame, ended
  }

  private let library: RWAVFilter
  private let graph: UnsafeMutablePointer<AVFilterGraph>
  private let sources: [UnsafeMutablePointer<AVFilterContext>]
  private let sink: UnsafeMutablePointer<AVFilterContext>

  /// Builds a graph from libavfilter's text, in which `[in0]`, `[in1]` … are the inputs and `[out]` is the output;
  /// with one input, both labels may be left out.
  ///
  /// - Parameters:
  ///   - sound: Whether sound comes out of a graph without inputs.
  ///   - single: Whether frames are made one at a time, for work that is small or runs beside other threads.
  init(_ description: String, _ inputs: [FilterInput], sound: Bool = false, single: Bool = false) throws {
    LogCapture.install()
    var text = ""
    var sinkName = sound ? "abuffersink" : "buffersink"
    for (index, input) in inputs.enumerated() {
      text += "\(input.filter)@in\(index)=\(input.arguments)[in\(index)];"
      sinkName = input.sink
    }
    text += description.contains("[in0]") || inputs.isEmpty ? description : "[in0]\(description)"
    text += description.contains("[out]") ? "" : "[out]"
    text += ";[out]\(sinkName)@out"
    let library = try FilterLibrary.functions()
    (graph, sources, sink) = try Self.build(
      library, text, sources: inputs.enumerated().map { "\($1.filter)@in\($0)" }, sink: "\(sinkName)@out",
      threads: single ? 1 : 0)
    self.library = library
  }

  deinit {
    var freed: UnsafeMutablePointer<AVFilterGraph>? = graph
    library.graph_free(&freed)
  }

  /// Seconds a tick of the frames received.
  var timeBase: AVRational { library.sink_get_time_base(sink) }

  /// Gives an input a frame; the caller's stays as it is.
  borrowing func send(_ frame: borrowing Frame, to input: Int = 0) throws {
    let code = frame.withPointer {
      library.source_add_frame(sources[input], $0, Int32(AV_BUFFERSRC_FLAG_KEEP_REF))
    }
    try AVResult.check(code) { .internalFault("Filtering a frame", $0) }
  }

  /// Tells an input that no frame follows.
  borrowing func end(_ input: Int = 0) throws {
    try AVResult.check(library.source_add_frame(sources[input], nil, 0)) {
      .internalFault("Ending a filter's input", $0)
    }
  }

  /// Takes the next frame, where there is one.
  borrowing func receive(into frame: borrowing Frame) throws -> Output {
    try output(
      frame.withPointer {
        av_frame_unref($0)
        return library.sink_get_frame(sink, $0)
      })
  }

  /// Takes exactly `count` samples, fewer only at the end.
  borrowing func receive(samples count: Int, into frame: borrowing Frame) throws -> Output {
    try output(
      frame.withPointer {
        av_frame_unref($0)
        return library.sink_get_samples(sink, $0, Int32(count))
      })
  }

  /// Sets a filter's option while it runs; `filter` is its name or `name@label`.
  borrowing func command(_ filter: String, _ option: String, _ value: String) throws {
    try AVResult.check(library.graph_send_command(graph, filter, option, value, nil, 0, 0)) {
      .internalFault("Setting \(option) of the filter \(filter)", $0)
    }
  }

  private typealias Filter = UnsafeMutablePointer<AVFilterContext>

  private static func build(
    _ library: RWAVFilter, _ text: String, sources: [String], sink: String, threads: Int32
  ) throws -> (UnsafeMutablePointer<AVFilterGraph>, sources: [Filter], sink: Filter) {
    let graph = try AVResult.allocated(library.graph_alloc(), "a filter graph")
    do {
      graph.pointee.nb_threads = threads
      _ = LogCapture.takeLines()
      try AVResult.check(library.graph_parse(graph, text, nil, nil, nil)) { .badGraph(text, $0) }
      try AVResult.check(library.graph_config(graph, nil)) { .badGraph(text, $0) }
      let ends = try (sources + [sink]).map {
        try AVResult.allocated(library.graph_get_filter(graph, $0), "a filter")
      }
      return (graph, Array(ends.dropLast()), ends[sources.count])
    } catch {
      var freed: UnsafeMutablePointer<AVFilterGraph>? = graph
      library.graph_free(&freed)
      throw error
    }
  }

  private borrowing func output(_ code: Int32) throws -> Output {
    if code == rw_averror(EAGAIN) { return .needsFrame }
    if code == rw_averror_eof { return .ended }
    try AVResult.check(code) { .internalFault("Filtering", $0) }
    return .frame
  }
}
