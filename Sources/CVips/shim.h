// libvips for Swift: fixed-argument forms of its variadic operations, one per operation that we use. No logic.
#pragma once

#include <vips/vips.h>

// Loaders: one picture (page 0), decoded from top to bottom, only when its pixels are asked for.
static inline int rw_vips_jpegload(VipsSource *source, VipsImage **out, int shrink, VipsFailOn fail_on) {
  return vips_jpegload_source(
      source, out, "shrink", shrink, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
static inline int rw_vips_pngload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return vips_pngload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
static inline int rw_vips_webpload(VipsSource *source, VipsImage **out, double scale, VipsFailOn fail_on) {
  return vips_webpload_source(
      source, out, "scale", scale, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
static inline int rw_vips_tiffload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return vips_tiffload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
static inline int rw_vips_gifload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return vips_gifload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
static inline int rw_vips_heifload(VipsSource *source, VipsImage **out, VipsFailOn fail_on) {
  return vips_heifload_source(source, out, "fail_on", fail_on, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}
static inline int rw_vips_svgload(VipsSource *source, VipsImage **out, double scale) {
  return vips_svgload_source(source, out, "scale", scale, NULL);
}
static inline int rw_vips_pdfload(VipsSource *source, VipsImage **out, double scale) {
  return vips_pdfload_source(source, out, "scale", scale, NULL);
}

// Savers: into memory, without metadata. The caller frees the bytes with g_free.
static inline int rw_vips_jpegsave(VipsImage *in, void **bytes, size_t *count, int quality) {
  return vips_jpegsave_buffer(
      in, bytes, count, "Q", quality, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF, "strip", TRUE, NULL);
}
static inline int rw_vips_pngsave(VipsImage *in, void **bytes, size_t *count, int compression) {
  return vips_pngsave_buffer(
      in, bytes, count, "compression", compression, "filter", VIPS_FOREIGN_PNG_FILTER_ALL, "strip", TRUE, NULL);
}
static inline int rw_vips_webpsave(VipsImage *in, void **bytes, size_t *count, int quality) {
  return vips_webpsave_buffer(
      in, bytes, count, "Q", quality, "smart_subsample", TRUE, "strip", TRUE, NULL);
}

// Geometry.
static inline int rw_vips_resize(VipsImage *in, VipsImage **out, double across, double down) {
  return vips_resize(in, out, across, "vscale", down, NULL);
}
// Enlarges: output pixel centres fall on input pixel centres, which vips_resize misses by half a pixel.
static inline int rw_vips_enlarge(
    VipsImage *in, VipsImage **out, double across, double down, int width, int height, VipsInterpolate *method) {
  VipsArrayInt *area = vips_array_int_newv(4, 0, 0, width, height);
  int result = vips_affine(
      in, out, across, 0, 0, down, "interpolate", method, "idx", 0.5, "idy", 0.5, "odx", -0.5, "ody", -0.5, "oarea",
      area, "extend", VIPS_EXTEND_COPY, "premultiplied", TRUE, NULL);
  vips_area_unref(VIPS_AREA(area));
  return result;
}
static inline int rw_vips_autorot(VipsImage *in, VipsImage **out) { return vips_autorot(in, out, NULL); }
static inline int rw_vips_extract_area(VipsImage *in, VipsImage **out, int x, int y, int width, int height) {
  return vips_extract_area(in, out, x, y, width, height, NULL);
}
static inline int rw_vips_lengthen(VipsImage *in, VipsImage **out, int width, int height) {
  return vips_embed(in, out, 0, 0, width, height, "extend", VIPS_EXTEND_COPY, NULL);
}
static inline int rw_vips_smartcrop(
    VipsImage *in, VipsImage **out, int width, int height, VipsInteresting interesting) {
  return vips_smartcrop(in, out, width, height, "interesting", interesting, NULL);
}
static inline int rw_vips_embed(
    VipsImage *in, VipsImage **out, int x, int y, int width, int height, double red, double green, double blue) {
  double colour[] = {red, green, blue};
  VipsArrayDouble *background = vips_array_double_new(colour, 3);
  int result =
      vips_embed(in, out, x, y, width, height, "extend", VIPS_EXTEND_BACKGROUND, "background", background, NULL);
  vips_area_unref(VIPS_AREA(background));
  return result;
}
static inline int rw_vips_insert(VipsImage *main, VipsImage *sub, VipsImage **out, int x, int y) {
  return vips_insert(main, sub, out, x, y, NULL);
}

// Samples and colour.
static inline int rw_vips_extract_bands(VipsImage *in, VipsImage **out, int first, int count) {
  return vips_extract_band(in, out, first, "n", count, NULL);
}
static inline int rw_vips_premultiply(VipsImage *in, VipsImage **out) { return vips_premultiply(in, out, NULL); }
static inline int rw_vips_unpremultiply(VipsImage *in, VipsImage **out) {
  return vips_unpremultiply(in, out, NULL);
}
static inline int rw_vips_cast(VipsImage *in, VipsImage **out, VipsBandFormat format) {
  return vips_cast(in, out, format, NULL);
}
static inline int rw_vips_colourspace(VipsImage *in, VipsImage **out, VipsInterpretation space) {
  return vips_colourspace(in, out, space, NULL);
}
static inline int rw_vips_icc_to_srgb(VipsImage *in, VipsImage **out, const char *fallback, VipsIntent intent) {
  return vips_icc_transform(
      in, out, "srgb", "embedded", TRUE, "input_profile", fallback, "intent", intent, "black_point_compensation",
      TRUE, "depth", 8, NULL);
}
static inline int rw_vips_flatten(VipsImage *in, VipsImage **out, double red, double green, double blue) {
  double colour[] = {red, green, blue};
  VipsArrayDouble *background = vips_array_double_new(colour, 3);
  int result = vips_flatten(in, out, "background", background, NULL);
  vips_area_unref(VIPS_AREA(background));
  return result;
}
static inline int rw_vips_gaussblur(VipsImage *in, VipsImage **out, double sigma) {
  return vips_gaussblur(in, out, sigma, NULL);
}
static inline int rw_vips_labq_to_lab(VipsImage *in, VipsImage **out) { return vips_LabQ2Lab(in, out, NULL); }
static inline int rw_vips_copy(VipsImage *in, VipsImage **out) { return vips_copy(in, out, NULL); }
static inline int rw_vips_as_srgb(VipsImage *in, VipsImage **out) {
  return vips_copy(in, out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
}
static inline int rw_vips_scale_values(VipsImage *in, VipsImage **out, double factor) {
  return vips_linear1(in, out, factor, 0, "uchar", TRUE, NULL);
}
static inline int rw_vips_hist_find(VipsImage *in, VipsImage **out) { return vips_hist_find(in, out, NULL); }

// g_signal_connect casts its callback; g_log's levels are a flag set with an expression in it.
static inline gulong rw_vips_on_eval(
    VipsImage *image, void (*callback)(VipsImage *, VipsProgress *, void *), void *data) {
  return g_signal_connect(image, "eval", G_CALLBACK(callback), data);
}
static inline guint rw_vips_set_log_handler(GLogFunc handler) {
  return g_log_set_handler(
      "VIPS", (GLogLevelFlags)(G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION), handler, NULL);
}

// Metadata names and the types that come with them are macros.
static const char *const rw_vips_meta_icc = VIPS_META_ICC_NAME;
static inline int rw_vips_has_blob(VipsImage *image, const char *name) {
  return vips_image_get_typeof(image, name) == VIPS_TYPE_BLOB;
}

// dladdr(3), which <dlfcn.h> declares to GNU sources only: the file that an address was loaded from.
typedef struct RWLoadedFrom {
  const char *file;
  void *base;
  const char *symbol;
  void *address;
} RWLoadedFrom;
extern int rw_loaded_from(const void *address, RWLoadedFrom *found) __asm__("dladdr");
