#include "util/diag.h"
#include "util/file.h"
#include "util/root.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    char folder[64];
    struct arena arena;
    struct diag_list messages;
    struct diag diag;
};

static int set_up(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    strcpy(f.folder, "/tmp/seoga-test-XXXXXX");
    f.messages.arena = &f.arena;
    f.diag = diag_into(&f.messages);
    *state = &f;
    return mkdtemp(f.folder) && chdir(f.folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[128];

    arena_release(&f->arena);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static int file_count(void)
{
    DIR *d = opendir(".");
    int count = 0;

    while (readdir(d))
        count++;
    closedir(d);
    return count - 2;
}

static void put(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");

    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void outputs_appear_whole(void **state)
{
    struct fixture *f = *state;
    struct file_out o;
    struct buf back = {0};

    assert_true(file_out_open(&o, "out", &f->diag));
    assert_false(file_exists("out"));
    file_out_write(&o, "hello ", 6);
    file_out_write(&o, "there", 5);
    assert_int_equal(o.written, 11);
    assert_true(file_out_commit(&o, &f->diag));
    assert_int_equal(file_count(), 1);
    assert_true(file_read("out", 100, &back, &f->diag));
    assert_string_equal(buf_str(&back), "hello there");
    buf_release(&back);
}

static void aborted_outputs_leave_nothing(void **state)
{
    struct fixture *f = *state;
    struct file_out o, nothing = {0};

    put("out", "old");
    assert_true(file_out_open(&o, "out", &f->diag));
    file_out_write(&o, "new", 3);
    file_out_abort(&o);
    file_out_abort(&nothing);
    assert_int_equal(file_count(), 1);
    assert_true(file_out_open(&o, "out", &f->diag));
    file_unlink_unfinished();
    assert_int_equal(file_count(), 1);
    file_out_abort(&o);
}

static void two_may_write_a_file_of_one_name(void **state)
{
    struct fixture *f = *state;
    struct file_out one, two;
    struct buf back = {0};

    assert_true(file_out_open(&one, "both", &f->diag));
    assert_true(file_out_open(&two, "both", &f->diag));
    file_out_write(&one, "one", 3);
    file_out_write(&two, "two", 3);
    assert_true(file_out_commit(&two, &f->diag));
    assert_true(file_out_commit(&one, &f->diag));
    assert_int_equal(file_count(), 1);
    assert_true(file_read("both", 100, &back, &f->diag));
    assert_string_equal(buf_str(&back), "one");
    buf_release(&back);
}

static void a_failed_write_is_reported(void **state)
{
    struct fixture *f = *state;
    struct file_out o;

    assert_false(file_out_open(&o, "none/out", &f->diag));
    assert_true(file_out_open(&o, "out", &f->diag));
    close(o.fd);
    o.fd = open("/dev/full", O_WRONLY);
    file_out_write(&o, "x", 1);
    assert_false(file_out_commit(&o, &f->diag));
    assert_int_equal(f->diag.counts[DIAG_ERROR], 2);
    assert_int_equal(file_count(), 0);
}

static void only_regular_files_are_read(void **state)
{
    struct fixture *f = *state;
    struct buf b = {0};
    struct file_map m;

    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_false(file_read("pipe", 100, &b, &f->diag));
    assert_false(file_read("folder", 100, &b, &f->diag));
    assert_false(file_read("/dev/zero", 100, &b, &f->diag));
    assert_false(file_read("none", 100, &b, &f->diag));
    put("long", "0123456789");
    assert_false(file_read("long", 9, &b, &f->diag));
    assert_int_equal(f->diag.counts[DIAG_ERROR], 5);
    put("empty", "");
    assert_true(file_map_open(&m, "empty", &f->diag));
    file_map_close(&m);
    assert_true(file_map_open(&m, "long", &f->diag));
    assert_memory_equal(m.data, "0123456789", 10);
    file_map_close(&m);
    buf_release(&b);
}

/* Old kernels lack it, and Valgrind does: then no link is followed. */
static bool has_openat2(void)
{
    return syscall(SYS_openat2, -1, "", NULL, 0) >= 0 || errno != ENOSYS;
}

static void roots_hold(void **state)
{
    struct root r;
    int fd;

    (void)state;
    assert_int_equal(mkdir("in", 0700), 0);
    put("secret", "x");
    put("in/file", "x");
    assert_int_equal(symlink("../secret", "in/link"), 0);
    assert_int_equal(symlink("file", "in/good"), 0);
    assert_true(root_open(&r, "in"));
    fd = root_open_file(&r, "file");
    assert_true(fd >= 0);
    close(fd);
    fd = root_open_file(&r, "good");
    assert_int_equal(fd >= 0, has_openat2());
    close(fd);
    assert_int_equal(root_open_file(&r, "../secret"), -1);
    assert_int_equal(errno, EXDEV);
    assert_int_equal(root_open_file(&r, "link"), -1);
    assert_int_equal(root_open_file(&r, "/etc/passwd"), -1);
    assert_int_equal(root_open_file(&r, "."), -1);
    assert_int_equal(root_open_file(&r, "none"), -1);
    assert_int_equal(errno, ENOENT);
    root_close(&r);
    assert_false(root_open(&r, "secret"));
}

/* From here on openat2 fails as it does where the kernel lacks it. */
static bool forbid_openat2(void)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof rules / sizeof *rules, rules};

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Runs in a process of its own; the number of the first thing that is wrong, or 0. */
static int check_without_openat2(void)
{
    static const char *const refused[] = {"../secret",   "deep/../../secret",
                                          "link",        "away/secret",
                                          "/etc/passwd", "",
                                          ".",           "deep",
                                          "none",        "deep/none"};
    struct root r;
    int fd;

    if (!forbid_openat2())
        return 77;
    if (!root_open(&r, "in"))
        return 1;
    fd = root_open_file(&r, "deep/file");
    if (fd < 0)
        return 2;
    close(fd);
    for (int i = 0; i < (int)(sizeof refused / sizeof *refused); i++)
        if (root_open_file(&r, refused[i]) >= 0)
            return 3 + i;
    root_close(&r);
    return 0;
}

static void roots_hold_without_openat2(void **state)
{
    int status;
    pid_t child;

    (void)state;
    assert_int_equal(mkdir("in", 0700), 0);
    assert_int_equal(mkdir("in/deep", 0700), 0);
    put("secret", "x");
    put("in/deep/file", "x");
    assert_int_equal(symlink("../secret", "in/link"), 0);
    assert_int_equal(symlink("..", "in/away"), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(check_without_openat2());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void names_of_one_file_are_the_same(void **state)
{
    (void)state;
    put("a", "x");
    assert_int_equal(link("a", "b"), 0);
    assert_true(file_same("a", "b"));
    put("c", "x");
    assert_false(file_same("a", "c"));
    assert_false(file_same("a", "none"));
}

static void messages_stay_on_one_line(void **state)
{
    struct fixture *f = *state;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    (void)f;
    diag_format(
        out, &(struct diag_message){DIAG_WARNING, {"a\nb.md", 3, 4}, "code", "x\ny"});
    fclose(out);
    assert_string_equal(text, "a?b.md:3:4: warning: x?y [code]\n");
    free(text);
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(outputs_appear_whole),
        FILE_TEST(aborted_outputs_leave_nothing),
        FILE_TEST(two_may_write_a_file_of_one_name),
        FILE_TEST(a_failed_write_is_reported),
        FILE_TEST(only_regular_files_are_read),
        FILE_TEST(roots_hold),
        FILE_TEST(names_of_one_file_are_the_same),
        FILE_TEST(messages_stay_on_one_line),
        FILE_TEST(roots_hold_without_openat2),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
