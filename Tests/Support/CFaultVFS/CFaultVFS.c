#include "CFaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512 };

/// A write (data set) or a truncation (data null) that no sync has covered yet.
struct change {
  size_t offset;
  size_t count;
  unsigned char *data;
};

struct image {
  unsigned char *bytes;
  size_t count;
};

struct tracked {
  char *path;
  int is_certain;  // the file's name is on the disk for certain
  struct image disk;
  struct change *changes;
  size_t change_count;
  struct tracked *next;
};

struct fault_file {
  sqlite3_file base;
  struct tracked *tracked;
  sqlite3_file *real;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *real_vfs;
static struct tracked *files;
static int syncs, writes, is_cut;
static int cut_at, cut_has_effect;
static int fail_write_at, fail_write_count, fail_write_code;
static int fail_sync_at, fail_sync_code;

static void *checked(void *memory) {
  if (memory == NULL) abort();
  return memory;
}

// What is on the disk ---------------------------------------------------------------------------------------------

static void image_resize(struct image *image, size_t count) {
  image->bytes = checked(realloc(image->bytes, count + 1));
  if (count > image->count) memset(image->bytes + image->count, 0, count - image->count);
  image->count = count;
}

static void image_write(struct image *image, size_t offset, const unsigned char *data, size_t count) {
  if (offset + count > image->count) image_resize(image, offset + count);
  memcpy(image->bytes + offset, data, count);
}

static void image_apply(struct image *image, const struct change *change) {
  if (change->data == NULL) {
    image_resize(image, change->offset);
  } else {
    image_write(image, change->offset, change->data, change->count);
  }
}

static struct image image_read(const char *path) {
  struct image image = {checked(calloc(1, 1)), 0};
  FILE *file = fopen(path, "rb");
  if (file == NULL) return image;
  unsigned char buffer[65536];
  size_t count;
  while ((count = fread(buffer, 1, sizeof buffer, file)) > 0) image_write(&image, image.count, buffer, count);
  fclose(file);
  return image;
}

static void image_save(const struct image *image, const char *path) {
  FILE *file = checked(fopen(path, "wb"));
  if (fwrite(image->bytes, 1, image->count, file) != image->count) abort();
  fclose(file);
}

// What is not yet -------------------------------------------------------------------------------------------------

static void forget_changes(struct tracked *tracked) {
  for (size_t i = 0; i < tracked->change_count; i++) free(tracked->changes[i].data);
  free(tracked->changes);
  tracked->changes = NULL;
  tracked->change_count = 0;
}

static void note_change(struct tracked *tracked, size_t offset, const void *data, size_t count) {
  size_t size = (tracked->change_count + 1) * sizeof *tracked->changes;
  tracked->changes = checked(realloc(tracked->changes, size));
  struct change *change = &tracked->changes[tracked->change_count++];
  *change = (struct change){offset, count, NULL};
  if (data == NULL) return;
  change->data = checked(malloc(count + 1));
  memcpy(change->data, data, count);
}

static void make_certain(struct tracked *tracked) {
  for (size_t i = 0; i < tracked->change_count; i++) image_apply(&tracked->disk, &tracked->changes[i]);
  forget_changes(tracked);
  tracked->is_certain = 1;
}

static struct tracked *find(const char *path) {
  for (struct tracked *file = files; file != NULL; file = file->next) {
    if (strcmp(file->path, path) == 0) return file;
  }
  return NULL;
}

static struct tracked *track(const char *path) {
  struct tracked *file = find(path);
  int exists = access(path, F_OK) == 0;
  if (file == NULL) {
    file = checked(calloc(1, sizeof *file));
    file->path = checked(strdup(path));
    file->disk = image_read(path);
    file->is_certain = exists;
    file->next = files;
    files = file;
  }
  return file;
}

// The plan --------------------------------------------------------------------------------------------------------

static int write_result(void) {
  writes++;
  if (is_cut) return SQLITE_IOERR_WRITE;
  if (fail_write_count > 0 && writes >= fail_write_at) {
    fail_write_count--;
    return fail_write_code;
  }
  return SQLITE_OK;
}

static int sync_result(struct tracked *tracked) {
  syncs++;
  if (is_cut) return SQLITE_IOERR_FSYNC;
  if (cut_at > 0 && syncs == cut_at) {
    if (cut_has_effect) make_certain(tracked);
    is_cut = 1;
    return SQLITE_IOERR_FSYNC;
  }
  if (fail_sync_at > 0 && syncs == fail_sync_at) return fail_sync_code;
  make_certain(tracked);
  return SQLITE_OK;
}

// The methods of a file -------------------------------------------------------------------------------------------

static sqlite3_file *real(sqlite3_file *file) { return ((struct fault_file *)file)->real; }

static int fault_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int fault_read(sqlite3_file *file, void *buffer, int count, sqlite3_int64 offset) {
  if (is_cut) return SQLITE_IOERR_READ;
  return real(file)->pMethods->xRead(real(file), buffer, count, offset);
}

static int fault_write(sqlite3_file *file, const void *data, int count, sqlite3_int64 offset) {
  pthread_mutex_lock(&mutex);
  int result = write_result();
  if (result == SQLITE_OK) note_change(((struct fault_file *)file)->tracked, (size_t)offset, data, (size_t)count);
  pthread_mutex_unlock(&mutex);
  return result == SQLITE_OK ? real(file)->pMethods->xWrite(real(file), data, count, offset) : result;
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (is_cut) return SQLITE_IOERR_TRUNCATE;
  pthread_mutex_lock(&mutex);
  note_change(((struct fault_file *)file)->tracked, (size_t)size, NULL, 0);
  pthread_mutex_unlock(&mutex);
  return real(file)->pMethods->xTruncate(real(file), size);
}

/// The real sync is left out: what it would make certain is kept in memory.
static int fault_sync(sqlite3_file *file, int flags) {
  (void)flags;
  pthread_mutex_lock(&mutex);
  int result = sync_result(((struct fault_file *)file)->tracked);
  pthread_mutex_unlock(&mutex);
  return result;
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}

static int fault_lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }

