/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The cap of every size that comes from outside. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_ARTICLE_BYTES (16u << 20) /* one article as a file; larger is refused */
#define LIMIT_LINE_BYTES (1u << 20)     /* one line of an article; a longer one is cut */
#define LIMIT_DATA_BYTES (64u << 20)    /* one file of data/ or a treebank */
#define LIMIT_SENTENCE_TOKENS 400       /* a longer sentence is cut into pieces */
#define LIMIT_SENTENCE_BYTES 8192       /* likewise */
#define LIMIT_TOKEN_BYTES 256           /* a longer run without space is cut */

/* Markup: what is deeper is flattened, what is more is left out. */
#define LIMIT_MARKUP_DEPTH 256     /* open elements */
#define LIMIT_MARKUP_ATTRIBUTES 32 /* of one element */
#define LIMIT_MARKUP_NODES 200000u /* elements and pieces of text; as many attributes */

/* Containers: archives, feeds, compressed files. */
#define LIMIT_CONTAINER_DEPTH 4         /* one in another */
#define LIMIT_INFLATED_FREE (64u << 20) /* bytes that anything may inflate to */
#define LIMIT_INFLATED_RATIO 200        /* beyond that, times its packed size: text is below 50 */
#define LIMIT_HEADER_BYTES (64u << 10)  /* head of a WARC record or of an HTTP answer */
#define LIMIT_JSON_DEPTH 64             /* objects and lists in one another */
#define LIMIT_JSON_VALUES 50000u        /* of one article's object */

#endif
