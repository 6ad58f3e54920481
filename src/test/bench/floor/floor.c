/*
 * The floor: what the kernel asks of a server that does nothing but fan out. One thread, one epoll set; a frame is built
 * once and written to every member of the room with one send() each. It knows of Socket.IO what the driver says, checks
 * nothing, and pings nobody.
 *
 *   cc -O2 -o floor floor.c && ./floor PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOMS 100
#define LARGEST 4096
#define WAITING (1 << 20) /* a reader this far behind is cut off */

struct client {
    int fd, upgraded;
    size_t in_length, out_length;
    char *in, *out; /* what has not wholly arrived, what has not wholly left; usually none */
};

static struct room { struct client **members; int size, capacity; } rooms[ROOMS];
static int epoll;

static void watch(struct client *c, int operation, unsigned events)
{
    struct epoll_event e = { .events = events, .data.ptr = c };
    epoll_ctl(epoll, operation, c->fd, &e);
}

static void put(struct client *c, const char *bytes, size_t n)
{
    ssize_t sent = c->out_length ? 0 : send(c->fd, bytes, n, MSG_NOSIGNAL);
    if (sent == (ssize_t)n) return;
    if (sent < 0) sent = 0;
    size_t left = n - (size_t)sent;
    if (c->out_length + left > WAITING) { shutdown(c->fd, SHUT_RDWR); return; }
    c->out = realloc(c->out, c->out_length + left);
    memcpy(c->out + c->out_length, bytes + sent, left);
    if (!c->out_length) watch(c, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    c->out_length += left;
}

static size_t frame(char *to, const char *head, const char *text, size_t n)
{
    size_t h = strlen(head), length = h + n, at = 0;
    to[at++] = (char)0x81;
    if (length < 126) to[at++] = (char)length;
    else { to[at++] = 126; to[at++] = (char)(length >> 8); to[at++] = (char)length; }
    memcpy(to + at, head, h);
    memcpy(to + at + h, text, n);
    return at + length;
}

static void say(struct client *c, const char *text)
{
    char bytes[300];
    put(c, bytes, frame(bytes, "", text, strlen(text)));
}

static struct room *room_in(const char *text, size_t n) /* files-0 to files-99 */
{
    const char *name = memmem(text, n, "files-", 6);
    return name ? &rooms[atoi(name + 6) % ROOMS] : rooms;
}

static void join(struct client *c, struct room *r)
{
    if (r->size == r->capacity) r->members = realloc(r->members, sizeof c * (size_t)(r->capacity = r->capacity * 2 + 16));
    r->members[r->size++] = c;
}

static void publish(struct room *r, const char *json, size_t n)
{
    static char bytes[LARGEST + 64];
    size_t length = frame(bytes, "42[\"files:changed\",", json, n);
    for (int i = 0; i < r->size; i++) put(r->members[i], bytes, length);
}

static void hear(struct client *c, const char *text, size_t n)
{
    static const char PUBLISH[] = "42[\"publish\",", JOIN[] = "420[\"join\",";
    if (n > sizeof PUBLISH && !memcmp(text, PUBLISH, sizeof PUBLISH - 1))
        publish(room_in(text, n), text + sizeof PUBLISH - 1, n - sizeof PUBLISH + 1);
    else if (n > sizeof JOIN && !memcmp(text, JOIN, sizeof JOIN - 1)) {
        join(c, room_in(text, n));
        say(c, "430[\"ok\"]");
    } else if (n == 2 && !memcmp(text, "40", 2)) say(c, "40{\"sid\":\"floor\"}");
}

/* Bytes used. A request without an upgrade asks whether the server is there. */
static size_t upgrade(struct client *c, char *bytes, size_t n)
{
    static const char YES[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    static const char HERE[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    char *end = memmem(bytes, n, "\r\n\r\n", 4);
    if (!end) return 0;
    if (memmem(bytes, n, "Sec-WebSocket-Key", 17)) {
        c->upgraded = 1;
        put(c, YES, sizeof YES - 1);
        say(c, "0{\"sid\":\"floor\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":65536}");
    } else put(c, HERE, sizeof HERE - 1);
    return (size_t)(end - bytes) + 4;
}

/* Bytes used; the driver masks with zeros. */
static size_t consume(struct client *c, char *bytes, size_t n)
{
    size_t used = c->upgraded ? 0 : upgrade(c, bytes, n);
    while (c->upgraded && n - used >= 8) {
        unsigned char *f = (unsigned char *)bytes + used;
        size_t length = f[1] & 127, head = 6;
        if (length == 126) { length = (size_t)f[2] << 8 | f[3]; head = 8; }
        if (n - used < head + length) break;
        hear(c, (char *)f + head, length);
        used += head + length;
    }
    return used;
}

static int can_read(struct client *c)
{
    static char bytes[1 << 18];
    memcpy(bytes, c->in, c->in_length);
    ssize_t n = recv(c->fd, bytes + c->in_length, sizeof bytes - c->in_length, 0);
    if (n <= 0) return 0;
    size_t length = c->in_length + (size_t)n, used = consume(c, bytes, length);
    c->in_length = length - used;
    c->in = realloc(c->in, c->in_length + 1);
    memcpy(c->in, bytes + used, c->in_length);
    return c->in_length < LARGEST;
}

static void can_write(struct client *c)
{
    ssize_t n = send(c->fd, c->out, c->out_length, MSG_NOSIGNAL);
    if (n <= 0) return;
    c->out_length -= (size_t)n;
    memmove(c->out, c->out + n, c->out_length);
    if (c->out_length) return;
    free(c->out);
    c->out = NULL;
    watch(c, EPOLL_CTL_MOD, EPOLLIN);
}

static void leave(struct client *c)
{
    for (struct room *r = rooms; r < rooms + ROOMS; r++)
        for (int i = 0; i < r->size; i++)
            if (r->members[i] == c) r->members[i] = r->members[--r->size];
    close(c->fd);
    free(c->in);
    free(c->out);
    free(c);
}

static void greet(int listening)
{
    int on = 1;
    for (int fd; (fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        struct client *c = calloc(1, sizeof *c);
        c->fd = fd;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(c, EPOLL_CTL_ADD, EPOLLIN);
    }
}

int main(int count, char **arguments)
{
    int on = 1, listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    a.sin_port = htons((unsigned short)(count > 1 ? atoi(arguments[1]) : 0));
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listening, (struct sockaddr *)&a, sizeof a) || listen(listening, 4096)) { perror("floor PORT"); return 1; }
    epoll = epoll_create1(0);
    struct epoll_event door = { .events = EPOLLIN }, ready[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listening, &door);
    for (;;) {
        int n = epoll_wait(epoll, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            struct client *c = ready[i].data.ptr;
            if (!c) { greet(listening); continue; }
            if (ready[i].events & EPOLLOUT) can_write(c);
            if (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR) && !can_read(c)) leave(c);
        }
    }
}