static int fault_unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

static int fault_reserved(sqlite3_file *file, int *result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

static int fault_control(sqlite3_file *file, int operation, void *argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int fault_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int fault_character(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

static int fault_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
  return real(file)->pMethods->xShmMap(real(file), region, size, extend, memory);
}

static int fault_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void fault_shm_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int fault_shm_unmap(sqlite3_file *file, int is_last) {
  return real(file)->pMethods->xShmUnmap(real(file), is_last);
}

static const sqlite3_io_methods methods = {
    2,          fault_close,  fault_read,     fault_write,   fault_truncate, fault_sync,      fault_size,
    fault_lock, fault_unlock, fault_reserved, fault_control, fault_sector,   fault_character, fault_shm_map,
    fault_shm_lock, fault_shm_barrier, fault_shm_unmap, NULL, NULL};

// The methods of the file system ----------------------------------------------------------------------------------

static int fault_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  struct fault_file *fault = (struct fault_file *)file;
  fault->base.pMethods = NULL;
  fault->real = (sqlite3_file *)(fault + 1);
  if (path == NULL) return real_vfs->xOpen(real_vfs, path, file, flags, out_flags);
  pthread_mutex_lock(&mutex);
  fault->tracked = track(path);
  pthread_mutex_unlock(&mutex);
  int result = real_vfs->xOpen(real_vfs, path, fault->real, flags, out_flags);
  if (fault->real->pMethods != NULL) fault->base.pMethods = &methods;
  return result;
}

/// Nobody syncs the folder after it, so the name may be there again, with what was certain under it.
static int fault_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  if (is_cut) return SQLITE_IOERR_DELETE;
  pthread_mutex_lock(&mutex);
  struct tracked *tracked = find(path);
  if (tracked != NULL && sync_folder) {
    forget_changes(tracked);
    image_resize(&tracked->disk, 0);
    tracked->is_certain = 0;
  } else if (tracked != NULL) {
    note_change(tracked, 0, NULL, 0);
  }
  pthread_mutex_unlock(&mutex);
  return real_vfs->xDelete(real_vfs, path, sync_folder);
}

