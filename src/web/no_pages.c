/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* In place of the viewer's pages where they are left out (-Dviewer=disabled). */
#include "web/inside.h"

const struct web_page web_pages[] = {{0}};
const size_t web_page_count = 0;
