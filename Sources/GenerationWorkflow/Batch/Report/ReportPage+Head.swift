import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// What stands above the videos: the sums, what needs someone, what each model took.
extension ReportPage {
  var head: HTML {
    let counts = JobState.allCases.sorted { $0.rank > $1.rank }.compactMap { state in
      summary.states[state].map { (state, $0) }
    }
    return """
      <header class="wide top">
      <p class="above">Batch report\(HTML.when(summary.simulated) {
        "<span class=\"badge rehearsal\">Rehearsal: simulated videos, nothing was paid</span>"
      })</p>
      <h1><bdi>\(summary.name)</bdi></h1>
      <p class="below">As of <time datetime="\(ReportText.stamp(summary.createdAt))">\
      \(ReportText.time(summary.createdAt))</time></p>
      <div class="share" aria-hidden="true">\(counts.map { state, count in
        "<span class=\"\(state.rawValue)\" style=\"--part:\(count)\"></span>"
      })</div>
      <p>\(counts.map { "\($1) \($0.rawValue)" }.joined(separator: ", "))</p>
      <dl class="figures">\(figures)</dl>
      </header>
      """
  }

  private var figures: [HTML] {
    let outputs = summary.jobs.flatMap(\.outputs)
    let videos = outputs.filter { !$0.isPicture }
    let checks = summary.jobs.flatMap(\.checks)
    let broken = checks.count { !$0.ok }
    let scores = summary.jobs.flatMap(\.seams).compactMap(\.ssim)
    let limits = [
      summary.limit.map { "of at most \($0)" },
      summary.setAside.amount > 0 ? "\(summary.setAside) set aside" : nil,
    ].compactMap(\.self)
    let done = summary.states[.done] ?? 0
    var figures: [HTML] = [
      figure("Jobs", "\(summary.jobs.count)", "\(done) done"),
      figure(
        "Videos", "\(videos.count)",
        videos.isEmpty ? "" : ReportText.duration(videos.compactMap(\.seconds).reduce(0, +)) + " in all"),
      figure("Spent", "\(summary.spent)", limits.joined(separator: ", ")),
    ]
    if done > 0 {
      let average = ReportText.money(Cost(summary.spent.amount / Decimal(done)))
      figures.append(figure("A finished job", average, "on average, failed tries with it"))
    }
    if !checks.isEmpty {
      figures.append(
        figure(
          "Checks", "\(checks.count - broken) of \(checks.count)",
          broken > 0 ? "\(broken) \(broken == 1 ? "says" : "say") no" : "hold"))
    }
    if let worst = scores.min() {
      figures.append(
        figure(
          "Worst seam", ReportText.number(worst, decimals: 3), "of \(ReportText.count(scores.count, "seam")), SSIM"))
    }
    return figures
  }

  private func figure(_ name: String, _ value: String, _ more: String) -> HTML {
    "<div><dt>\(name)</dt><dd>\(value)\(HTML.when(!more.isEmpty) { "<small>\(more)</small>" })</dd></div>"
  }

  /// The panels that have something to say.
  var overview: [HTML] { [troubles, models].compactMap(\.self) }

