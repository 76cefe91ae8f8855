#include "rows.h"

#include "measure.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char default_body[] =
    "{\"metric\":\"first-response\",\"segment\":\"r0\",\"source\":\"crm\",\"from\":\"2020-03-14\","
    "\"to\":\"2020-03-14\",\"numerator\":\"389\",\"denominator\":\"400\",\"unit\":\"percent\",\"sample\":400}";

void sqlite_expect(sqlite3 *db, int code, int wanted, const char *doing)
{
    if (code != wanted)
        die("%s: %s (%d)", doing, sqlite3_errmsg(db), code);
}

static void run(sqlite3 *db, const char *sql)
{
    sqlite_expect(db, sqlite3_exec(db, sql, 0, 0, 0), SQLITE_OK, sql);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, const char **rest)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, rest);
    sqlite_expect(db, code, SQLITE_OK, sql);
    return statement;
}

static long long single(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = prepare(db, sql, 0);
    sqlite_expect(db, sqlite3_step(statement), SQLITE_ROW, sql);
    long long value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static const char *const place_names[PLACES] = {
    [POSITION] = ":position", [VERSION] = ":version", [RECORDED] = ":recorded", [STREAM] = ":stream",
    [EFFECTIVE] = ":effective", [COMMAND] = ":command", [HASH] = ":hash"};

static void prepare_inserts(struct store *store, const char *path)
{
    const char *rest = read_file(path);
    while (*rest) {
        sqlite3_stmt *statement = prepare(store->db, rest, &rest);
        if (!statement)
            break;
        if (store->insert_count == INSERTS_MAX)
            die("%s: more than %d statements", path, INSERTS_MAX);
        struct insert *insert = &store->inserts[store->insert_count++];
        insert->statement = statement;
        for (int place = 0; place < PLACES; place++)
            insert->places[place] = sqlite3_bind_parameter_index(statement, place_names[place]);
    }
}

/* What stays the same in every row is bound once; a parameter that a statement does not name is passed over. */
static void bind_constants(struct store *store)
{
    static const char *texts[][2] = {
        {":type", "kpi.measured"}, {":actor", "uid=1000 person=p-7f3a roles=feed"}, {":person", "p-7f3a"}};
    for (int i = 0; i < store->insert_count; i++) {
        sqlite3_stmt *insert = store->inserts[i].statement;
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            sqlite3_bind_text(insert, sqlite3_bind_parameter_index(insert, texts[t][0]), texts[t][1], -1,
                              SQLITE_STATIC);
        sqlite3_bind_int(insert, sqlite3_bind_parameter_index(insert, ":schema"), 1);
        sqlite3_bind_int(insert, sqlite3_bind_parameter_index(insert, ":count"), 1);
        sqlite3_bind_text(insert, sqlite3_bind_parameter_index(insert, ":body"), store->body, -1, SQLITE_STATIC);
    }
}

void store_open(struct store *store, const struct store_options *options)
{
    char pragma[64];
    *store = (struct store){.streams = options->streams};
    store->body = options->body ? read_file(options->body) : default_body;
    sqlite_expect(store->db, sqlite3_open(options->database, &store->db), SQLITE_OK, options->database);
    run(store->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    snprintf(pragma, sizeof pragma, "PRAGMA wal_autocheckpoint=%ld", options->autocheckpoint_pages);
    run(store->db, pragma);
    if (single(store->db, "SELECT count(*) FROM sqlite_schema") == 0)
        run(store->db, read_file(options->schema));
    store->begin = prepare(store->db, "BEGIN IMMEDIATE", 0);
    store->commit = prepare(store->db, "COMMIT", 0);
    prepare_inserts(store, options->insert);
    bind_constants(store);
    store->next = single(store->db, "SELECT coalesce(max(position), -1) + 1 FROM event");
}

static void step_done(struct store *store, sqlite3_stmt *statement, const char *doing)
{
    sqlite_expect(store->db, sqlite3_step(statement), SQLITE_DONE, doing);
    sqlite3_reset(statement);
}

void store_begin(struct store *store)
{
    step_done(store, store->begin, "begin");
}

void store_commit(struct store *store)
{
    step_done(store, store->commit, "commit");
}

/* Stand-ins for hashes and ids: spread like them, and free of charge. */
static void scatter(uint64_t seed, unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i += 8) {
        seed += 0x9e3779b97f4a7c15u;
        uint64_t mixed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        memcpy(bytes + i, &mixed, 8);
    }
}

static void uuid_text(const unsigned char *bytes, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *text++ = '-';
        *text++ = digits[bytes[i] >> 4];
        *text++ = digits[bytes[i] & 15];
    }
}

