/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Frames to dates: the calendar side of the room. */
#ifndef TIMEX_RESOLVE_H
#define TIMEX_RESOLVE_H

#include "base/date.h"
#include "timex/frame.h"

struct resolve_context {
    int32_t published;     /* or DAY_BEFORE_ALL */
    struct edtf narrative; /* the date in force, or unset */
    struct edtf day;       /* the last date in force that was a day, or unset */
    int chronicle;         /* year of the chronology's header, or 0 */
    bool future;           /* the clause looks ahead */
};

/* The date that one frame names, unset where it cannot be known. */
struct edtf resolve_frame(const struct frame *frame, const struct resolve_context *context);

/* Moves `anchor` by `count` units; the result is as precise as the coarser of both. */
struct edtf resolve_shift(struct edtf anchor, enum frame_unit unit, int count);

/* As resolve_shift for an uncounted number ("a few weeks"), direction -1 or 1. */
struct edtf resolve_shift_vague(struct edtf anchor, enum frame_unit unit, int direction);

/* "from … to …": what the first frame leaves out is taken from the second. */
struct edtf resolve_range(const struct frame frames[2], const struct resolve_context *context);

#endif
