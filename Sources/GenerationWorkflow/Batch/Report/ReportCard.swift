import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// One job in the page: its video, what it is, and on demand how it was made.
struct ReportCard: Sendable {
  private let page: ReportPage
  private let job: BatchSummary.Job
  private let pictures: ReportPictures.Job
  private let index: Int

  init(_ page: ReportPage, _ job: BatchSummary.Job, _ pictures: ReportPictures.Job, index: Int) {
    self.page = page
    self.job = job
    self.pictures = pictures
    self.index = index
  }

  /// Cards whose pictures are there at once, and without scripts.
  private static let atOnce = 24

  private var video: JobOutput? { job.outputs.first { !$0.isPicture } }
  private var worstSeam: Double? { job.seams.compactMap(\.ssim).min() }
  private var broken: Int { job.checks.count { !$0.ok } }

  /// How long it took, from its beginning to its state.
  private var time: Double? {
    guard let start = job.startedAt, let end = job.changedAt, job.state != .running else { return nil }
    return end.timeIntervalSince(start)
  }

  var html: HTML {
    let heading = "\(ReportPage.anchor(index))-name"
    return """
      <li class="job" id="\(ReportPage.anchor(index))" \(data)>
      <article aria-labelledby="\(heading)">
      \(screen)
      <div class="about">
      <div class="title"><h3 id="\(heading)" tabindex="-1"><bdi>\(job.id)</bdi></h3>\
      <span class="state \(job.state.rawValue)">\(job.state.rawValue)</span></div>
      <p class="sub">\([job.preset, job.model].compactMap(\.self).joined(separator: " · "))</p>
      \(facts)\(reason)<p class="gone" role="status"></p>
      \(details)
      </div></article></li>

      """
  }

  /// What the script filters and sorts by.
  private var data: HTML {
    let text = ([job.id, job.model, job.preset ?? ""] + job.prompts + [job.failure?.code ?? ""]).joined(
      separator: " ")
    return """
      data-index="\(index)" data-name="\(job.id)" data-state="\(job.state.rawValue)" data-rank="\(job.state.rank)" \
      data-model="\(job.model)" data-preset="\(job.preset ?? "")" data-cost="\("\(job.cost.amount)")"\
      \(HTML.some(time) { " data-time=\"\(ReportText.number($0))\"" })\
      \(HTML.some(worstSeam) { " data-seam=\"\(ReportText.number($0, decimals: 6))\"" }) data-text="\(text)"
      """
  }

  /// A picture of the card, whose data is ours. Browsers load those that a page holds all at once: but for the first
  /// cards', the script puts them in when they come near.
  private func image(_ picture: Data, _ text: String) -> HTML {
    let source: HTML = index < Self.atOnce ? "src" : "data-src"
    let address = HTML(trusted: "data:image/webp;base64,\(picture.base64EncodedString())")
    return "<img \(source)=\"\(address)\" alt=\"\(text)\" decoding=\"async\">"
  }

  private var screen: HTML {
    let picture: HTML =
      if let shown = pictures.poster ?? pictures.prepared ?? pictures.input {
        image(shown, "")
      } else {
        "<span class=\"none\">\(job.state == .failed ? "No picture" : "No picture yet")</span>"
      }
    guard let video else { return "<div class=\"screen\(pictures.poster == nil ? " pale" : "")\">\(picture)</div>" }
    return """
      <button class="screen" type="button" aria-pressed="false" aria-label="Play \(job.id)" \
      data-video="\(ReportText.link(to: video.path, from: page.place))">\(picture)\
      <span class="over glyph" aria-hidden="true"></span>\
      <span class="over length" aria-hidden="true">\(ReportText.number(video.seconds ?? 0)) s</span></button>
      """
  }

  private var facts: HTML? {
    var facts: [HTML] = []
    if let video {
      facts.append("<span>\(video.width) × \(video.height)</span>")
      if let frames = video.frames, let fps = video.fps {
        facts.append("<span>\(frames) frames at \(ReportText.number(fps, decimals: 3))</span>")
      }
    }
    if !job.tasks.isEmpty || job.state == .done { facts.append("<span>\("\(job.cost)")</span>") }
    if let time, time >= 1 || job.state == .done { facts.append("<span>took \(ReportText.duration(time))</span>") }
    if let worstSeam {
      facts.append(
        "<span>\(job.seams.count > 1 ? "worst seam" : "seam") \(ReportText.number(worstSeam, decimals: 3))</span>")
    }
    if broken > 0 {
      facts.append("<span class=\"off\">\(broken) of \(ReportText.count(job.checks.count, "check")) no</span>")
    } else if !job.checks.isEmpty {
      facts.append("<span>\(ReportText.count(job.checks.count, "check")) hold</span>")
    }
    return HTML.each(facts, in: { "<p class=\"facts\">\($0)</p>" }) { $0 }
  }

