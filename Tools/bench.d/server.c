/* The fair limit for a daemon: a small C server on a Unix socket that makes each request's rows durable, then answers.
   Frames end with a NUL, as Varlink's do. What is waiting when the server wakes is committed together. */
#include "measure.h"
#include "rows.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char usage[] =
    "usage: server --socket PATH --database FILE --schema FILE --insert FILE [options]\n"
    "  --each                commit after every request, also when more are waiting\n"
    "  --streams N, --body FILE, --autocheckpoint N   as for loop\n"
    "  --help                this text\n"
    "Serves until SIGTERM; prints one JSON object when it ends.\n";

enum { FRAME_MAX_BYTES = 65536, READY_MAX = 256 };

struct peer {
    int socket;
    size_t count;
    char bytes[FRAME_MAX_BYTES];
};

struct server {
    struct store store;
    struct store_options options;
    const char *path;
    int listener, poll, each;
    long requests, commits;
    struct peer *waiting[READY_MAX];
    int waiting_count;
};

static volatile sig_atomic_t stopping;

static void stop(int signal)
{
    (void)signal;
    stopping = 1;
}

static void take(struct server *server, int option)
{
    switch (option) {
    case 'p': server->path = optarg; break;
    case 'd': server->options.database = optarg; break;
    case 's': server->options.schema = optarg; break;
    case 'i': server->options.insert = optarg; break;
    case 'b': server->options.body = optarg; break;
    case 't': server->options.streams = number(optarg); break;
    case 'a': server->options.autocheckpoint_pages = number(optarg); break;
    case 'e': server->each = 1; break;
    case 'h': fputs(usage, stdout); exit(0);
    default: fputs(usage, stderr); exit(64);
    }
}

static void parse(struct server *server, int count, char **arguments)
{
    static const struct option options[] = {
        {"socket", 1, 0, 'p'}, {"database", 1, 0, 'd'}, {"schema", 1, 0, 's'}, {"insert", 1, 0, 'i'},
        {"body", 1, 0, 'b'}, {"streams", 1, 0, 't'}, {"autocheckpoint", 1, 0, 'a'}, {"each", 0, 0, 'e'},
        {"help", 0, 0, 'h'}, {0, 0, 0, 0}};
    int option;
    while ((option = getopt_long(count, arguments, "", options, 0)) != -1)
        take(server, option);
    if (!server->path || !server->options.database || !server->options.schema || !server->options.insert) {
        fputs(usage, stderr);
        exit(64);
    }
}

static void watch(struct server *server, int socket, void *peer)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(server->poll, EPOLL_CTL_ADD, socket, &event) != 0)
        die("epoll_ctl: %s", strerror(errno));
}

static void listen_at(struct server *server)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(server->path) >= sizeof address.sun_path)
        die("%s: too long for a socket", server->path);
    strcpy(address.sun_path, server->path);
    unlink(server->path);
    server->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server->listener < 0 || bind(server->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(server->listener, 1024) != 0)
        die("%s: %s", server->path, strerror(errno));
    server->poll = epoll_create1(EPOLL_CLOEXEC);
    watch(server, server->listener, 0);
}

static void greet(struct server *server)
{
    struct peer *peer = malloc(sizeof *peer);
    if (!peer)
        die("out of memory");
    peer->count = 0;
    peer->socket = accept4(server->listener, 0, 0, SOCK_CLOEXEC);
    if (peer->socket < 0)
        die("accept: %s", strerror(errno));
    watch(server, peer->socket, peer);
}

static void answer(const struct peer *peer, long long position)
{
    char reply[96];
    int count = snprintf(reply, sizeof reply, "{\"parameters\":{\"position\":%lld}}", position);
    if (send(peer->socket, reply, (size_t)count + 1, MSG_NOSIGNAL) != count + 1)
        die("send: %s", strerror(errno));
}

static void commit_waiting(struct server *server)
{
    long long first = server->store.next;
    if (server->waiting_count == 0)
        return;
    store_begin(&server->store);
    for (int i = 0; i < server->waiting_count; i++)
        store_insert(&server->store);
    store_commit(&server->store);
    for (int i = 0; i < server->waiting_count; i++)
        answer(server->waiting[i], first + i);
    server->requests += server->waiting_count;
    server->commits++;
    server->waiting_count = 0;
}

/* Reads what a peer sent; a whole frame is a request. A client has one outstanding, so a frame ends the buffer. */
static void hear(struct server *server, struct peer *peer)
{
    ssize_t got = recv(peer->socket, peer->bytes + peer->count, sizeof peer->bytes - peer->count, MSG_DONTWAIT);
    if (got <= 0) {
        close(peer->socket);
        free(peer);
        return;
    }
    peer->count += (size_t)got;
    if (peer->bytes[peer->count - 1] != 0)
        return;
    if (peer->bytes[0] != '{' || !strstr(peer->bytes, "\"method\""))
        die("not a request: %.80s", peer->bytes);
    peer->count = 0;
    server->waiting[server->waiting_count++] = peer;
    if (server->each)
        commit_waiting(server);
}

static void serve(struct server *server)
{
    struct epoll_event ready[READY_MAX];
    while (!stopping) {
        int count = epoll_wait(server->poll, ready, READY_MAX, -1);
        for (int i = 0; i < count; i++) {
            if (ready[i].data.ptr)
                hear(server, ready[i].data.ptr);
            else
                greet(server);
        }
        commit_waiting(server);
    }
}

int main(int count, char **arguments)
{
    static struct server server = {.options = {.streams = 64, .autocheckpoint_pages = 1000}};
    struct sigaction action = {.sa_handler = stop};
    parse(&server, count, arguments);
    sigaction(SIGTERM, &action, 0);
    sigaction(SIGINT, &action, 0);
    store_open(&server.store, &server.options);
    listen_at(&server);
    serve(&server);
    printf("{\"requests\": %ld, \"commits\": %ld, \"mean_batch\": %.2f, \"cpu_seconds\": %.3f}\n", server.requests,
           server.commits, server.commits ? (double)server.requests / (double)server.commits : 0, cpu_seconds());
    store_close(&server.store);
    unlink(server.path);
    return 0;
}
