/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Runs a harness once over each file of the folders that argv names: its seeds and past finds.
 * Exit status 0, or 2 where a folder holds nothing that can be read. */
#include <dirent.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "fuzz.h"

static size_t replay_folder(const char *folder)
{
    struct arena arena = {0};
    struct error err;
    size_t count = 0;
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        struct slice path = slice_print(&arena, "%s/%s", folder, entry->d_name), bytes;
        if (entry->d_name[0] != '.' && file_read(&arena, path.at, LIMIT_DATA_BYTES, &bytes, &err)) {
            LLVMFuzzerTestOneInput((const uint8_t *)bytes.at, bytes.length);
            count++;
        }
    }
    if (open) {
        closedir(open);
    }
    arena_free(&arena);
    return count;
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        if (replay_folder(arguments[i]) == 0) {
            fprintf(stderr, "replay: nothing to read in %s\n", arguments[i]);
            return 2;
        }
    }
    return 0;
}
