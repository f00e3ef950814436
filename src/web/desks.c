/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A ledger handle belongs to one thread at a time: each request takes a free one. */
#include "web/inside.h"

bool desks_open(struct web_desks *desks, const char *location, struct error *err)
{
    pthread_mutex_init(&desks->lock, NULL);
    pthread_cond_init(&desks->freed, NULL);
    for (size_t i = 0; i < WEB_DESKS; i++) {
        if (!ledger_open(location, false, &desks->items[i].ledger, err)) {
            return false;
        }
    }
    return true;
}

void desks_close(struct web_desks *desks)
{
    for (size_t i = 0; i < WEB_DESKS; i++) {
        ledger_close(desks->items[i].ledger);
    }
    pthread_cond_destroy(&desks->freed);
    pthread_mutex_destroy(&desks->lock);
}

struct web_desk *desks_take(struct web_desks *desks)
{
    struct web_desk *found = NULL;
    pthread_mutex_lock(&desks->lock);
    while (!found) {
        for (size_t i = 0; i < WEB_DESKS && !found; i++) {
            found = desks->items[i].taken ? NULL : &desks->items[i];
        }
        if (!found) {
            pthread_cond_wait(&desks->freed, &desks->lock);
        }
    }
    found->taken = true;
    pthread_mutex_unlock(&desks->lock);
    return found;
}

void desks_give(struct web_desks *desks, struct web_desk *desk)
{
    pthread_mutex_lock(&desks->lock);
    desk->taken = false;
    pthread_cond_signal(&desks->freed);
    pthread_mutex_unlock(&desks->lock);
}
