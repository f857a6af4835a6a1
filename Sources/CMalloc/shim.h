#pragma once

// How glibc's allocator is told what to keep. Elsewhere there is nothing to tell.

#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

static inline int martlet_malloc_keep(int trim_threshold, int mmap_threshold) {
#if defined(M_TRIM_THRESHOLD) && defined(M_MMAP_THRESHOLD)
    return mallopt(M_TRIM_THRESHOLD, trim_threshold) && mallopt(M_MMAP_THRESHOLD, mmap_threshold);
#else
    return 0;
#endif
}