  private var reason: HTML? {
    HTML.some(job.failure) { failure in
      """
      <div class="reason \(job.state.rawValue)"><p>\(failure.message)</p>\
      \(HTML.some(failure.hint) { "<p class=\"hint\">\($0)</p>" })</div>
      """
    }
  }

  private var details: HTML? {
    let parts = [pair, prompts, outputs, seams, checks, tasks, warnings].compactMap(\.self)
    return HTML.each(
      parts,
      in: { parts in
        """
        <details><summary>\(job.outputs.isEmpty ? "What was asked" : "How it was made")<span class="hidden">: \(job.id)</span></summary>\
        <div class="more">\(parts)</div></details>
        """
      }
    ) { $0 }
  }
}

extension ReportCard {
  /// Before and after: the picture as it was given, and as the model got it.
  private var pair: HTML? {
    let figures: [HTML] = [
      ("Given", pictures.input, job.input), ("As the model got it", pictures.prepared, job.prepared),
    ]
    .compactMap { caption, picture, path in
      guard let picture, let path else { return nil }
      let name = URL(fileURLWithPath: path).lastPathComponent
      return """
        <figure>\(image(picture, "\(caption): \(name)"))\
        <figcaption>\(caption)</figcaption></figure>
        """
    }
    return HTML.each(figures, in: { "<div class=\"pair\">\($0)</div>" }) { $0 }
  }

  private var prompts: HTML? {
    HTML.each(job.prompts, in: { "<div><h4>\(job.prompts.count > 1 ? "Prompts" : "Prompt")</h4>\($0)</div>" }) {
      "<p><bdi>\($0)</bdi></p>"
    }
  }

  private var outputs: HTML? {
    HTML.each(job.outputs, in: { "<div><h4>Files</h4><ul class=\"rows\">\($0)</ul></div>" }) { output in
      let name = URL(fileURLWithPath: output.path).lastPathComponent
      let elsewhere = HTML.some(output.delivered) { "<span>delivered to \($0)</span>" }
      return """
        <li><a href="\(ReportText.link(to: output.path, from: page.place))"><bdi>\(name)</bdi></a> \
        <span>\(output.width) × \(output.height), \(ReportText.bytes(output.bytes))</span>\(elsewhere)</li>
        """
    }
  }

  private var seams: HTML? {
    HTML.each(job.seams, in: { "<div><h4>Seams</h4><ul class=\"rows\">\($0)</ul></div>" }) { seam in
      let tone = seam.ssim.map { $0 >= 0.9 ? "done" : $0 >= 0.75 ? "stopped" : "failed" } ?? "waiting"
      let score: HTML =
        if let ssim = seam.ssim {
          """
          <span class="bar \(tone)" aria-hidden="true"><i style="--part:\(ReportText.number(max(0, ssim), decimals: 3))"></i>\
          </span>SSIM \(ReportText.number(ssim, decimals: 3))
          """
        } else {
          "not measured"
        }
      return """
        <li>Seam \(seam.clip): \(score)<span>\(seam.psnr.map { "\(ReportText.number($0, decimals: 1)) dB, " } ?? "")\
        \(ReportText.count(seam.droppedFrames, "frame")) dropped</span></li>
        """
    }
  }

  private var checks: HTML? {
    HTML.each(
      job.checks,
      in: { rows in
        """
        <div><h4>Checks</h4><table><thead><tr><th scope="col">What</th><th scope="col">Wanted</th><th scope="col">Found</th>\
        <th scope="col"><span class="hidden">Holds</span></th></tr></thead><tbody>\(rows)</tbody></table></div>
        """
      }
    ) { check in
      """
      <tr><th scope="row">\(check.name)</th><td>\(check.expected)</td><td>\(check.actual)</td>\
      <td class="\(check.ok ? "done" : "failed")"><span class="mark" aria-hidden="true">\(check.ok ? "✓" : "✗")</span>\
      <span class="hidden">\(check.ok ? "yes" : "no")</span></td></tr>
      """
    }
  }

  private var tasks: HTML? {
    HTML.each(job.tasks, in: { "<div><h4>Generations</h4><ul class=\"rows\">\($0)</ul></div>" }) { task in
      let wait = ReportText.duration(task.changedAt.timeIntervalSince(task.createdAt))
      return """
        <li>\(task.label): \(task.stage.rawValue)\(task.seconds.map { ", \(ReportText.number($0)) s asked" } ?? "")\
        <span>\(task.cost.map { "\($0), " } ?? "")\(wait)</span>\(HTML.some(task.failure) { " <span>\($0)</span>" }) <code class="id">\(task.id)</code></li>
        """
    }
  }

  private var warnings: HTML? {
    HTML.each(job.warnings, in: { "<div><h4>Worth a word</h4><ul>\($0)</ul></div>" }) { "<li>\($0)</li>" }
  }
}
