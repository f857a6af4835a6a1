#include "CEdit.h"

#include <errno.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CEditor {
    EditLine *line;
    History *history;
    const char *prompt;
    CEditCompleter completer;
    void *context;
};

static char *prompt_of(EditLine *line) {
    CEditor *editor = NULL;
    el_get(line, EL_CLIENTDATA, &editor);
    return (char *)editor->prompt;
}

/* Inserts what all candidates share behind what is typed; lists them where there is no more to insert. */
static unsigned char complete(EditLine *line, int character) {
    (void)character;
    CEditor *editor = NULL;
    el_get(line, EL_CLIENTDATA, &editor);
    const LineInfo *info = el_line(line);
    size_t cursor = (size_t)(info->cursor - info->buffer), length = (size_t)(info->lastchar - info->buffer), word = cursor;
    char *candidates = editor->completer(editor->context, info->buffer, length, cursor, &word);
    if (candidates == NULL || *candidates == '\0' || word > cursor) {
        free(candidates);
        return CC_REFRESH_BEEP;
    }
    size_t shared = strcspn(candidates, "\n"), count = 0;
    for (const char *next = candidates; *next != '\0'; next += strcspn(next, "\n") + 1) {
        size_t same = 0;
        while (same < shared && next[same] == candidates[same]) same++;
        shared = same;
        count++;
    }
    size_t typed = cursor - word;
    if (shared >= typed && (shared > typed || count == 1)) {
        char *insertion = strndup(candidates, shared);
        if (insertion != NULL) {
            el_deletestr(line, (int)typed);
            el_insertstr(line, insertion);
            if (count == 1) el_insertstr(line, " ");
        }
        free(insertion);
        free(candidates);
        return CC_REFRESH;
    }
    fputc('\n', stdout);
    for (const char *next = candidates; *next != '\0'; next += strcspn(next, "\n") + 1)
        printf("%.*s  ", (int)strcspn(next, "\n"), next);
    fputc('\n', stdout);
    fflush(stdout);
    free(candidates);
    return CC_REDISPLAY;
}

CEditor *cedit_open(const char *program, CEditCompleter completer, void *context) {
    CEditor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) return NULL;
    editor->prompt = "";
    editor->completer = completer;
    editor->context = context;
    editor->line = el_init(program, stdin, stdout, stderr);
    editor->history = history_init();
    if (editor->line == NULL || editor->history == NULL) {
        cedit_close(editor);
        return NULL;
    }
    HistEvent event;
    history(editor->history, &event, H_SETSIZE, 1000);
    history(editor->history, &event, H_SETUNIQUE, 1);
    el_set(editor->line, EL_CLIENTDATA, editor);
    el_set(editor->line, EL_PROMPT, prompt_of);
    el_set(editor->line, EL_EDITOR, "emacs");
    el_set(editor->line, EL_HIST, history, editor->history);
    el_set(editor->line, EL_ADDFN, "complete", "Complete the word", complete);
    el_set(editor->line, EL_BIND, "^I", "complete", NULL);
    /* The user's own key bindings, if there are any. */
    el_source(editor->line, NULL);
    return editor;
}

void cedit_close(CEditor *editor) {
    if (editor == NULL) return;
    if (editor->history != NULL) history_end(editor->history);
    if (editor->line != NULL) el_end(editor->line);
    free(editor);
}

const char *cedit_read(CEditor *editor, const char *prompt, int *interrupted) {
    int count = 0;
    editor->prompt = prompt;
    errno = 0;
    const char *text = el_gets(editor->line, &count);
    *interrupted = text == NULL && (count < 0 || errno == EINTR);
    if (*interrupted) el_reset(editor->line);
    return count > 0 ? text : NULL;
}

void cedit_remember(CEditor *editor, const char *entry) {
    HistEvent event;
    history(editor->history, &event, H_ENTER, entry);
}

int cedit_load_history(CEditor *editor, const char *path) {
    HistEvent event;
    return history(editor->history, &event, H_LOAD, path) >= 0;
}

int cedit_save_history(CEditor *editor, const char *path) {
    HistEvent event;
    return history(editor->history, &event, H_SAVE, path) >= 0;
}
