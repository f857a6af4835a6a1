/* A line editor with history and completion: libedit behind five functions, since its own are variadic. */
#ifndef CEDIT_H
#define CEDIT_H

#include <stddef.h>

typedef struct CEditor CEditor;

/* Answers what could stand in place of the word that ends at `cursor` (both in bytes): candidates, each ended by a newline, allocated
   with malloc, or NULL for none; `*word` receives where the word begins. */
typedef char *(*CEditCompleter)(void *context, const char *text, size_t length, size_t cursor, size_t *word);

/* An editor on standard input and output; NULL if it cannot be made. */
CEditor *cedit_open(const char *program, CEditCompleter completer, void *context);
void cedit_close(CEditor *editor);

/* Reads a line behind a prompt. It is the editor's until the next call. NULL at the end of the input, or, with `*interrupted` set to 1,
   when a signal broke off the reading. */
const char *cedit_read(CEditor *editor, const char *prompt, int *interrupted);

/* Adds an entry to the history. */
void cedit_remember(CEditor *editor, const char *entry);
/* Reads and writes the history; they answer 0 where that failed. */
int cedit_load_history(CEditor *editor, const char *path);
int cedit_save_history(CEditor *editor, const char *path);

#endif
