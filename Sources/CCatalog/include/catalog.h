// The data files under presets/, embedded in the binary.
#pragma once
#include <stddef.h>

/// One embedded file: its path below presets/ and its bytes (not terminated).
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} rw_catalog_file;

/// The embedded files, `*count` of them, for the life of the process.
const rw_catalog_file *rw_catalog_files(size_t *count);
