// libpq for Swift. No logic.
#pragma once

#include <libpq-fe.h>

// PG_DIAG_SQLSTATE is a character constant: Swift would import it as one of several types, by version.
static inline const char *rw_pq_sqlstate(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}