  /// Failures of one kind together, with what to do.
  private var troubles: HTML? {
    struct Trouble {
      let failure: FailureReport
      let state: JobState
      var jobs: [(index: Int, id: String)]
    }
    var found: [String: Trouble] = [:]
    for (index, job) in summary.jobs.enumerated() {
      guard let failure = job.failure else { continue }
      found["\(job.state.rawValue) \(failure.code)", default: Trouble(failure: failure, state: job.state, jobs: [])]
        .jobs.append((index, job.id))
    }
    let troubles = found.values.sorted { ($1.jobs.count, $0.failure.code) < ($0.jobs.count, $1.failure.code) }
    guard !troubles.isEmpty else { return nil }
    return """
      <section class="panel" aria-labelledby="troubles"><h2 id="troubles">What needs you</h2><ul class="trouble">\
      \(troubles.map { trouble in
        let again =
          if trouble.failure.code == "workflow.unknown" {
            command("retry", ["--unknown"])
          } else if trouble.failure.code == WorkflowError.budgetCode {
            command("run", limit: "MORE")
          } else {
            trouble.state == .failed ? command("retry", ["--code", trouble.failure.code]) : command("run")
          }
        return """
          <li><p class="what"><span class="state \(trouble.state.rawValue)">\
          \(ReportText.count(trouble.jobs.count, "job")) \(trouble.state.rawValue)</span> \
          <code>\(trouble.failure.code)</code></p>
          <p>\(trouble.failure.message)</p>\(HTML.some(trouble.failure.hint) { "<p class=\"hint\">\($0)</p>" })
          <code class="command">\(again)</code>
          <p class="names">\(trouble.jobs.prefix(12).map { job in
            "<a href=\"#\(Self.anchor(job.index))\"><bdi>\(job.id)</bdi></a>"
          })\(HTML.when(trouble.jobs.count > 12) { "<span>and \(trouble.jobs.count - 12) more</span>" })</p></li>
          """ as HTML
      })</ul></section>
      """
  }

  private var models: HTML? {
    let models = ModelFigures.of(summary)
    guard !models.isEmpty else { return nil }
    return """
      <section class="panel" aria-labelledby="models"><h2 id="models">Cost and time by model</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Models"><table><thead><tr><th scope="col">Model</th>\
      <th scope="col" class="number">Cost</th><th scope="col" class="number">A second</th>\
      <th scope="col" class="number">Usual wait</th><th scope="col" class="number">Jobs</th>\
      <th scope="col" class="number">Generations</th><th scope="col" class="number">Failed</th></tr></thead><tbody>\
      \(models.map { model in
        let second = model.seconds > 0 ? ReportText.money(Cost(model.cost.amount / Decimal(model.seconds))) : "–"
        return """
          <tr><th scope="row">\(model.model)</th><td class="number">\("\(model.cost)")</td>\
          <td class="number">\(second)</td><td class="number">\(model.wait.map(ReportText.duration) ?? "–")</td>\
          <td class="number">\(model.jobs)</td><td class="number">\(model.generations)</td>\
          <td class="number">\(model.failed)</td></tr>
          """ as HTML
      })</tbody></table></div></section>
      """
  }

  /// What finds one job among many; the script shows it.
  var tools: HTML {
    let states = JobState.allCases.sorted { $0.rank < $1.rank }.compactMap { state in
      summary.states[state].map { (state, $0) }
    }
    return """
      <div class="tools" hidden><div class="wide">
      <label class="find"><span class="hidden">Find a job</span>\
      <input type="search" id="find" placeholder="Find by name, prompt …" autocomplete="off" spellcheck="false"></label>
      <fieldset><legend class="hidden">Show only</legend>\(states.map { state, count in
        """
        <label class="chip \(state.rawValue)"><input type="checkbox" value="\(state.rawValue)">\
        \(state.rawValue) <b>\(count)</b></label>
        """ as HTML
      })</fieldset>
      \(choice("Model", "model", summary.jobs.map(\.model)))
      \(choice("Preset", "preset", summary.jobs.compactMap(\.preset)))
      <label class="pick"><span>Sort</span> <select id="order"><option value="manifest">as in the manifest</option>\
      <option value="state">what needs me first</option><option value="name">by name</option>\
      <option value="cost">dearest first</option><option value="time">slowest first</option>\
      \(HTML.when(summary.jobs.contains { !$0.seams.isEmpty }) {
        "<option value=\"seam\">worst seam first</option>"
      })</select></label>
      <p class="count" role="status"></p>
      </div></div>
      """
  }

  private func choice(_ name: String, _ key: String, _ values: [String]) -> HTML? {
    let values = Set(values).sorted()
    guard values.count > 1 else { return nil }
    return """
      <label class="pick"><span>\(name)</span> <select data-by="\(key)"><option value="">all</option>\
      \(values.map { "<option value=\"\($0)\">\($0)</option>" })</select></label>
      """
  }
}
