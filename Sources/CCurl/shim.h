// libcurl for Swift: typed forms of its variadic setters and getters, one per kind of argument. No logic.
// The names in parentheses step around curl's macros that check argument types at the call.
#pragma once

#include <curl/curl.h>
#include <stddef.h>

// Compound macros: Swift doesn't import them.
static inline CURLcode rw_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline size_t rw_curl_readfunc_abort(void) { return CURL_READFUNC_ABORT; }
static inline long rw_curl_http_version_2tls(void) { return CURL_HTTP_VERSION_2TLS; }
static inline long rw_curl_tls_1_2(void) { return CURL_SSLVERSION_TLSv1_2; }

// Variadic: Swift can't call them.
static inline CURLcode rw_curl_set_long(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode rw_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode rw_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode rw_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode rw_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(handle, option, value);
}
// Read, write and header functions share this form.
typedef size_t (*rw_curl_transfer_function)(char *data, size_t size, size_t count, void *context);
static inline CURLcode rw_curl_set_transfer_function(
    CURL *handle, CURLoption option, rw_curl_transfer_function function) {
  return (curl_easy_setopt)(handle, option, function);
}
typedef int (*rw_curl_seek_function)(void *context, curl_off_t offset, int origin);
static inline CURLcode rw_curl_set_seek_function(CURL *handle, rw_curl_seek_function function) {
  return (curl_easy_setopt)(handle, CURLOPT_SEEKFUNCTION, function);
}
static inline CURLcode rw_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return (curl_easy_getinfo)(handle, info, value);
}
static inline CURLcode rw_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return (curl_easy_getinfo)(handle, info, value);
}
