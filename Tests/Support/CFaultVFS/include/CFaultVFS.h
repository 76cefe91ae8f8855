// An SQLite file system that loses what was not synced.
//
// It passes everything on to the real one, and keeps for each file what a disk would hold for certain: the bytes as of
// the last sync, and the writes since. When the power is cut, every call fails; `faultvfs_restore` then puts on the
// real files what could have been found after the power came back.
//
// Its state is the process's: one test at a time.
#ifndef ENGAGED_CFAULTVFS_H
#define ENGAGED_CFAULTVFS_H

/// The name to open databases with.
#define FAULTVFS_NAME "fault"

/// What becomes of the writes since the last sync.
enum faultvfs_fate {
  /// They are all lost, deletions too.
  FAULTVFS_LOST = 0,
  /// They are all there but the last one of each file, of which only the first half of its sectors is.
  FAULTVFS_TORN = 1,
  /// Any sector of any of them may be there or not.
  FAULTVFS_SHUFFLED = 2
};

/// Makes the file system known to SQLite; returns SQLITE_OK. May be called again.
int faultvfs_register(void);
/// Forgets all files and plans, and switches the power on.
void faultvfs_reset(void);

/// Cuts the power at the n-th sync from now on (from 1): before it has any effect, or after it has its full effect but
/// before it returns.
void faultvfs_cut_at_sync(int n, int has_effect);
/// Cuts the power now.
void faultvfs_cut_now(void);
int faultvfs_is_cut(void);
/// Puts on the real files what the disk held. Every connection must be closed.
void faultvfs_restore(enum faultvfs_fate fate, unsigned long long seed);

/// Lets the n-th write from now on (from 1) and the `count - 1` after it fail with an SQLite result code.
void faultvfs_fail_writes(int n, int count, int code);
/// Lets the n-th sync from now on (from 1) fail with an SQLite result code; its writes stay unsynced.
void faultvfs_fail_sync(int n, int code);

/// How many syncs and writes there were since the last reset.
int faultvfs_syncs(void);
int faultvfs_writes(void);

#endif
