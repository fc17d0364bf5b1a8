#include "media/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

static bool is_public(const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        return media_address_is_public((const struct sockaddr *)&v4);
    assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
    return media_address_is_public((const struct sockaddr *)&v6);
}

static void check_all(const char *const *texts, bool (*judge)(const char *), bool want)
{
    for (; *texts; texts++) {
        if (judge(*texts) != want)
            print_error("%s should%s be public\n", *texts, want ? "" : " not");
        assert_int_equal(judge(*texts), want);
    }
}

/* The first and last address of each block, and its neighbours outside. */
static void ipv4_blocks_end_where_they_should(void **state)
{
    static const char *const inside[] = {
        "0.0.0.0",       "0.255.255.255",   "10.0.0.0",        "10.255.255.255",
        "100.64.0.0",    "100.127.255.255", "127.0.0.1",       "127.255.255.255",
        "169.254.0.0",   "169.254.169.254", "169.254.255.255", "172.16.0.0",
        "172.31.255.255", "192.0.0.0",      "192.0.0.255",     "192.0.2.1",
        "192.88.99.1",   "192.168.0.0",     "192.168.255.255", "198.18.0.0",
        "198.19.255.255", "198.51.100.7",   "203.0.113.9",     "224.0.0.1",
        "239.255.255.255", "240.0.0.1",     "255.255.255.255", NULL};
    static const char *const outside[] = {
        "1.0.0.0",     "9.255.255.255",   "11.0.0.0",    "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0",   "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0",   "192.0.1.0",   "192.0.3.0",      "192.88.98.255",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",  "198.51.101.0",
        "203.0.112.255", "223.255.255.255", NULL};

    (void)state;
    check_all(inside, is_public, false);
    check_all(outside, is_public, true);
}

static void ipv6_is_global_unicast_alone(void **state)
{
    static const char *const inside[] = {
        "::",          "::1",           "::127.0.0.1",  "::8.8.8.8",      "fe80::1",
        "febf::1",     "fec0::1",       "fc00::1",      "fdff::1",        "ff02::1",
        "100::1",      "2001::1",       "2001:10::1",   "2001:1ff::1",    "2001:db8::1",
        "2002:808:808::1", "3fff::1",   "3fff:fff::1",  "4000::1",        "64:ff9b:1::808:808",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
        "::ffff:169.254.169.254", "fd00:ec2::254", NULL};
    static const char *const outside[] = {
        "2000::1",     "2001:200::1",   "2001:db7::1",  "2001:db9::1",    "2003::1",
        "2606:4700::1", "3ffe::1",      "3fff:1000::1", "64:ff9b::808:808",
        "::ffff:8.8.8.8", NULL};

    (void)state;
    check_all(inside, is_public, false);
    check_all(outside, is_public, true);
}

static void hosts_in_every_spelling(void **state)
{
    static const char *const inside[] = {
        "127.0.0.1",  "127.1",       "2130706433",  "0x7f000001",   "0x7f.1",
        "017700000001", "0177.0.0.1", "10.1",       "[::1]",        "[::ffff:10.0.0.1]",
        "[fe80::1%25eth0]", "[fe80::1%eth0]", "localhost", "LOCALHOST", "localhost.",
        "a.localhost", "169.254.169.254", "",       NULL};
    static const char *const outside[] = {
        "8.8.8.8", "134744072", "[2606:4700::1]", "e.org", "notlocalhost",
        "localhost.e.org", "10.e.org", "사진.한국",
        "a-name-that-is-longer-than-any-address-can-ever-be-spelt-by-anyone.e.org", NULL};

    (void)state;
    check_all(inside, media_address_host_is_public, false);
    check_all(outside, media_address_host_is_public, true);
}

static void other_families_are_not_public(void **state)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};

    (void)state;
    assert_false(media_address_is_public((const struct sockaddr *)&local));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ipv4_blocks_end_where_they_should),
        cmocka_unit_test(ipv6_is_global_unicast_alone),
        cmocka_unit_test(hosts_in_every_spelling),
        cmocka_unit_test(other_families_are_not_public),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
