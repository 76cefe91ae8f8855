#include "CSQLite.h"

#include <stddef.h>

int csqlite_bind_text_static(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_text(statement, index, count == 0 ? "" : bytes, count, SQLITE_STATIC);
}

int csqlite_bind_blob_static(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_STATIC);
}

int csqlite_bind_text_copy(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_text(statement, index, count == 0 ? "" : bytes, count, SQLITE_TRANSIENT);
}

int csqlite_bind_blob_copy(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

int csqlite_db_config_flag(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, NULL);
}

static int count_frames(void *counter, sqlite3 *database, const char *schema, int frames) {
  (void)database;
  (void)schema;
  *(int *)counter = frames;
  return SQLITE_OK;
}

void csqlite_count_wal_frames(sqlite3 *database, int *frames) {
  sqlite3_wal_hook(database, count_frames, frames);
}

void csqlite_without_memory_statistics(void) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

const void *csqlite_column_bytes(sqlite3_stmt *statement, int column, int *count) {
  // The value's own calls do without the connection's bookkeeping; one thread has the statement.
  sqlite3_value *value = sqlite3_column_value(statement, column);
  const void *bytes = sqlite3_value_blob(value);
  *count = bytes ? sqlite3_value_bytes(value) : 0;
  return bytes;
}
