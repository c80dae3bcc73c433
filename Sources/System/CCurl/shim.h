// libcurl's setters are variadic, which Swift cannot call: one typed function for each kind of argument.
#ifndef FRIDAY_CCURL_SHIM_H
#define FRIDAY_CCURL_SHIM_H

#include <curl/curl.h>

// The header's type checks are macros over the same names.
#undef curl_easy_setopt
#undef curl_easy_getinfo

typedef size_t (*friday_curl_data)(char *bytes, size_t size, size_t count, void *context);
typedef int (*friday_curl_progress)(void *context, curl_off_t download_total, curl_off_t downloaded, curl_off_t upload_total, curl_off_t uploaded);

static inline CURLcode friday_curl_set_long(CURL *handle, CURLoption option, long value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_set_text(CURL *handle, CURLoption option, const char *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_set_pointer(CURL *handle, CURLoption option, const void *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_set_data(CURL *handle, CURLoption option, friday_curl_data value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_set_progress(CURL *handle, CURLoption option, friday_curl_progress value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode friday_curl_get_long(CURL *handle, CURLINFO info, long *value) { return curl_easy_getinfo(handle, info, value); }

#endif
