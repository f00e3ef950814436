/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Cuts connections that take too long. The HTTP library ends a connection on which nothing happens;
 * one that sends a byte every few seconds (slow loris) would hold its place for ever. So each
 * connection has a second by which its request must be whole, and then one by which its answer must
 * be taken; a thread looks every second and shuts the sockets that are late. */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "web/inside.h"

struct watched {
    int socket;
    time_t until;
    struct watched *next, **link;
};

static struct timespec now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time;
}

static void *look(void *context)
{
    struct web_watch *watch = context;
    pthread_mutex_lock(&watch->lock);
    while (!watch->ending) {
        struct timespec time = now();
        for (struct watched *each = watch->first; each; each = each->next) {
            if (each->until < time.tv_sec) {
                shutdown(each->socket, SHUT_RDWR); /* the library notices and closes it */
            }
        }
        time.tv_sec++;
        pthread_cond_timedwait(&watch->end, &watch->lock, &time);
    }
    pthread_mutex_unlock(&watch->lock);
    return NULL;
}

bool watch_start(struct web_watch *watch, struct error *err)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&watch->lock, NULL);
    pthread_cond_init(&watch->end, &monotonic);
    pthread_condattr_destroy(&monotonic);
    watch->running = pthread_create(&watch->thread, NULL, look, watch) == 0;
    return watch->running || error_set(err, ERROR_IO, "no thread can be started");
}

void watch_stop(struct web_watch *watch)
{
    if (!watch->running) {
        return;
    }
    pthread_mutex_lock(&watch->lock);
    watch->ending = true;
    pthread_cond_signal(&watch->end);
    pthread_mutex_unlock(&watch->lock);
    pthread_join(watch->thread, NULL);
    pthread_cond_destroy(&watch->end);
    pthread_mutex_destroy(&watch->lock);
    watch->running = false;
}

struct watched *watch_open(struct web_watch *watch, int socket)
{
    struct watched *watched = calloc(1, sizeof *watched);
    if (!watched) {
        return NULL;
    }
    watched->socket = socket;
    pthread_mutex_lock(&watch->lock);
    watched->until = now().tv_sec + WEB_IDLE_SECONDS;
    watched->next = watch->first;
    watched->link = &watch->first;
    if (watched->next) {
        watched->next->link = &watched->next;
    }
    watch->first = watched;
    pthread_mutex_unlock(&watch->lock);
    return watched;
}

void watch_extend(struct web_watch *watch, struct watched *watched, int seconds)
{
    if (!watched) {
        return;
    }
    pthread_mutex_lock(&watch->lock);
    watched->until = now().tv_sec + seconds;
    pthread_mutex_unlock(&watch->lock);
}

void watch_close(struct web_watch *watch, struct watched *watched)
{
    if (!watched) {
        return;
    }
    pthread_mutex_lock(&watch->lock);
    *watched->link = watched->next;
    if (watched->next) {
        watched->next->link = watched->link;
    }
    pthread_mutex_unlock(&watch->lock);
    free(watched);
}
