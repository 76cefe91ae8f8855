/* The ledger's rows as a bare C program writes and reads them: the same schema, statements and durability. */
#ifndef ENGAGED_BENCH_ROWS_H
#define ENGAGED_BENCH_ROWS_H
#include <sqlite3.h>

enum { INSERTS_MAX = 8 };

/* The parameters that change from row to row. */
enum place { POSITION, VERSION, RECORDED, STREAM, EFFECTIVE, COMMAND, HASH, PLACES };

struct insert {
    sqlite3_stmt *statement;
    int places[PLACES];
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *begin, *commit;
    struct insert inserts[INSERTS_MAX];
    int insert_count;
    long long next;      /* the position the next row gets */
    long streams;        /* rows go round this many streams */
    const char *body;
};

struct store_options {
    const char *database, *schema, *insert, *body;
    long streams, autocheckpoint_pages;
};

/* Opens the database (creating it from the schema's text when it is empty) in WAL mode with synchronous=FULL. */
void store_open(struct store *store, const struct store_options *options);
void store_begin(struct store *store);

/* Runs every insert statement for the next row and returns its position. */
long long store_insert(struct store *store);

/* Commits: when it returns, the rows are durable. */
void store_commit(struct store *store);
void store_close(struct store *store);

/* Reads every row of a SELECT, touching every column; returns the rows, and by reference a sum over the bytes. */
long long store_scan(sqlite3 *db, const char *select, unsigned long long *sum);

/* Ends the program with SQLite's message unless the code is `wanted`. */
void sqlite_expect(sqlite3 *db, int code, int wanted, const char *doing);
#endif
