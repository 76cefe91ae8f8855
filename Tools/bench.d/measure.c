#include "measure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

uint64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

double cpu_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void samples_add(struct samples *samples, uint64_t ns)
{
    if (samples->count == samples->room) {
        samples->room = samples->room ? samples->room * 2 : 4096;
        samples->ns = realloc(samples->ns, samples->room * sizeof *samples->ns);
        if (!samples->ns)
            die("out of memory");
    }
    samples->ns[samples->count++] = ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double percentile_us(const struct samples *samples, double part)
{
    size_t rank = (size_t)(part * (double)samples->count);
    if (rank >= samples->count)
        rank = samples->count - 1;
    return samples->ns[rank] / 1e3;
}

void samples_print(struct samples *samples)
{
    double sum = 0;
    if (samples->count == 0) {
        printf("\"mean_us\": null, \"p50_us\": null, \"p99_us\": null, \"max_us\": null");
        return;
    }
    for (size_t i = 0; i < samples->count; i++)
        sum += samples->ns[i] / 1e3;
    qsort(samples->ns, samples->count, sizeof *samples->ns, ascending);
    printf("\"mean_us\": %.1f, \"p50_us\": %.1f, \"p99_us\": %.1f, \"max_us\": %.1f", sum / (double)samples->count,
           percentile_us(samples, 0.5), percentile_us(samples, 0.99), percentile_us(samples, 1));
}

char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        die("%s: %s", path, strerror(errno));
    size_t room = 1 << 20, count;
    char *text = malloc(room + 1);
    if (!text)
        die("out of memory");
    count = fread(text, 1, room, file);
    if (count == room)
        die("%s: longer than 1 MiB", path);
    fclose(file);
    text[count] = 0;
    return text;
}

void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

long number(const char *text)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || *end || end == text || value <= 0)
        die("not a positive number: %s", text);
    return value;
}
