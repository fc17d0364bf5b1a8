#include "epub/words.h"

#include <stdio.h>

static const char *const words[EPUB_WORD_COUNT][2] = {
    [EPUB_WORD_CONTENTS] = {"차례", "Contents"},
    [EPUB_WORD_COVER] = {"표지", "Cover"},
    [EPUB_WORD_TITLE_PAGE] = {"속표지", "Title page"},
    [EPUB_WORD_BEGINNING] = {"본문", "Beginning"},
    [EPUB_WORD_LANDMARKS] = {"길잡이", "Landmarks"},
    [EPUB_WORD_PAGES] = {"쪽", "Pages"},
    [EPUB_WORD_SOURCE] = {"원문", "Source"},
    [EPUB_WORD_MISSING] = {"그림을 싣지 못했습니다", "This picture is not included"},
    [EPUB_WORD_BACK] = {"본문으로 돌아가기", "Back to the text"},
    [EPUB_WORD_VIDEO] = {"[동영상]", "[Video]"},
    [EPUB_WORD_DEMO] = {"[데모]", "[Demo]"},
    [EPUB_WORD_DOCUMENT] = {"[문서]", "[Document]"},
    [EPUB_WORD_DIAGRAM] = {"다이어그램", "Diagram"},
    [EPUB_WORD_DONE] = {"완료", "Done"},
    [EPUB_WORD_OPEN] = {"미완료", "Not done"},
    [EPUB_WORD_TABLE] = {"넓은 표", "Wide table"},
    [EPUB_WORD_SUMMARY_TEXT] =
        {"글은 모두 텍스트이며 차례와 제목으로 이동할 수 있습니다.",
         "All of the text can be read aloud and navigated by headings."},
    [EPUB_WORD_SUMMARY_IMAGES] = {"그림에는 대체 텍스트가 있습니다.",
                                  "Pictures have alternative text."},
    [EPUB_WORD_SUMMARY_BARE_IMAGES] =
        {"대체 텍스트가 없는 그림이 있습니다.",
         "Some pictures have no alternative text."},
    [EPUB_WORD_SUMMARY_PAGES] = {"쪽 번호는 함께 만든 PDF의 것입니다.",
                                 "Page numbers are those of the PDF made with it."},
};

const char *epub_word(enum epub_word word, const char *lang)
{
    return words[word][!doc_lang_is_korean(lang)];
}

void epub_part_label(int number, const char *lang, char label[EPUB_PART_SIZE])
{
    label[0] = '\0';
    if (number == 0)
        return;
    snprintf(label, EPUB_PART_SIZE, doc_lang_is_korean(lang) ? "제%d부" : "Part %d",
             number);
}

static const char *const callouts[DOC_CALLOUT_COUNT][2] = {
    [DOC_CALLOUT_INFO] = {"정보", "Info"},
    [DOC_CALLOUT_NOTE] = {"노트", "Note"},
    [DOC_CALLOUT_TIP] = {"팁", "Tip"},
    [DOC_CALLOUT_WARNING] = {"주의", "Warning"},
    [DOC_CALLOUT_CAUTION] = {"경고", "Caution"},
    [DOC_CALLOUT_IMPORTANT] = {"중요", "Important"},
};

const char *epub_callout_label(enum doc_callout callout, const char *lang)
{
    return callouts[callout][!doc_lang_is_korean(lang)];
}
