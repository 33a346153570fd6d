#include "functions.h"

// libvips as a whole.
int rw_vips_init(const char *argv0) { return rw_vips.init(argv0); }
int rw_vips_version(int flag) { return rw_vips.version(flag); }
void rw_vips_concurrency_set(int concurrency) { rw_vips.concurrency_set(concurrency); }
void rw_vips_cache_set_max(int max) { rw_vips.cache_set_max(max); }
void rw_vips_block_untrusted_set(gboolean state) { rw_vips.block_untrusted_set(state); }
void rw_vips_operation_block_set(const char *name, gboolean state) { rw_vips.operation_block_set(name, state); }
GType rw_vips_type_find(const char *basename, const char *nickname) { return rw_vips.type_find(basename, nickname); }
void rw_vips_thread_shutdown(void) { rw_vips.thread_shutdown(); }
char *rw_vips_error_buffer_copy(void) { return rw_vips.error_buffer_copy(); }
void rw_vips_error_clear(void) { rw_vips.error_clear(); }

// Inputs and parts of operations.
VipsSource *rw_vips_source_new_from_file(const char *file) { return rw_vips.source_new_from_file(file); }
VipsBlob *rw_vips_blob_copy(const void *data, size_t count) { return rw_vips.blob_copy(data, count); }
VipsSource *rw_vips_source_new_from_blob(VipsBlob *blob) { return rw_vips.source_new_from_blob(blob); }
void rw_vips_area_unref(VipsArea *area) { rw_vips.area_unref(area); }
VipsInterpolate *rw_vips_interpolate_new(const char *nickname) { return rw_vips.interpolate_new(nickname); }

// Images and their pixels.
VipsImage *rw_vips_image_new_from_memory_copy(
    const void *data, size_t count, int width, int height, int bands, VipsBandFormat format) {
  return rw_vips.image_new_from_memory_copy(data, count, width, height, bands, format);
}
VipsImage *rw_vips_image_copy_memory(VipsImage *image) { return rw_vips.image_copy_memory(image); }
void *rw_vips_image_write_to_memory(VipsImage *image, size_t *count) {
  return rw_vips.image_write_to_memory(image, count);
}
void rw_vips_image_set_progress(VipsImage *image, gboolean progress) { rw_vips.image_set_progress(image, progress); }
void rw_vips_image_set_kill(VipsImage *image, gboolean kill) { rw_vips.image_set_kill(image, kill); }

// What an image is.
int rw_vips_image_get_width(const VipsImage *image) { return rw_vips.image_get_width(image); }
int rw_vips_image_get_height(const VipsImage *image) { return rw_vips.image_get_height(image); }
int rw_vips_image_get_bands(const VipsImage *image) { return rw_vips.image_get_bands(image); }
VipsBandFormat rw_vips_image_get_format(const VipsImage *image) { return rw_vips.image_get_format(image); }
guint64 rw_vips_format_sizeof(VipsBandFormat format) { return rw_vips.format_sizeof(format); }
VipsInterpretation rw_vips_image_get_interpretation(const VipsImage *image) {
  return rw_vips.image_get_interpretation(image);
}
VipsCoding rw_vips_image_get_coding(const VipsImage *image) { return rw_vips.image_get_coding(image); }
gboolean rw_vips_image_hasalpha(VipsImage *image) { return rw_vips.image_hasalpha(image); }
int rw_vips_image_get_orientation(VipsImage *image) { return rw_vips.image_get_orientation(image); }
int rw_vips_image_get_n_pages(VipsImage *image) { return rw_vips.image_get_n_pages(image); }

// What an image carries.
GType rw_vips_image_get_typeof(const VipsImage *image, const char *name) {
  return rw_vips.image_get_typeof(image, name);
}
int rw_vips_image_get_blob(const VipsImage *image, const char *name, const void **data, size_t *count) {
  return rw_vips.image_get_blob(image, name, data, count);
}
gchar **rw_vips_image_get_fields(VipsImage *image) { return rw_vips.image_get_fields(image); }
void rw_vips_image_set_blob_copy(VipsImage *image, const char *name, const void *data, size_t count) {
  rw_vips.image_set_blob_copy(image, name, data, count);
}
gboolean rw_vips_image_remove(VipsImage *image, const char *name) { return rw_vips.image_remove(image, name); }