int faultvfs_register(void) {
  static sqlite3_vfs fault;
  if (sqlite3_vfs_find(FAULTVFS_NAME) != NULL) return SQLITE_OK;
  real_vfs = sqlite3_vfs_find(NULL);
  if (real_vfs == NULL) return SQLITE_ERROR;
  fault = *real_vfs;
  fault.zName = FAULTVFS_NAME;
  fault.szOsFile = (int)sizeof(struct fault_file) + real_vfs->szOsFile;
  fault.xOpen = fault_open;
  fault.xDelete = fault_delete;
  return sqlite3_vfs_register(&fault, 0);
}

// After the power came back ---------------------------------------------------------------------------------------

static unsigned long long mix(unsigned long long *state) {
  *state += 0x9E3779B97F4A7C15ull;
  unsigned long long x = *state;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

static void tear(struct image *image, const struct change *change) {
  if (change->data == NULL) return;
  size_t half = change->count / SECTOR / 2 * SECTOR;
  image_write(image, change->offset, change->data, half);
}

static void shuffle(struct image *image, const struct change *change, unsigned long long *seed) {
  if (change->data == NULL) {
    if (mix(seed) & 1) image_resize(image, change->offset);
    return;
  }
  for (size_t start = 0; start < change->count; start += SECTOR) {
    size_t count = change->count - start < SECTOR ? change->count - start : SECTOR;
    if (mix(seed) & 1) image_write(image, change->offset + start, change->data + start, count);
  }
}

static void restore(struct tracked *tracked, enum faultvfs_fate fate, unsigned long long *seed) {
  for (size_t i = 0; i < tracked->change_count && fate != FAULTVFS_LOST; i++) {
    const struct change *change = &tracked->changes[i];
    if (fate == FAULTVFS_SHUFFLED) {
      shuffle(&tracked->disk, change, seed);
    } else if (i + 1 < tracked->change_count) {
      image_apply(&tracked->disk, change);
    } else {
      tear(&tracked->disk, change);
    }
  }
  if (tracked->is_certain || fate != FAULTVFS_LOST) {
    image_save(&tracked->disk, tracked->path);
  } else {
    unlink(tracked->path);
  }
}

void faultvfs_restore(enum faultvfs_fate fate, unsigned long long seed) {
  pthread_mutex_lock(&mutex);
  for (struct tracked *file = files; file != NULL; file = file->next) restore(file, fate, &seed);
  pthread_mutex_unlock(&mutex);
  faultvfs_reset();
}

void faultvfs_reset(void) {
  pthread_mutex_lock(&mutex);
  while (files != NULL) {
    struct tracked *next = files->next;
    forget_changes(files);
    free(files->disk.bytes);
    free(files->path);
    free(files);
    files = next;
  }
  syncs = writes = is_cut = cut_at = cut_has_effect = 0;
  fail_write_at = fail_write_count = fail_sync_at = 0;
  pthread_mutex_unlock(&mutex);
}

void faultvfs_cut_at_sync(int n, int has_effect) {
  cut_at = syncs + n;
  cut_has_effect = has_effect;
}

void faultvfs_cut_now(void) { is_cut = 1; }

int faultvfs_is_cut(void) { return is_cut; }

void faultvfs_fail_writes(int n, int count, int code) {
  fail_write_at = writes + n;
  fail_write_count = count;
  fail_write_code = code;
}

void faultvfs_fail_sync(int n, int code) {
  fail_sync_at = syncs + n;
  fail_sync_code = code;
}

int faultvfs_syncs(void) { return syncs; }

int faultvfs_writes(void) { return writes; }
