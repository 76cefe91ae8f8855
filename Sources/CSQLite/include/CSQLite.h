// libsqlite3 as Swift sees it: the library's own calls, and fixed-arity forms of its variadic ones.
#ifndef ENGAGED_CSQLITE_H
#define ENGAGED_CSQLITE_H

#include <sqlite3.h>

/// The bytes stay where they are until the statement is reset: nothing is copied.
int csqlite_bind_text_static(sqlite3_stmt *statement, int index, const void *bytes, int count);
/// The bytes stay where they are until the statement is reset: nothing is copied.
int csqlite_bind_blob_static(sqlite3_stmt *statement, int index, const void *bytes, int count);
/// SQLite takes a copy of the bytes.
int csqlite_bind_text_copy(sqlite3_stmt *statement, int index, const void *bytes, int count);
/// SQLite takes a copy of the bytes.
int csqlite_bind_blob_copy(sqlite3_stmt *statement, int index, const void *bytes, int count);
/// `sqlite3_db_config` for the options that take an int and give nothing back.
int csqlite_db_config_flag(sqlite3 *database, int option, int value);
/// Counts the WAL's frames after each commit into `*frames`.
void csqlite_count_wal_frames(sqlite3 *database, int *frames);
/// Asks SQLite to keep no statistics of its memory, which cost a lock at each allocation. Only before its first use.
void csqlite_without_memory_statistics(void);
/// Registers a file system that gathers the writes to a write-ahead log until they are synced, over another one (NULL:
/// the default). Only for connections with synchronous=FULL; once for each name.
int csqlite_register_gathering(const char *name, const char *below);
/// Calls `work` at each sync of the write-ahead log that has bytes to bring to the disk, once they are on their way and
/// before they are known to be durable, until the connection ends; NULL for nothing. It is not called where bytes
/// cannot be sent ahead. The log must have been opened, by a read or a write, under the file system above:
/// SQLITE_NOTFOUND otherwise.
int csqlite_work_while_syncing(sqlite3 *database, void (*work)(void *), void *owner);
/// The bytes of a column, text or blob, until the next step or reset; `*count` says how many. NULL for none.
const void *csqlite_column_bytes(sqlite3_stmt *statement, int column, int *count);

#endif
