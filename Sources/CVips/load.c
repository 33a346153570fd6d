#define _GNU_SOURCE  // dladdr
#include "functions.h"

#include <dlfcn.h>

#ifdef __APPLE__
#define RW_VIPS_FILE "libvips.42.dylib"
#else
#define RW_VIPS_FILE "libvips.so.42"
#endif

struct RWVips rw_vips;

const char *rw_vips_load(void) {
  void *library = dlopen(RW_VIPS_FILE, RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return dlerror();
#define RW_VIPS_FIND(name) \
  rw_vips.name = (__typeof__(rw_vips.name))dlsym(library, "vips_" #name); \
  if (rw_vips.name == NULL) return dlerror();
  RW_VIPS_FUNCTIONS(RW_VIPS_FIND)
#undef RW_VIPS_FIND
  return NULL;
}

const char *rw_vips_file(void) {
  Dl_info found;
  return dladdr((void *)rw_vips.version, &found) != 0 ? found.dli_fname : NULL;
}
