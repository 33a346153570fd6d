// libvips for Swift: its functions in fixed-argument forms, one per operation that we use.
//
// libvips is not linked but loaded when a picture is first needed: with the libraries that it brings along that takes
// a fifth of the time in which a command starts, and most commands touch no picture.
#pragma once

#include <vips/vips.h>

// Loads libvips; to be called once, before all others. Gives NULL, or what is wrong.
const char *rw_vips_load(void);
// The file that it was loaded from; NULL where that isn't known.
const char *rw_vips_file(void);

// libvips as a whole.
int rw_vips_init(const char *argv0);
int rw_vips_version(int flag);
void rw_vips_concurrency_set(int concurrency);
void rw_vips_cache_set_max(int max);
void rw_vips_block_untrusted_set(gboolean state);
void rw_vips_operation_block_set(const char *name, gboolean state);
GType rw_vips_type_find(const char *basename, const char *nickname);
void rw_vips_thread_shutdown(void);
char *rw_vips_error_buffer_copy(void);
void rw_vips_error_clear(void);

// Inputs and parts of operations.
VipsSource *rw_vips_source_new_from_file(const char *file);
VipsBlob *rw_vips_blob_copy(const void *data, size_t count);
VipsSource *rw_vips_source_new_from_blob(VipsBlob *blob);
void rw_vips_area_unref(VipsArea *area);
VipsInterpolate *rw_vips_interpolate_new(const char *nickname);

// Images and their pixels.
VipsImage *rw_vips_image_new_from_memory_copy(
    const void *data, size_t count, int width, int height, int bands, VipsBandFormat format);
VipsImage *rw_vips_image_copy_memory(VipsImage *image);
void *rw_vips_image_write_to_memory(VipsImage *image, size_t *count);
void rw_vips_image_set_progress(VipsImage *image, gboolean progress);
void rw_vips_image_set_kill(VipsImage *image, gboolean kill);

// What an image is.
int rw_vips_image_get_width(const VipsImage *image);
int rw_vips_image_get_height(const VipsImage *image);
int rw_vips_image_get_bands(const VipsImage *image);
VipsBandFormat rw_vips_image_get_format(const VipsImage *image);
guint64 rw_vips_format_sizeof(VipsBandFormat format);
VipsInterpretation rw_vips_image_get_interpretation(const VipsImage *image);
VipsCoding rw_vips_image_get_coding(const VipsImage *image);
gboolean rw_vips_image_hasalpha(VipsImage *image);
int rw_vips_image_get_orientation(VipsImage *image);
int rw_vips_image_get_n_pages(VipsImage *image);

// What an image carries.
GType rw_vips_image_get_typeof(const VipsImage *image, const char *name);
int rw_vips_image_get_blob(const VipsImage *image, const char *name, const void **data, size_t *count);
gchar **rw_vips_image_get_fields(VipsImage *image);
void rw_vips_image_set_blob_copy(VipsImage *image, const char *name, const void *data, size_t count);
gboolean rw_vips_image_remove(VipsImage *image, const char *name);

// Loaders: one picture (page 0), decoded from top to bottom, only when its pixels are asked for.
int rw_vips_jpegload(VipsSource *source, VipsImage **out, int shrink, VipsFailOn fail_on);
int rw_vips_pngload(VipsSource *source, VipsImage **out, VipsFailOn fail_on);
int rw_vips_webpload(VipsSource *source, VipsImage **out, double scale, VipsFailOn fail_on);
int rw_vips_tiffload(VipsSource *source, VipsImage **out, VipsFailOn fail_on);
int rw_vips_gifload(VipsSource *source, VipsImage **out, VipsFailOn fail_on);
int rw_vips_heifload(VipsSource *source, VipsImage **out, VipsFailOn fail_on);
int rw_vips_svgload(VipsSource *source, VipsImage **out, double scale);
int rw_vips_pdfload(VipsSource *source, VipsImage **out, double scale);

// Savers: into memory, without metadata. The caller frees the bytes with g_free.
int rw_vips_jpegsave(VipsImage *in, void **bytes, size_t *count, int quality);
int rw_vips_pngsave(VipsImage *in, void **bytes, size_t *count, int compression);
int rw_vips_webpsave(VipsImage *in, void **bytes, size_t *count, int quality);

// Geometry.
int rw_vips_resize(VipsImage *in, VipsImage **out, double across, double down);
// Enlarges: output pixel centres fall on input pixel centres, which vips_resize misses by half a pixel.
int rw_vips_enlarge(
    VipsImage *in, VipsImage **out, double across, double down, int width, int height, VipsInterpolate *method);
int rw_vips_autorot(VipsImage *in, VipsImage **out);
int rw_vips_extract_area(VipsImage *in, VipsImage **out, int x, int y, int width, int height);
int rw_vips_lengthen(VipsImage *in, VipsImage **out, int width, int height);
int rw_vips_smartcrop(VipsImage *in, VipsImage **out, int width, int height, VipsInteresting interesting);
int rw_vips_embed(
    VipsImage *in, VipsImage **out, int x, int y, int width, int height, double red, double green, double blue);
int rw_vips_insert(VipsImage *main, VipsImage *sub, VipsImage **out, int x, int y);

// Samples and colour.
int rw_vips_extract_bands(VipsImage *in, VipsImage **out, int first, int count);
int rw_vips_premultiply(VipsImage *in, VipsImage **out);
int rw_vips_unpremultiply(VipsImage *in, VipsImage **out);
int rw_vips_cast(VipsImage *in, VipsImage **out, VipsBandFormat format);
int rw_vips_colourspace(VipsImage *in, VipsImage **out, VipsInterpretation space);
int rw_vips_icc_to_srgb(VipsImage *in, VipsImage **out, const char *fallback, VipsIntent intent);
int rw_vips_flatten(VipsImage *in, VipsImage **out, double red, double green, double blue);
int rw_vips_gaussblur(VipsImage *in, VipsImage **out, double sigma);
int rw_vips_labq_to_lab(VipsImage *in, VipsImage **out);
int rw_vips_copy(VipsImage *in, VipsImage **out);
int rw_vips_as_srgb(VipsImage *in, VipsImage **out);
int rw_vips_scale_values(VipsImage *in, VipsImage **out, double factor);
int rw_vips_hist_find(VipsImage *in, VipsImage **out);

// g_signal_connect casts its callback; g_log's levels are a flag set with an expression in it.
gulong rw_vips_on_eval(VipsImage *image, void (*callback)(VipsImage *, VipsProgress *, void *), void *data);
guint rw_vips_set_log_handler(GLogFunc handler);

// Metadata names and the types that come with them are macros.
static const char *const rw_vips_meta_icc = VIPS_META_ICC_NAME;
gboolean rw_vips_has_blob(VipsImage *image, const char *name);
