/* A closed-loop load on a Unix socket: N clients, each with one request outstanding, every reply checked. */
#include "measure.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: load --socket PATH --template FILE [options]\n"
    "  --clients N     connections (1)\n"
    "  --count N       requests to measure (10000)\n"
    "  --seconds S     or: measure for so long\n"
    "  --warmup N      requests before measuring (0)\n"
    "  --first N       the first number for %N% and %SEQ%, and so the first day after --date (0)\n"
    "  --date DATE     the first date for %DATE% (2016-01-01)\n"
    "  --days N        after so many days %DATE% begins again, and %ROUND% goes up by one (3650)\n"
    "  --help          this text\n"
    "The template is one JSON frame. In it stand: %UUID% a fresh UUID of version 7, %N% a number counted over all\n"
    "clients, %SEQ% one counted per client, %CLIENT% the client's number, %CLIENT4% the same with four digits,\n"
    "%DATE% a date that goes up by a day with each of the client's requests, %ROUND% how often it began again.\n"
    "Prints one JSON object; exits 1 when a reply was an error.\n";

enum { FRAME_MAX_BYTES = 65536, PARTS_MAX = 64, READY_MAX = 256, ERRORS_MAX = 100 };

enum kind { TEXT, UUID, COUNTER, SEQUENCE, CLIENT, CLIENT4, DATE, ROUND };

struct part {
    enum kind kind;
    const char *text;
    size_t length;
};

struct client {
    int socket;
    long index, sequence;
    uint64_t sent_ns;
    size_t count;
    char reply[FRAME_MAX_BYTES];
};

struct load {
    const char *path, *template;
    long clients, count, warmup, seconds, counter, days;
    time_t date;
    struct part parts[PARTS_MAX];
    int part_count, poll, outstanding;
    uint64_t random[2], started_ns, ended_ns;
    double cpu_started;
    long issued, finished, errors;
    char first_error[400];
    struct samples samples;
};

static const struct { const char *name; enum kind kind; } places[] = {
    {"%UUID%", UUID}, {"%N%", COUNTER}, {"%SEQ%", SEQUENCE}, {"%CLIENT%", CLIENT}, {"%CLIENT4%", CLIENT4},
    {"%DATE%", DATE}, {"%ROUND%", ROUND}};

static void add_part(struct load *load, enum kind kind, const char *text, size_t length)
{
    if (kind == TEXT && length == 0)
        return;
    if (load->part_count == PARTS_MAX)
        die("%s: more than %d parts", load->template, PARTS_MAX);
    load->parts[load->part_count++] = (struct part){kind, text, length};
}

static size_t place_at(const char *text, enum kind *kind)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i].name);
        if (strncmp(text, places[i].name, length) == 0) {
            *kind = places[i].kind;
            return length;
        }
    }
    return 0;
}

/* Cuts the template into literal text and places to fill, once; white space at its end is dropped. */
static void compile(struct load *load)
{
    char *text = read_file(load->template);
    size_t length = strlen(text);
    while (length && (text[length - 1] == '\n' || text[length - 1] == ' '))
        text[--length] = 0;
    const char *literal = text, *at = text;
    while (*at) {
        enum kind kind;
        size_t skip = *at == '%' ? place_at(at, &kind) : 0;
        if (!skip) {
            at++;
            continue;
        }
        add_part(load, TEXT, literal, (size_t)(at - literal));
        add_part(load, kind, 0, 0);
        literal = at += skip;
    }
    add_part(load, TEXT, literal, (size_t)(at - literal));
}

static uint64_t random_bits(struct load *load)
{
    uint64_t a = load->random[0], b = load->random[1];
    load->random[0] = b;
    a ^= a << 23;
    load->random[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
    return load->random[1] + b;
}

static char *put_hex(char *out, uint64_t bits, int digits)
{
    for (int i = digits - 1; i >= 0; i--)
        *out++ = "0123456789abcdef"[(bits >> (4 * i)) & 15];
    return out;
}

static char *put_uuid(struct load *load, char *out)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000, random = random_bits(load);
    out = put_hex(out, ms >> 16, 8);
    *out++ = '-';
    out = put_hex(out, ms & 0xffff, 4);
    *out++ = '-';
    out = put_hex(out, 0x7000 | (random & 0xfff), 4);
    *out++ = '-';
    out = put_hex(out, 0x8000 | ((random >> 12) & 0x3fff), 4);
    *out++ = '-';
    return put_hex(out, random_bits(load), 12);
}

