// A file system for SQLite that gathers the writes to a write-ahead log and makes them one when they are synced.
//
// SQLite writes a frame's header and its page one by one: a commit of forty pages is eighty system calls. Nothing may
// be read from the file by others before the sync (with synchronous=FULL the log's index is published after it), so
// what was written may wait in memory until then. Every other operation on the file puts the bytes out first. Files
// other than the log go to the file system beneath, unchanged.
//
// A sync waits for the disk twice: for the bytes, and for its cache. The bytes are sent on their way first, and while
// they are, whoever waits may do something else.
#define _GNU_SOURCE
#include "CSQLite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The file system of Unix takes no more than 128 KiB in one write, and reports a full disk for exactly so much.
enum { GATHERED_MAX = 120 * 1024 };

struct gathering_file {
  sqlite3_file base;
  unsigned char *bytes;
  sqlite3_int64 start;
  int count;
  sqlite3_file *below;
  // A descriptor of our own, for nothing but to send bytes on their way; -1 for none.
  int descriptor;
  void (*work)(void *);
  void *owner;
};

static struct gathering_file *of(sqlite3_file *file) { return (struct gathering_file *)file; }

static int put_out(struct gathering_file *file) {
  int count = file->count;
  if (count == 0) return SQLITE_OK;
  file->count = 0;
  return file->below->pMethods->xWrite(file->below, file->bytes, count, file->start);
}

static int gathering_close(sqlite3_file *file) {
  struct gathering_file *gathering = of(file);
  int put = put_out(gathering);
  int closed = gathering->below->pMethods->xClose(gathering->below);
  if (gathering->descriptor >= 0) close(gathering->descriptor);
  free(gathering->bytes);
  return put != SQLITE_OK ? put : closed;
}

static int gathering_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  struct gathering_file *gathering = of(file);
  if (offset + count > gathering->start && offset < gathering->start + gathering->count) {
    int put = put_out(gathering);
    if (put != SQLITE_OK) return put;
  }
  return gathering->below->pMethods->xRead(gathering->below, bytes, count, offset);
}

static int gathering_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  struct gathering_file *gathering = of(file);
  int follows = gathering->count > 0 && offset == gathering->start + gathering->count;
  if (!follows || gathering->count + count > GATHERED_MAX) {
    int put = put_out(gathering);
    if (put != SQLITE_OK) return put;
    gathering->start = offset;
  }
  if (count > GATHERED_MAX) return gathering->below->pMethods->xWrite(gathering->below, bytes, count, offset);
  memcpy(gathering->bytes + gathering->count, bytes, (size_t)count);
  gathering->count += count;
  return SQLITE_OK;
}

static int gathering_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int put = put_out(of(file));
  return put != SQLITE_OK ? put : of(file)->below->pMethods->xTruncate(of(file)->below, size);
}

// Sending on the way is a hint: the sync behind it says what came of it.
static int gathering_sync(sqlite3_file *file, int flags) {
  struct gathering_file *gathering = of(file);
  int count = gathering->count;
  int put = put_out(gathering);
  if (put == SQLITE_OK && count > 0 && gathering->work && gathering->descriptor >= 0) {
    sync_file_range(gathering->descriptor, gathering->start, count, SYNC_FILE_RANGE_WRITE);
    gathering->work(gathering->owner);
  }
  return put != SQLITE_OK ? put : of(file)->below->pMethods->xSync(of(file)->below, flags);
}

static int gathering_size(sqlite3_file *file, sqlite3_int64 *size) {
  int put = put_out(of(file));
  return put != SQLITE_OK ? put : of(file)->below->pMethods->xFileSize(of(file)->below, size);
}

static int gathering_lock(sqlite3_file *file, int lock) {
  return of(file)->below->pMethods->xLock(of(file)->below, lock);
}

static int gathering_unlock(sqlite3_file *file, int lock) {
  return of(file)->below->pMethods->xUnlock(of(file)->below, lock);
}

static int gathering_reserved(sqlite3_file *file, int *held) {
  return of(file)->below->pMethods->xCheckReservedLock(of(file)->below, held);
}

static int gathering_control(sqlite3_file *file, int operation, void *argument) {
  int put = put_out(of(file));
  return put != SQLITE_OK ? put : of(file)->below->pMethods->xFileControl(of(file)->below, operation, argument);
}

static int gathering_sector(sqlite3_file *file) {
  return of(file)->below->pMethods->xSectorSize(of(file)->below);
}

