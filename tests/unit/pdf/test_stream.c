#include "fixture.h"
#include "util/deflate.h"

static int set_up(void **state)
{
    (void)state;
    return fixture_open() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close();
    return 0;
}

static size_t offset_of(const char *needle)
{
    const char *at = memmem(f.bytes.data, f.bytes.len, needle, strlen(needle));

    assert_non_null(at);
    return (size_t)(at - f.bytes.data);
}

/* The number after the next occurrence of `key`, from `from` on. */
static long number_after(size_t from, const char *key)
{
    const char *at = memmem(f.bytes.data + from, f.bytes.len - from, key, strlen(key));

    assert_non_null(at);
    return strtol(at + strlen(key), NULL, 10);
}

/* The rows of the cross-reference, predictor undone. Columns: type, place, index. */
static size_t read_table(uint8_t rows[][7], size_t limit)
{
    size_t at = (size_t)number_after(offset_of("startxref"), "startxref\n");
    size_t count = (size_t)number_after(at, "/Size "), len;
    const char *data =
        (const char *)memmem(f.bytes.data + at, f.bytes.len - at, "stream\n", 7) + 7;
    uint8_t *raw = malloc(count * 8);

    assert_true(count <= limit);
    len = (size_t)number_after(at, "/Length ");
    assert_true(deflate_inflate_zlib(data, len, raw, count * 8));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(raw[i * 8], 2);
        for (int k = 0; k < 7; k++)
            rows[i][k] = (uint8_t)(raw[i * 8 + 1 + k] + (i ? rows[i - 1][k] : 0));
    }
    free(raw);
    return count;
}

static size_t place_of(const uint8_t row[7])
{
    return (size_t)row[1] << 24 | (size_t)row[2] << 16 | (size_t)row[3] << 8 | row[4];
}

static void test_offsets_lead_to_streams(void **state)
{
    uint32_t first = pdf_reserve(f.file), never = pdf_reserve(f.file);
    uint32_t second = pdf_reserve(f.file);
    char hello[] = "hello";
    const struct buf bytes = {hello, 5, 5};
    uint8_t rows[16][7];

    (void)state;
    pdf_emit_stream(f.file, second, pdf_dict(pdf_file_values(f.file)), &bytes,
                    PDF_PLAIN);
    pdf_emit_stream(f.file, first, pdf_dict(pdf_file_values(f.file)), &bytes,
                    PDF_DEFLATE);
    fixture_finish(first, second);
    assert_int_equal(read_table(rows, 16), 5);
    assert_int_equal(rows[0][0], 0);
    assert_int_equal(rows[never][0], 0);
    assert_int_equal(rows[first][0], 1);
    assert_memory_equal(f.bytes.data + place_of(rows[first]), "1 0 obj\n", 8);
    assert_memory_equal(f.bytes.data + place_of(rows[second]), "3 0 obj\n", 8);
    assert_int_equal(number_after(place_of(rows[second]), "/Length "), 5);
    assert_non_null(
        memmem(f.bytes.data, f.bytes.len, "\nstream\nhello\nendstream", 23));
}

static void keep_code(void *user, const struct diag_message *msg)
{
    snprintf(user, 32, "%s", msg->code);
}

/* More objects than a conforming file may have; it need not be written to be refused. */
static void test_too_many_objects_are_refused(void **state)
{
    enum { MOST = 8388607 };
    char said[32] = "";
    struct diag diag = {.report = keep_code, .user = said};
    uint32_t last = 0;

    (void)state;
    for (int i = 0; i <= MOST; i++)
        last = pdf_reserve(f.file);
    assert_false(pdf_file_finish(f.file, last, last, &diag));
    fixture_abandon();
    assert_string_equal(said, "pdf-limit");
}

static void test_objects_are_packed(void **state)
{
    enum { COUNT = 450 };
    static uint8_t rows[600][7];
    uint32_t last = 0;
    size_t count, packs = 0;

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        last = pdf_reserve(f.file);
        pdf_emit(f.file, last, pdf_integer(pdf_file_values(f.file), i));
    }
    fixture_finish(last, last);
    count = read_table(rows, 600);
    for (size_t i = 1; i < count; i++)
        packs += rows[i][0] == 1;
    assert_int_equal(packs, 3 + 1); /* and the table itself */
    assert_int_equal(rows[last][0], 2);
    assert_int_equal(rows[last][6], (COUNT - 1) % 200);
    assert_int_equal(rows[place_of(rows[last])][0], 1);
    assert_int_equal(number_after(place_of(rows[place_of(rows[last])]), "/N "), 50);
}

static void test_identifier_follows_the_content(void **state)
{
    uint32_t id = pdf_reserve(f.file);
    char *identifier;

    (void)state;
    pdf_emit(f.file, id, pdf_integer(pdf_file_values(f.file), 1));
    fixture_finish(id, id);
    identifier = strndup(f.bytes.data + offset_of("/ID"), 50);
    buf_clear(&f.bytes);
    assert_true(file_out_open(&f.out, f.path, &f.diag));
    f.file = pdf_file_create(&f.out);
    id = pdf_reserve(f.file);
    pdf_emit(f.file, id, pdf_integer(pdf_file_values(f.file), 2));
    fixture_finish(id, id);
    assert_memory_not_equal(f.bytes.data + offset_of("/ID"), identifier, 50);
    free(identifier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_offsets_lead_to_streams, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_objects_are_packed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_too_many_objects_are_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_identifier_follows_the_content, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
