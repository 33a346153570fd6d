// libvips' functions, found by name once it is loaded.
#pragma once

#include "CVips.h"

#define RW_VIPS_FUNCTIONS(F) \
  F(LabQ2Lab) F(affine) F(area_unref) F(array_double_new) F(array_int_newv) F(autorot) F(blob_copy) \
  F(blob_get_type) F(block_untrusted_set) F(cache_set_max) F(cast) F(colourspace) F(concurrency_set) F(copy) \
  F(embed) F(error_buffer_copy) F(error_clear) F(extract_area) F(extract_band) F(flatten) F(format_sizeof) \
  F(gaussblur) F(gifload_source) F(heifload_source) F(hist_find) F(icc_transform) F(image_copy_memory) \
  F(image_get_bands) F(image_get_blob) F(image_get_coding) F(image_get_fields) F(image_get_format) \
  F(image_get_height) F(image_get_interpretation) F(image_get_n_pages) F(image_get_orientation) \
  F(image_get_typeof) F(image_get_width) F(image_hasalpha) F(image_new_from_memory_copy) F(image_remove) \
  F(image_set_blob_copy) F(image_set_kill) F(image_set_progress) F(image_write_to_memory) F(init) F(insert) \
  F(interpolate_new) F(jpegload_source) F(jpegsave_buffer) F(linear1) F(operation_block_set) F(pdfload_source) \
  F(pngload_source) F(pngsave_buffer) F(premultiply) F(resize) F(smartcrop) F(source_new_from_blob) \
  F(source_new_from_file) F(svgload_source) F(thread_shutdown) F(tiffload_source) F(type_find) F(unpremultiply) \
  F(version) F(webpload_source) F(webpsave_buffer)

#define RW_VIPS_FUNCTION(name) __typeof__(&vips_##name) name;
extern struct RWVips {
  RW_VIPS_FUNCTIONS(RW_VIPS_FUNCTION)
} rw_vips;
#undef RW_VIPS_FUNCTION