static int gathering_device(sqlite3_file *file) {
  return of(file)->below->pMethods->xDeviceCharacteristics(of(file)->below);
}

// Version 1: a log is neither mapped nor has shared memory of its own.
static const sqlite3_io_methods gathering_methods = {
    .iVersion = 1,
    .xClose = gathering_close,
    .xRead = gathering_read,
    .xWrite = gathering_write,
    .xTruncate = gathering_truncate,
    .xSync = gathering_sync,
    .xFileSize = gathering_size,
    .xLock = gathering_lock,
    .xUnlock = gathering_unlock,
    .xCheckReservedLock = gathering_reserved,
    .xFileControl = gathering_control,
    .xSectorSize = gathering_sector,
    .xDeviceCharacteristics = gathering_device,
};

static sqlite3_vfs *beneath(sqlite3_vfs *vfs) { return vfs->pAppData; }

static int gathering_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  if (!(flags & SQLITE_OPEN_WAL)) return beneath(vfs)->xOpen(beneath(vfs), name, file, flags, out);
  struct gathering_file *gathering = of(file);
  memset(gathering, 0, sizeof *gathering);
  gathering->below = (sqlite3_file *)(gathering + 1);
  gathering->bytes = malloc(GATHERED_MAX);
  if (!gathering->bytes) return SQLITE_NOMEM;
  int code = beneath(vfs)->xOpen(beneath(vfs), name, gathering->below, flags, out);
  if (code == SQLITE_OK) {
    gathering->descriptor = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    gathering->base.pMethods = &gathering_methods;
  } else {
    if (gathering->below->pMethods) gathering->below->pMethods->xClose(gathering->below);
    free(gathering->bytes);
  }
  return code;
}

static int gathering_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  return beneath(vfs)->xDelete(beneath(vfs), name, sync);
}

static int gathering_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
  return beneath(vfs)->xAccess(beneath(vfs), name, flags, out);
}

static int gathering_path(sqlite3_vfs *vfs, const char *name, int count, char *out) {
  return beneath(vfs)->xFullPathname(beneath(vfs), name, count, out);
}

static int gathering_randomness(sqlite3_vfs *vfs, int count, char *out) {
  return beneath(vfs)->xRandomness(beneath(vfs), count, out);
}

static int gathering_sleep(sqlite3_vfs *vfs, int microseconds) {
  return beneath(vfs)->xSleep(beneath(vfs), microseconds);
}

static int gathering_error(sqlite3_vfs *vfs, int count, char *out) {
  return beneath(vfs)->xGetLastError(beneath(vfs), count, out);
}

static int gathering_time(sqlite3_vfs *vfs, sqlite3_int64 *out) {
  return beneath(vfs)->xCurrentTimeInt64(beneath(vfs), out);
}

int csqlite_work_while_syncing(sqlite3 *database, void (*work)(void *), void *owner) {
  sqlite3_file *log = NULL;
  int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (code != SQLITE_OK) return code;
  if (!log || log->pMethods != &gathering_methods) return SQLITE_NOTFOUND;
  of(log)->work = work;
  of(log)->owner = owner;
  return SQLITE_OK;
}

int csqlite_register_gathering(const char *name, const char *below) {
  if (sqlite3_vfs_find(name)) return SQLITE_OK;
  sqlite3_vfs *base = sqlite3_vfs_find(below);
  if (!base) return SQLITE_NOTFOUND;
  if (base->iVersion < 2) return SQLITE_MISUSE;
  size_t length = strlen(name) + 1;
  char *kept = malloc(length);
  sqlite3_vfs *vfs = calloc(1, sizeof *vfs);
  if (!kept || !vfs) {
    free(kept);
    free(vfs);
    return SQLITE_NOMEM;
  }
  memcpy(kept, name, length);
  *vfs = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = (int)sizeof(struct gathering_file) + base->szOsFile,
      .mxPathname = base->mxPathname,
      .zName = kept,
      .pAppData = base,
      .xOpen = gathering_open,
      .xDelete = gathering_delete,
      .xAccess = gathering_access,
      .xFullPathname = gathering_path,
      .xRandomness = gathering_randomness,
      .xSleep = gathering_sleep,
      .xGetLastError = gathering_error,
      .xCurrentTimeInt64 = gathering_time,
  };
  return sqlite3_vfs_register(vfs, 0);
}
