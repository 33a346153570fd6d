import ArgumentParser
import MediaBasics

/// How pictures are brought to a size.
struct ImageFitOptions: ParsableArguments {
  @Option(
    help: "contain (bars), cover (crop), stretch or blur (blurred bars). Default: contain.", transform: Parse.fit)
  var fit: Fit = .contain

  @Option(
    help: "What fills bars and transparency: #rrggbb, or auto for the picture's own border colour. Default: auto.",
    transform: Parse.background)
  var background: Background = .auto
}
