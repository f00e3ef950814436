/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A C face for CLD2 (Debian's libcld2), which has one for C++ alone. */
#include <cstdio> /* the next header wants it */
#include <vector>

#include <cld2/public/compact_lang_det.h>

extern "C" {
#include "article/detect.h"
}

const char *language_detect(const char *text, int length)
{
    CLD2::Language languages[3];
    int percents[3], bytes, valid;
    double scores[3];
    bool reliable;
    CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        text, length, true, nullptr, 0, languages, percents, scores, nullptr, &bytes, &reliable,
        &valid);
    return language == CLD2::UNKNOWN_LANGUAGE ? "" : CLD2::LanguageCode(language);
}
