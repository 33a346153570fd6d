#include "functions.h"

// Loaders: one picture (page 0), decoded from top to bottom, only when its pixels are asked for.
int rw_vips_jpegload(VipsSource *source, VipsImage **out, int shrink, VipsFailOn fail_on) {
  return rw_vips.jpegload_source(
      source, out, "shrink", shrink, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
int rw_vips_pngload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return rw_vips.pngload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
int rw_vips_webpload(VipsSource *source, VipsImage **out, double scale, VipsFailOn fail_on) {
  return rw_vips.webpload_source(
      source, out, "scale", scale, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
int rw_vips_tiffload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return rw_vips.tiffload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
int rw_vips_gifload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return rw_vips.gifload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
int rw_vips_heifload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return rw_vips.heifload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
int rw_vips_svgload(VipsSource *source, VipsImage **out, double scale) {
  return rw_vips.svgload_source(source, out, "scale", scale, NULL);
}
int rw_vips_pdfload(VipsSource *source, VipsImage **out, double scale) {
  return rw_vips.pdfload_source(source, out, "scale", scale, NULL);
}

// Savers: into memory, without metadata. The caller frees the bytes with g_free.
int rw_vips_jpegsave(VipsImage *in, void **bytes, size_t *count, int quality) {
  return rw_vips.jpegsave_buffer(
      in, bytes, count, "Q", quality, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF, "strip", TRUE, NULL);
}
int rw_vips_pngsave(VipsImage *in, void **bytes, size_t *count, int compression) {
  return rw_vips.pngsave_buffer(
      in, bytes, count, "compression", compression, "filter", VIPS_FOREIGN_PNG_FILTER_ALL, "strip", TRUE, NULL);
}
int rw_vips_webpsave(VipsImage *in, void **bytes, size_t *count, int quality) {
  return rw_vips.webpsave_buffer(
      in, bytes, count, "Q", quality, "smart_subsample", TRUE, "strip", TRUE, NULL);
}

// Geometry.
int rw_vips_resize(VipsImage *in, VipsImage **out, double across, double down) {
  return rw_vips.resize(in, out, across, "vscale", down, NULL);
}
// Enlarges: output pixel centres fall on input pixel centres, which vips_resize misses by half a pixel.
int rw_vips_enlarge(
    VipsImage *in, VipsImage **out, double across, double down, int width, int height, VipsInterpolate *method) {
  VipsArrayInt *area = rw_vips.array_int_newv(4, 0, 0, width, height);
  int result = rw_vips.affine(
      in, out, across, 0, 0, down, "interpolate", method, "idx", 0.5, "idy", 0.5, "odx", -0.5, "ody", -0.5, "oarea",
      area, "extend", VIPS_EXTEND_COPY, "premultiplied", TRUE, NULL);
  rw_vips.area_unref((VipsArea *)area);
  return result;
}
int rw_vips_autorot(VipsImage *in, VipsImage **out) { return rw_vips.autorot(in, out, NULL); }
int rw_vips_extract_area(VipsImage *in, VipsImage **out, int x, int y, int width, int height) {
  return rw_vips.extract_area(in, out, x, y, width, height, NULL);
}
int rw_vips_lengthen(VipsImage *in, VipsImage **out, int width, int height) {
  return rw_vips.embed(in, out, 0, 0, width, height, "extend", VIPS_EXTEND_COPY, NULL);
}
int rw_vips_smartcrop(
    VipsImage *in, VipsImage **out, int width, int height, VipsInteresting interesting) {
  return rw_vips.smartcrop(in, out, width, height, "interesting", interesting, NULL);
}
int rw_vips_embed(
    VipsImage *in, VipsImage **out, int x, int y, int width, int height, double red, double green, double blue) {
  double colour[] = {red, green, blue};
  VipsArrayDouble *background = rw_vips.array_double_new(colour, 3);
  int result =
      rw_vips.embed(in, out, x, y, width, height, "extend", VIPS_EXTEND_BACKGROUND, "background", background, NULL);
  rw_vips.area_unref((VipsArea *)background);
  return result;
}
int rw_vips_insert(VipsImage *main, VipsImage *sub, VipsImage **out, int x, int y) {
  return rw_vips.insert(main, sub, out, x, y, NULL);
}

// Samples and colour.
int rw_vips_extract_bands(VipsImage *in, VipsImage **out, int first, int count) {
  return rw_vips.extract_band(in, out, first, "n", count, NULL);
}
int rw_vips_premultiply(VipsImage *in, VipsImage **out) { return rw_vips.premultiply(in, out, NULL); }
int rw_vips_unpremultiply(VipsImage *in, VipsImage **out) {
  return rw_vips.unpremultiply(in, out, NULL);
}
int rw_vips_cast(VipsImage *in, VipsImage **out, VipsBandFormat format) {
  return rw_vips.cast(in, out, format, NULL);
}
int rw_vips_colourspace(VipsImage *in, VipsImage **out, VipsInterpretation space) {
  return rw_vips.colourspace(in, out, space, NULL);
}
int rw_vips_icc_to_srgb(VipsImage *in, VipsImage **out, const char *fallback, VipsIntent intent) {
  return rw_vips.icc_transform(
      in, out, "srgb", "embedded", TRUE, "input_profile", fallback, "intent", intent, "black_point_compensation",
      TRUE, "depth", 8, NULL);
}
int rw_vips_flatten(VipsImage *in, VipsImage **out, double red, double green, double blue) {
  double colour[] = {red, green, blue};
  VipsArrayDouble *background = rw_vips.array_double_new(colour, 3);
  int result = rw_vips.flatten(in, out, "background", background, NULL);
  rw_vips.area_unref((VipsArea *)background);
  return result;
}
int rw_vips_gaussblur(VipsImage *in, VipsImage **out, double sigma) {
  return rw_vips.gaussblur(in, out, sigma, NULL);
}
int rw_vips_labq_to_lab(VipsImage *in, VipsImage **out) { return rw_vips.LabQ2Lab(in, out, NULL); }
int rw_vips_copy(VipsImage *in, VipsImage **out) { return rw_vips.copy(in, out, NULL); }
int rw_vips_as_srgb(VipsImage *in, VipsImage **out) {
  return rw_vips.copy(in, out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
}
int rw_vips_scale_values(VipsImage *in, VipsImage **out, double factor) {
  return rw_vips.linear1(in, out, factor, 0, "uchar", TRUE, NULL);
}
int rw_vips_hist_find(VipsImage *in, VipsImage **out) { return rw_vips.hist_find(in, out, NULL); }

// g_signal_connect casts its callback; g_log's levels are a flag set with an expression in it.
gulong rw_vips_on_eval(
    VipsImage *image, void (*callback)(VipsImage *, VipsProgress *, void *), void *data) {
  return g_signal_connect(image, "eval", G_CALLBACK(callback), data);
}
guint rw_vips_set_log_handler(GLogFunc handler) {
  return g_log_set_handler(
      "VIPS", (GLogLevelFlags)(G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION), handler, NULL);
}

gboolean rw_vips_has_blob(VipsImage *image, const char *name) {
  return rw_vips.image_get_typeof(image, name) == rw_vips.blob_get_type();
}
