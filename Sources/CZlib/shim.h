#pragma once
#include <zlib.h>

// `inflateInit2` and `deflateInit2` are macros, which Swift does not see.

static inline int martlet_inflate_init(z_streamp stream, int window_bits) { return inflateInit2(stream, window_bits); }