struct row {
    char stream[48], effective[16], command[36];
    unsigned char hash[32];
    long long version, recorded_us;
};

/* Ids count up in time and scatter at the end, as UUIDs of version 7 do. */
static void fill_id(long long position, struct row *row)
{
    unsigned char id[16];
    memcpy(id, row->hash, sizeof id);
    uint64_t ms = 1764000000000u + (uint64_t)position / 16;
    for (int i = 0; i < 6; i++)
        id[i] = (unsigned char)(ms >> (40 - 8 * i));
    id[6] = (unsigned char)(0x70 | (id[6] & 0x0f));
    id[8] = (unsigned char)(0x80 | (id[8] & 0x3f));
    uuid_text(id, row->command);
}

static void fill(const struct store *store, struct row *row)
{
    long long version = store->next / store->streams + 1;
    time_t day = 1735689600 + (time_t)(version % 3650) * 86400;
    struct tm date;
    gmtime_r(&day, &date);
    strftime(row->effective, sizeof row->effective, "%Y-%m-%d", &date);
    snprintf(row->stream, sizeof row->stream, "engagement/ENG-2026-%04lld", store->next % store->streams);
    scatter((uint64_t)store->next, row->hash, sizeof row->hash);
    fill_id(store->next, row);
    row->version = version;
    row->recorded_us = 1764000000000000 + store->next;
}

/* Binds by the places found when the statement was prepared; place 0, a parameter not named, is passed over. */
static void bind_row(const struct store *store, const struct insert *insert, const struct row *row)
{
    const int *at = insert->places;
    sqlite3_stmt *statement = insert->statement;
    sqlite3_bind_int64(statement, at[POSITION], store->next);
    sqlite3_bind_int64(statement, at[VERSION], row->version);
    sqlite3_bind_int64(statement, at[RECORDED], row->recorded_us);
    sqlite3_bind_text(statement, at[STREAM], row->stream, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, at[EFFECTIVE], row->effective, 10, SQLITE_STATIC);
    sqlite3_bind_text(statement, at[COMMAND], row->command, 36, SQLITE_STATIC);
    sqlite3_bind_blob(statement, at[HASH], row->hash, 32, SQLITE_STATIC);
}

long long store_insert(struct store *store)
{
    struct row row;
    fill(store, &row);
    for (int i = 0; i < store->insert_count; i++) {
        bind_row(store, &store->inserts[i], &row);
        step_done(store, store->inserts[i].statement, "insert");
    }
    return store->next++;
}

void store_close(struct store *store)
{
    sqlite3_finalize(store->begin);
    sqlite3_finalize(store->commit);
    for (int i = 0; i < store->insert_count; i++)
        sqlite3_finalize(store->inserts[i].statement);
    sqlite_expect(store->db, sqlite3_close(store->db), SQLITE_OK, "close");
}

static unsigned long long touch(sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);
    if (type == SQLITE_INTEGER)
        return (unsigned long long)sqlite3_column_int64(row, column);
    const unsigned char *bytes = type == SQLITE_BLOB ? sqlite3_column_blob(row, column)
                                                     : sqlite3_column_text(row, column);
    int count = sqlite3_column_bytes(row, column);
    return count > 0 ? bytes[0] + bytes[count - 1] + (unsigned long long)count : 0;
}

long long store_scan(sqlite3 *db, const char *select, unsigned long long *sum)
{
    sqlite3_stmt *row = prepare(db, select, 0);
    long long count = 0;
    int code, columns = sqlite3_column_count(row);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        for (int column = 0; column < columns; column++)
            *sum += touch(row, column);
        count++;
    }
    sqlite_expect(db, code, SQLITE_DONE, "scan");
    sqlite3_finalize(row);
    return count;
}
