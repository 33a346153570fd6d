// GLib's object system, in which libvips' headers are written: libav's libraries bring it along.
#pragma once

#include <glib-object.h>
