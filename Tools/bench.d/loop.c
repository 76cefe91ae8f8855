/* The bare C loop on libsqlite3: what the file system and SQLite allow, with nothing else in the way. */
#include "measure.h"
#include "rows.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: loop --database FILE --schema FILE --insert FILE [options]   write, and print one JSON object\n"
    "       loop --database FILE --scan FILE                             read every column of every row\n"
    "  --count N             rows to write (10000)\n"
    "  --batch K             rows per commit (1)\n"
    "  --streams N           rows go round this many streams (64)\n"
    "  --body FILE           the body of every row\n"
    "  --autocheckpoint N    pages (SQLite's own default: 1000)\n"
    "  --help                this text\n";

struct job {
    struct store_options store;
    const char *scan;
    long count, batch;
};

static void take(struct job *job, int option)
{
    switch (option) {
    case 'd': job->store.database = optarg; break;
    case 's': job->store.schema = optarg; break;
    case 'i': job->store.insert = optarg; break;
    case 'b': job->store.body = optarg; break;
    case 'r': job->scan = optarg; break;
    case 'n': job->count = number(optarg); break;
    case 'k': job->batch = number(optarg); break;
    case 't': job->store.streams = number(optarg); break;
    case 'a': job->store.autocheckpoint_pages = number(optarg); break;
    case 'h': fputs(usage, stdout); exit(0);
    default: fputs(usage, stderr); exit(64);
    }
}

static struct job parse(int count, char **arguments)
{
    static const struct option options[] = {
        {"database", 1, 0, 'd'}, {"schema", 1, 0, 's'}, {"insert", 1, 0, 'i'}, {"body", 1, 0, 'b'},
        {"scan", 1, 0, 'r'}, {"count", 1, 0, 'n'}, {"batch", 1, 0, 'k'}, {"streams", 1, 0, 't'},
        {"autocheckpoint", 1, 0, 'a'}, {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    struct job job = {.count = 10000, .batch = 1, .store = {.streams = 64, .autocheckpoint_pages = 1000}};
    int option;
    while ((option = getopt_long(count, arguments, "", options, 0)) != -1)
        take(&job, option);
    if (!job.store.database || (!job.scan && (!job.store.schema || !job.store.insert))) {
        fputs(usage, stderr);
        exit(64);
    }
    return job;
}

static void write_rows(const struct job *job)
{
    struct store store;
    struct samples commits = {0};
    store_open(&store, &job->store);
    uint64_t start = now_ns();
    for (long done = 0; done < job->count;) {
        uint64_t begun = now_ns();
        store_begin(&store);
        for (long row = 0; row < job->batch && done < job->count; row++, done++)
            store_insert(&store);
        store_commit(&store);
        samples_add(&commits, now_ns() - begun);
    }
    double seconds = (double)(now_ns() - start) / 1e9;
    printf("{\"events\": %ld, \"batch\": %ld, \"seconds\": %.6f, \"events_per_second\": %.1f, \"cpu_seconds\": %.3f, ",
           job->count, job->batch, seconds, (double)job->count / seconds, cpu_seconds());
    samples_print(&commits);
    puts("}");
    store_close(&store);
}

static void scan_rows(const struct job *job)
{
    sqlite3 *db;
    unsigned long long sum = 0;
    int code = sqlite3_open_v2(job->store.database, &db, SQLITE_OPEN_READONLY, 0);
    sqlite_expect(db, code, SQLITE_OK, job->store.database);
    uint64_t start = now_ns();
    long long count = store_scan(db, read_file(job->scan), &sum);
    double seconds = (double)(now_ns() - start) / 1e9;
    printf("{\"events\": %lld, \"seconds\": %.6f, \"events_per_second\": %.1f, \"sum\": %llu}\n", count, seconds,
           (double)count / seconds, sum);
    sqlite3_close(db);
}

int main(int count, char **arguments)
{
    struct job job = parse(count, arguments);
    if (job.scan)
        scan_rows(&job);
    else
        write_rows(&job);
    return 0;
}
