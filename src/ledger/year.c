/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The years of a dyad, and how places in them are numbered. */
#include "ledger/fold.h"

#define PLACE_YEAR 1970 /* its places are small numbers, as those of the years around it are */

int32_t day_year(int32_t day)
{
    int year, month, month_day;
    if (day == DAY_BEFORE_ALL || day == DAY_AFTER_ALL) {
        return day == DAY_BEFORE_ALL ? YEAR_FIRST : YEAR_LAST;
    }
    day_split(day, &year, &month, &month_day);
    return year < YEAR_FIRST ? YEAR_FIRST : year > YEAR_LAST ? YEAR_LAST : year;
}

int64_t place_number(struct place place)
{
    return (int64_t)(place.year - PLACE_YEAR) * PLACES_AT_MOST + place.at;
}

struct dyad_year *year_find(const struct dyad_year_list *years, int32_t year)
{
    size_t low = 0, high = years->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (years->items[middle].year < year) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < years->count && years->items[low].year == year ? &years->items[low] : NULL;
}
