#include "media/deaf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static void note(struct media_deaf *d, const char *url, int times)
{
    while (times-- > 0)
        media_deaf_note(d, url);
}

static void a_few_times_are_enough(void **state)
{
    struct media_deaf d = {0};

    (void)state;
    note(&d, "https://a.e.org/1.png", 3);
    assert_false(media_deaf_is(&d, "https://a.e.org/1.png"));
    note(&d, "https://A.E.ORG?2", 1);
    assert_true(media_deaf_is(&d, "https://a.e.org/3.png"));
    assert_true(media_deaf_is(&d, "https://a.e.org#x"));
    assert_false(media_deaf_is(&d, "https://a.e.org:81/1.png"));
    assert_false(media_deaf_is(&d, "https://e.org/1.png"));
    assert_false(media_deaf_is(&d, "https://a.e.org.uk/1.png"));
}

static void more_hosts_than_it_can_hold(void **state)
{
    struct media_deaf d = {0};
    char url[400];

    (void)state;
    snprintf(url, sizeof url, "http://%0300d/", 0);
    note(&d, url, 9);
    assert_false(media_deaf_is(&d, url));
    for (int i = 0; i < 200; i++) {
        snprintf(url, sizeof url, "http://%d.org/", i);
        note(&d, url, 9);
        assert_int_equal(media_deaf_is(&d, url), i < 64);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_times_are_enough),
        cmocka_unit_test(more_hosts_than_it_can_hold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
