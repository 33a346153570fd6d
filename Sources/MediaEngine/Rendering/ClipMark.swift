import MediaBasics

/// What tells a rehearsed clip from a bought one in every frame: SIMULATED, the label, and a bar that fills up.
///
/// It stands opaque in the very corner: a chained clip begins with its predecessor's mark in the picture, and the camera's
/// push moves that outwards, under the new one.
struct ClipMark {
  let size: PixelSize
  let fps: Rational
  let frames: Int
  let label: String

  /// The filters from `[input]` to the graph's `[out]`.
  func filters(input: String) -> String {
    let height = size.height
    let bar = max(2, height / 135 * 2)
    let text = max(10, min(height / 24, size.width / 22))
    let margin = text * 3 / 4
    let shown =
      label.isEmpty ? "SIMULATED" : "SIMULATED · \(shortened(to: (size.width - 4 * margin) * 7 / (text * 4)))"
    let words =
      "drawtext=font=Sans:expansion=none:fontsize=\(text):fontcolor=white:box=1:boxcolor=0x202020"
      + ":boxborderw=\(text / 2):x=\(text / 2):y=\(height - bar)-th-\(text / 2)"
      + ":text=\(FilterText.escaped(shown))"
    // Short of the picture's width, where it would pass for a letterbox bar.
    let length = size.width / 8 * 2
    let groove = "drawbox=x=0:y=\(height - bar):w=\(length):h=\(bar):color=0x202020:t=fill"
    // Opaque: an alpha plane would have whole frames converted.
    let filling = "color=c=0x4cd07d:s=\(length)x\(bar):r=\(fps),format=yuv420p"
    return "\(input)\(groove),\(words)[marked];\(filling)[bar];"
      + "[marked][bar]overlay=x='min(0,w*n/\(frames)-w)':y=\(height - bar):eval=frame:format=yuv420,format=yuv420p[out]"
  }

  private func shortened(to length: Int) -> String {
    let room = max(4, length - "SIMULATED · ".count)
    return label.count <= room ? label : label.prefix(room - 1) + "…"
  }
}
