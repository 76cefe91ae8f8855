/* Time, samples and their distribution, and the way out on an error: shared by the programs of the benchmark. */
#ifndef ENGAGED_BENCH_MEASURE_H
#define ENGAGED_BENCH_MEASURE_H
#include <stddef.h>
#include <stdint.h>

/* Durations in nanoseconds, in the order they were added until asked for a percentile. */
struct samples {
    uint32_t *ns;
    size_t count, room;
};

/* Nanoseconds of CLOCK_MONOTONIC. */
uint64_t now_ns(void);

/* Seconds of processor time this process has used, user and system. */
double cpu_seconds(void);

/* Adds one duration; one over 4.29 s counts as that. */
void samples_add(struct samples *samples, uint64_t ns);

/* Prints `"mean_us": …, "p50_us": …, "p99_us": …, "max_us": …` and sorts the samples. */
void samples_print(struct samples *samples);

/* The whole of a file, NUL-terminated; ends the program when it cannot be read. */
char *read_file(const char *path);

/* Prints a message (printf style) on stderr and exits 1. */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* A positive number from the command line; anything else ends the program. */
long number(const char *text);
#endif