static char *put_date(char *out, time_t date)
{
    struct tm day;
    gmtime_r(&date, &day);
    return out + sprintf(out, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

static char *put_part(struct load *load, const struct client *client, const struct part *part, char *out)
{
    switch (part->kind) {
    case TEXT: memcpy(out, part->text, part->length); return out + part->length;
    case UUID: return put_uuid(load, out);
    case COUNTER: return out + sprintf(out, "%ld", load->counter);
    case SEQUENCE: return out + sprintf(out, "%ld", client->sequence);
    case CLIENT: return out + sprintf(out, "%ld", client->index);
    case CLIENT4: return out + sprintf(out, "%04ld", client->index);
    case DATE: return put_date(out, load->date + client->sequence % load->days * 86400);
    case ROUND: return out + sprintf(out, "%ld", client->sequence / load->days);
    }
    return out;
}

static void request(struct load *load, struct client *client)
{
    char frame[FRAME_MAX_BYTES], *end = frame;
    for (int i = 0; i < load->part_count; i++) {
        if (end + load->parts[i].length + 64 > frame + sizeof frame)
            die("%s: longer than a frame", load->template);
        end = put_part(load, client, &load->parts[i], end);
    }
    *end++ = 0;
    client->sequence++;
    load->counter++;
    load->issued++;
    load->outstanding++;
    client->sent_ns = now_ns();
    if (send(client->socket, frame, (size_t)(end - frame), MSG_NOSIGNAL) != end - frame)
        die("send: %s", strerror(errno));
}

/* Whether a frame's outermost object has this key; strings inside are passed over, so a value cannot pose as one. */
static int has_key(const char *frame, const char *key)
{
    size_t length = strlen(key);
    int depth = 0;
    for (const char *at = frame; *at; at++) {
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        if (*at != '"')
            continue;
        const char *start = at + 1;
        for (at = start; *at && *at != '"'; at++)
            if (*at == '\\' && at[1])
                at++;
        if (!*at)
            return 0;
        if (depth == 1 && (size_t)(at - start) == length && strncmp(start, key, length) == 0 &&
            at[1 + strspn(at + 1, " ")] == ':')
            return 1;
    }
    return 0;
}

static void check(struct load *load, const struct client *client)
{
    if (has_key(client->reply, "parameters") && !has_key(client->reply, "error"))
        return;
    if (load->errors++ == 0)
        snprintf(load->first_error, sizeof load->first_error, "%.399s", client->reply);
    if (load->errors >= ERRORS_MAX)
        die("%d errors, the first: %s", ERRORS_MAX, load->first_error);
}

/* Whether another request may be sent: the warm-up and then the count, or the time. */
static int more(const struct load *load)
{
    if (load->seconds && load->started_ns)
        return now_ns() - load->started_ns < (uint64_t)load->seconds * 1000000000u;
    return load->seconds || load->issued < load->warmup + load->count;
}

static void finish(struct load *load, struct client *client)
{
    uint64_t now = now_ns();
    load->outstanding--;
    load->finished++;
    if (load->started_ns)
        samples_add(&load->samples, now - client->sent_ns);
    load->ended_ns = now;
    check(load, client);
    client->count = 0;
    if (!load->started_ns && load->finished >= load->warmup) {
        load->started_ns = now_ns();
        load->cpu_started = cpu_seconds();
    }
    if (more(load))
        request(load, client);
}

static void hear(struct load *load, struct client *client)
{
    ssize_t got = recv(client->socket, client->reply + client->count, sizeof client->reply - client->count,
                       MSG_DONTWAIT);
    if (got <= 0)
        die("client %ld: %s", client->index, got ? strerror(errno) : "the server closed the connection");
    client->count += (size_t)got;
    if (client->reply[client->count - 1] == 0)
        finish(load, client);
    else if (client->count == sizeof client->reply)
        die("client %ld: a reply is longer than %d bytes", client->index, FRAME_MAX_BYTES);
}

static void connect_client(struct load *load, struct client *client, long index)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (strlen(load->path) >= sizeof address.sun_path)
        die("%s: too long for a socket", load->path);
    strcpy(address.sun_path, load->path);
    client->index = index;
    client->sequence = load->counter;
    client->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client->socket < 0 || connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0)
        die("%s: %s", load->path, strerror(errno));
    if (epoll_ctl(load->poll, EPOLL_CTL_ADD, client->socket, &event) != 0)
        die("epoll_ctl: %s", strerror(errno));
}

