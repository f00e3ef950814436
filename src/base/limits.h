/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The cap of every size that comes from outside. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_ARTICLE_BYTES (16u << 20) /* one article as a file; larger is refused */
#define LIMIT_LINE_BYTES (1u << 20)     /* one line of an article; the article is refused */
#define LIMIT_DATA_BYTES (64u << 20)    /* one file of data/ or a treebank */
#define LIMIT_SENTENCE_TOKENS 400       /* a longer sentence is cut into pieces */
#define LIMIT_SENTENCE_BYTES 8192       /* likewise */
#define LIMIT_TOKEN_BYTES 256           /* a longer run without space is cut */

#endif
