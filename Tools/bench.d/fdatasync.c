/* What one durable write costs on this file system: write and fdatasync, growing a file and writing over it again. */
#include "measure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: fdatasync FILE [COUNT [BYTES]]\n"
    "Writes BYTES (8272, two WAL frames) COUNT (2000) times, each followed by fdatasync: first growing FILE, then\n"
    "over what is there, as a write-ahead log does after its first checkpoint. Prints one JSON object; FILE is\n"
    "removed.\n";

static void pass(int file, const char *name, long count, size_t bytes)
{
    struct samples samples = {0};
    char *block = malloc(bytes);
    if (!block)
        die("out of memory");
    memset(block, 0x5a, bytes);
    for (long i = 0; i < count; i++) {
        uint64_t begun = now_ns();
        if (pwrite(file, block, bytes, (off_t)i * (off_t)bytes) != (ssize_t)bytes)
            die("write: %s", strerror(errno));
        if (fdatasync(file) != 0)
            die("fdatasync: %s", strerror(errno));
        samples_add(&samples, now_ns() - begun);
    }
    printf("\"%s\": {", name);
    samples_print(&samples);
    printf("}");
    free(samples.ns);
    free(block);
}

int main(int count, char **arguments)
{
    if (count < 2 || count > 4 || arguments[1][0] == '-') {
        int asked = count == 2 && strcmp(arguments[1], "--help") == 0;
        fputs(usage, asked ? stdout : stderr);
        return asked ? 0 : 64;
    }
    long times = count > 2 ? number(arguments[2]) : 2000;
    size_t bytes = count > 3 ? (size_t)number(arguments[3]) : 8272;
    int file = open(arguments[1], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        die("%s: %s", arguments[1], strerror(errno));
    printf("{\"count\": %ld, \"bytes\": %zu, ", times, bytes);
    pass(file, "growing", times, bytes);
    printf(", ");
    pass(file, "over", times, bytes);
    puts("}");
    close(file);
    unlink(arguments[1]);
    return 0;
}