static void run(struct load *load)
{
    struct epoll_event ready[READY_MAX];
    struct client *clients = calloc((size_t)load->clients, sizeof *clients);
    if (!clients || getrandom(load->random, sizeof load->random, 0) != sizeof load->random)
        die("no memory or no randomness");
    load->poll = epoll_create1(EPOLL_CLOEXEC);
    for (long i = 0; i < load->clients; i++)
        connect_client(load, &clients[i], i);
    if (load->warmup == 0) {
        load->started_ns = now_ns();
        load->cpu_started = cpu_seconds();
    }
    for (long i = 0; i < load->clients && more(load); i++)
        request(load, &clients[i]);
    while (load->outstanding) {
        int count = epoll_wait(load->poll, ready, READY_MAX, 30000);
        if (count <= 0)
            die("no reply within 30 s; %d outstanding", load->outstanding);
        for (int i = 0; i < count; i++)
            hear(load, ready[i].data.ptr);
    }
}

static void take(struct load *load, int option)
{
    struct tm day = {0};
    switch (option) {
    case 'p': load->path = optarg; break;
    case 't': load->template = optarg; break;
    case 'c': load->clients = number(optarg); break;
    case 'n': load->count = number(optarg); break;
    case 's': load->seconds = number(optarg); break;
    case 'w': load->warmup = number(optarg); break;
    case 'f': load->counter = number(optarg); break;
    case 'y': load->days = number(optarg); break;
    case 'd':
        if (!strptime(optarg, "%Y-%m-%d", &day))
            die("not a date: %s", optarg);
        load->date = timegm(&day);
        break;
    case 'h': fputs(usage, stdout); exit(0);
    default: fputs(usage, stderr); exit(64);
    }
}

static void parse(struct load *load, int count, char **arguments)
{
    static const struct option options[] = {
        {"socket", 1, 0, 'p'}, {"template", 1, 0, 't'}, {"clients", 1, 0, 'c'}, {"count", 1, 0, 'n'},
        {"seconds", 1, 0, 's'}, {"warmup", 1, 0, 'w'}, {"first", 1, 0, 'f'}, {"date", 1, 0, 'd'},
        {"days", 1, 0, 'y'}, {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    int option;
    while ((option = getopt_long(count, arguments, "", options, 0)) != -1)
        take(load, option);
    if (!load->path || !load->template) {
        fputs(usage, stderr);
        exit(64);
    }
}

/* The text with what JSON cannot hold in a string escaped; only for an error's sentence. */
static void print_quoted(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar((unsigned char)*text < 32 ? ' ' : *text);
    }
    putchar('"');
}

int main(int count, char **arguments)
{
    static struct load load = {.clients = 1, .count = 10000, .date = 1451606400, .days = 3650};
    parse(&load, count, arguments);
    compile(&load);
    run(&load);
    double seconds = (double)(load.ended_ns - load.started_ns) / 1e9;
    printf("{\"clients\": %ld, \"events\": %zu, \"seconds\": %.6f, \"events_per_second\": %.1f, ", load.clients,
           load.samples.count, seconds, (double)load.samples.count / seconds);
    samples_print(&load.samples);
    double cpu = cpu_seconds() - load.cpu_started;
    printf(", \"cpu_seconds\": %.3f, \"errors\": %ld, \"first_error\": ", cpu, load.errors);
    print_quoted(load.first_error);
    puts("}");
    return load.errors != 0;
}
