import Foundation
import ModelCatalog
import Testing

/// The fields of each model at each of Runway's endpoints, a star at those that must be sent: written down from the types of
/// its own SDK 5.24.0, apart from the catalog that requests are made by.
enum RunwayContract {
  /// One model at one endpoint.
  struct Entry: Sendable, CustomTestStringConvertible {
    let model: String
    let endpoint: String
    let required: Set<String>
    let optional: Set<String>

    var testDescription: String { "\(model) \(endpoint)" }
    var task: TaskKind {
      switch endpoint {
      case "image_to_video": .imageToVideo
      case "video_to_video": .videoToVideo
      case "character_performance": .characterPerformance
      case "video_upscale": .videoUpscale
      case "video_to_hdr": .videoToHDR
      default: .textToVideo
      }
    }
  }

  /// All of them.
  static let entries: [Entry] = text.split(separator: "\n").map { line in
    let words = line.split(separator: " ").map(String.init)
    let fields = words.dropFirst(2)
    return Entry(
      model: words[0], endpoint: words[1],
      required: Set(fields.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }),
      optional: Set(fields.filter { !$0.hasSuffix("*") }))
  }

  private static let text = """
    gen4.5 image_to_video duration* promptImage* promptText* ratio* contentModeration outputFormat proresProfile \
      seed
    gen4.5 text_to_video duration* promptText* ratio* contentModeration outputFormat proresProfile seed
    gen4_turbo image_to_video promptImage* ratio* contentModeration duration promptText seed
    veo3.1 image_to_video promptImage* ratio* audio duration negativePrompt promptText seed
    veo3.1 text_to_video promptText* ratio* audio duration negativePrompt seed
    veo3.1_fast image_to_video promptImage* ratio* audio duration negativePrompt promptText seed
    veo3.1_fast text_to_video promptText* ratio* audio duration negativePrompt seed
    klingO3_4k image_to_video promptImage* audio duration promptText providerSettings ratio references
    klingO3_4k text_to_video ratio* audio duration promptText providerSettings
    klingO3_4k video_to_video promptText* promptVideo* providerSettings references
    hailuo3 image_to_video promptImage* promptText* duration ratio referenceAudio resolution
    hailuo3 text_to_video promptText* duration ratio referenceAudio referenceVideos references resolution
    hailuo3 video_to_video promptText* promptVideo* duration ratio referenceAudio referenceVideos references \
      resolution
    kling3.0_4k image_to_video promptImage* audio cfgScale duration promptText providerSettings ratio
    kling3.0_4k text_to_video ratio* audio cfgScale duration promptText providerSettings
    happyhorse_1_0 image_to_video promptImage* duration promptText resolution
    happyhorse_1_0 text_to_video promptText* duration ratio
    kling2.5_turbo_pro image_to_video promptImage* promptText* cfgScale duration
    kling2.5_turbo_pro text_to_video promptText* cfgScale duration ratio
    kling3.0_pro image_to_video promptImage* audio cfgScale duration promptText providerSettings ratio
    kling3.0_pro text_to_video ratio* audio cfgScale duration promptText providerSettings
    kling3.0_standard image_to_video promptImage* audio cfgScale duration promptText providerSettings ratio
    kling3.0_standard text_to_video ratio* audio cfgScale duration promptText providerSettings
    klingO3_pro image_to_video promptImage* audio duration promptText providerSettings ratio references
    klingO3_pro text_to_video ratio* audio duration promptText providerSettings
    klingO3_pro video_to_video promptText* promptVideo* providerSettings references
    klingO3_standard image_to_video promptImage* audio duration promptText providerSettings ratio references
    klingO3_standard text_to_video ratio* audio duration promptText providerSettings
    klingO3_standard video_to_video promptText* promptVideo* providerSettings references
    seedance2 image_to_video promptImage* audio duration promptText ratio referenceAudio seed
    seedance2 text_to_video promptText* audio duration ratio referenceAudio referenceVideos references seed
    seedance2 video_to_video promptVideo* audio duration promptText ratio referenceAudio referenceVideos references \
      seed
    seedance2_fast image_to_video promptImage* audio duration promptText ratio referenceAudio seed
    seedance2_fast text_to_video promptText* audio duration ratio referenceAudio referenceVideos references seed
    seedance2_fast video_to_video promptVideo* audio duration promptText ratio referenceAudio referenceVideos \
      references seed
    seedance2_mini image_to_video promptImage* audio duration promptText ratio referenceAudio seed
    seedance2_mini text_to_video promptText* audio duration ratio referenceAudio referenceVideos references seed
    seedance2_mini video_to_video promptVideo* audio duration promptText ratio referenceAudio referenceVideos \
      references seed
    gemini_omni_flash image_to_video promptImage* duration promptText ratio
    gemini_omni_flash text_to_video promptText* duration ratio
    gemini_omni_flash video_to_video promptText* videoUri* references
    grok_imagine_1_5 image_to_video promptImage* duration promptText resolution
    grok_imagine_1_5 text_to_video promptText* duration ratio referenceAudio references resolution
    wan3 image_to_video promptImage* promptText* audio duration ratio referenceAudio referenceVideos
    wan3 text_to_video promptText* audio duration ratio referenceAudio referenceVideos references
    gemini_omni_flash_1.1 image_to_video promptImage* promptText* duration ratio
    gemini_omni_flash_1.1 text_to_video promptText* duration ratio referenceVideos references
    gemini_omni_flash_1.1 video_to_video promptText* videoUri* duration mode ratio references
    wan3_prime image_to_video promptImage* promptText* audio duration ratio referenceAudio referenceVideos
    wan3_prime text_to_video promptText* audio duration ratio referenceAudio referenceVideos references
    h3_max image_to_video promptImage* promptText* duration promptExpansionMode resolution seed
    h3_max text_to_video promptText* duration promptExpansionMode resolution seed
    seedance2_5 image_to_video promptImage* audio draft duration outputFormat promptText ratio referenceAudio seed
    seedance2_5 text_to_video audio draft draftTaskId duration outputFormat promptText ratio referenceAudio \
      referenceVideos references seed
    seedance2_5 video_to_video promptVideo* audio draft duration mode outputFormat promptText ratio referenceAudio \
      referenceVideos references seed
    grok_imagine_1_5_lite image_to_video promptImage* duration promptText ratio
    grok_imagine_1_5_lite text_to_video promptText* duration ratio
    kling_4 image_to_video promptImage* duration promptText ratio referenceVideos references
    kling_4 text_to_video promptText* duration ratio referenceVideos references
    kling_4 video_to_video promptText* videoUri* ratio references
    aleph2 video_to_video videoUri* contentModeration keyframes outputFormat promptText proresProfile ratio seed \
      targetAspectRatio
    magnific_video_upscaler_creative video_upscale videoUri* creativity flavor fpsBoost resolution sharpen \
      smartGrain
    enhance_frame_rate video_upscale targetFramerate* videoUri*
    act_two character_performance character* reference* bodyControl contentModeration expressionIntensity ratio seed
    ruby video_to_hdr videoUri* outputFormat proresProfile
    veo3 image_to_video duration* promptImage* ratio* promptText
    veo3 text_to_video duration* promptText* ratio* negativePrompt
    gen4_aleph video_to_video promptText* videoUri* contentModeration ratio references seed
    gen3a_turbo image_to_video promptImage* promptText* contentModeration duration ratio seed
    upscale_v1 video_upscale videoUri*
    """
}
