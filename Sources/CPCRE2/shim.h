// PCRE2 over UTF-8 (Debian: libpcre2-dev). The library gives its functions names by the width of a code unit, through macros that Swift does
// not see; these give them back.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static inline pcre2_code *martlet_pcre2_compile(const unsigned char *pattern, size_t length, unsigned int options, int *error, size_t *offset) {
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_ANY);
    pcre2_code *code = pcre2_compile(pattern, length, options, error, offset, context);
    pcre2_compile_context_free(context);
    // Without it, matching is slower, not wrong.
    if (code != NULL) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return code;
}

static inline void martlet_pcre2_free(pcre2_code *code) { pcre2_code_free(code); }

static inline unsigned int martlet_pcre2_group_count(const pcre2_code *code) {
    unsigned int count = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

static inline pcre2_match_data *martlet_pcre2_match_data(const pcre2_code *code) { return pcre2_match_data_create_from_pattern(code, NULL); }

static inline void martlet_pcre2_match_data_free(pcre2_match_data *data) { pcre2_match_data_free(data); }

static inline int martlet_pcre2_match(
    const pcre2_code *code, const unsigned char *text, size_t length, size_t start, unsigned int options, pcre2_match_data *data) {
    return pcre2_match(code, text, length, start, options, data, NULL);
}

static inline size_t *martlet_pcre2_offsets(pcre2_match_data *data) { return pcre2_get_ovector_pointer(data); }
