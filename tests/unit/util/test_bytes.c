#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <stdatomic.h>
#include <stdio.h>

static void check_sha1(const char *text, const char *hex)
{
    uint8_t digest[HASH_SHA1_SIZE];
    char got[2 * HASH_SHA1_SIZE + 1];

    hash_sha1(text, strlen(text), digest);
    for (int i = 0; i < HASH_SHA1_SIZE; i++)
        snprintf(got + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(got, hex);
}

/* FIPS 180 examples. */
static void sha1_matches_the_standard(void **state)
{
    (void)state;
    check_sha1("abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
    check_sha1("", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    check_sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
               "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

static void sha1_takes_pieces(void **state)
{
    char text[1000];
    uint8_t whole[HASH_SHA1_SIZE], pieces[HASH_SHA1_SIZE];

    (void)state;
    memset(text, 'q', sizeof text);
    hash_sha1(text, sizeof text, whole);
    for (size_t step = 1; step < 200; step += 7) {
        struct hash_sha1 s;

        hash_sha1_init(&s);
        for (size_t at = 0; at < sizeof text; at += step)
            hash_sha1_add(&s, text + at, at + step > sizeof text ? sizeof text - at : step);
        hash_sha1_final(&s, pieces);
        assert_memory_equal(whole, pieces, sizeof whole);
    }
}

/* In pieces of any size; what is cut off or wrong is told. */
static void inflating_in_pieces(void **state)
{
    static uint8_t text[300000], back[300000];
    struct buf packed = {0};

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (uint8_t)(i * i >> 7);
    for (size_t step = 1000; step < sizeof text; step *= 7) {
        struct deflate_writer *w = deflate_writer_create(&packed);
        struct deflate_reader *r;
        size_t done = 0, got;

        for (size_t at = 0; at < sizeof text; at += step)
            deflate_writer_add(w, text + at,
                               at + step > sizeof text ? sizeof text - at : step);
        deflate_writer_finish(w);
        assert_true(deflate_inflate_zlib(packed.data, packed.len, back, sizeof back));
        memset(back, 0, sizeof back);
        r = deflate_reader_create(packed.data, packed.len);
        while ((got = deflate_reader_read(r, back + done, step)) > 0)
            done += got;
        assert_true(deflate_reader_ended(r));
        deflate_reader_destroy(r);
        assert_int_equal(done, sizeof text);
        assert_memory_equal(text, back, sizeof text);
        r = deflate_reader_create(packed.data, packed.len - 3);
        assert_int_equal(deflate_reader_read(r, back, sizeof back), sizeof back);
        assert_false(deflate_reader_ended(r));
        deflate_reader_destroy(r);
        buf_clear(&packed);
    }
    buf_release(&packed);
}

static void check_sha256(const char *text, size_t times, const char *hex)
{
    size_t len = strlen(text);
    char *whole = heap_alloc(len * times), got[HASH_SHA256_DIGITS + 1];
    struct hash_sha256 s;

    hash_sha256_init(&s);
    for (size_t i = 0; i < times; i++) {
        memcpy(whole + i * len, text, len);
        hash_sha256_add(&s, text, len);
    }
    hash_sha256_final(&s, got);
    assert_string_equal(got, hex);
    hash_sha256(whole, len * times, got);
    assert_string_equal(got, hex);
    heap_free(whole);
}

/* FIPS 180-4 examples, whole and in pieces. */
static void sha256_matches_the_standard(void **state)
{
    (void)state;
    check_sha256("", 1,
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_sha256("abc", 1,
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check_sha256("a", 1000000,
                 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The value Python's uuid.uuid5(uuid.NAMESPACE_URL, …) gives. */
static void uuid5_is_stable(void **state)
{
    char uuid[37];

    (void)state;
    hash_uuid5_url("https://example.org/", strlen("https://example.org/"), uuid);
    assert_string_equal(uuid, "527dda32-a0de-5105-a042-cb475b5f7d11");
}

static void crc_matches(void **state)
{
    (void)state;
    assert_int_equal(hash_crc32(0, "123456789", 9), 0xCBF43926);
}

static void deflate_round_trips(void **state)
{
    char text[5000], back[5000];
    struct buf packed = {0};

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * i >> 5);
    deflate_bytes(&packed, text, sizeof text, DEFLATE_ZLIB, DEFLATE_LEVEL);
    assert_true(deflate_inflate_zlib(packed.data, packed.len, back, sizeof back));
    assert_memory_equal(text, back, sizeof text);
    assert_false(deflate_inflate_zlib(packed.data, packed.len, back, sizeof back - 1));
    assert_false(deflate_inflate_zlib(packed.data, packed.len / 2, back, sizeof back));
    buf_release(&packed);
}

static void count_task(void *user, size_t index)
{
    atomic_int *seen = user;

    atomic_fetch_add(&seen[index], 1);
}

static void pool_runs_every_task_once(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 9; threads += 4) {
        atomic_int seen[500] = {0};

        pool_run(threads, 500, count_task, seen);
        for (int i = 0; i < 500; i++)
            assert_int_equal(seen[i], 1);
    }
    pool_run(4, 0, count_task, NULL);
    assert_true(pool_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha1_matches_the_standard), cmocka_unit_test(sha1_takes_pieces),
        cmocka_unit_test(inflating_in_pieces),
        cmocka_unit_test(sha256_matches_the_standard),
        cmocka_unit_test(uuid5_is_stable),           cmocka_unit_test(crc_matches),
        cmocka_unit_test(deflate_round_trips),       cmocka_unit_test(pool_runs_every_task_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
