#include "book/host.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

#define TEN "aaaaaaaaaa"
#define SIXTY TEN TEN TEN TEN TEN TEN
#define EIGHT "가가가가가가가가"
#define FIFTY_SIX EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT /* 63 bytes with xn-- */

static void check(const char *const *hosts, size_t count, bool good)
{
    for (size_t i = 0; i < count; i++)
        if (book_host_is_good(str_of(hosts[i])) != good)
            fail_msg("%s is %s", hosts[i], good ? "good" : "bad");
}

static void hosts_that_are_good(void **state)
{
    static const char *const hosts[] = {
        "a.example", "a.example.", "A_b.c-d.e", "localhost:80", "1.2.3.4", "[::1]:8080", "a.b:", SIXTY "aaa.b",
        "한글.kr", "xn--o39a.kr", "XN--3E0B707E", "xn--zca.de", "xn--ls8h.la", "bücher.de", "例え.jp",
        "가힣나하다파라타마카바차사자아가힣나.kr", FIFTY_SIX ".kr", TEN TEN TEN TEN TEN "가",
    };

    (void)state;
    check(hosts, sizeof hosts / sizeof *hosts, true);
}

static void hosts_that_are_none(void **state)
{
    static const char *const hosts[] = {
        "", ".", ".a", "a..b", "a b", "a@b", "a.b:99999", "a.b:x", "[::1", "[fe80::1%25e]", "[a]", SIXTY "aaaa.b",
        SIXTY "." SIXTY "." SIXTY "." SIXTY "." TEN, "xn--", "xn--a", "xn--0.de", "xn---.de", "xn--a-ecp.ru",
        "xn--99999999999", "\u0301a.b", "a\uFFFDb.c", "a\u2024b", "\u3164.b", "a\xFF.b", "\uFDFA.b",
        "가힣나하다파라타마카바차사자아가힣나하다파.kr", FIFTY_SIX "가.kr", SIXTY "가",
    };

    (void)state;
    check(hosts, sizeof hosts / sizeof *hosts, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_that_are_good),
        cmocka_unit_test(hosts_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
