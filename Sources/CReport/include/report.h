// The parts of the batch report's page under page/, embedded in the binary.
#pragma once
#include <stddef.h>

/// A text and its length (not terminated), for the life of the process.
typedef struct {
  const unsigned char *bytes;
  size_t size;
} rw_report_text;

/// The page's styles.
rw_report_text rw_report_styles(void);

/// What filters, sorts and plays.
rw_report_text rw_report_script(void);
