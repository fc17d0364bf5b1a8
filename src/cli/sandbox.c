#include "cli/sandbox.h"

#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Sanitizers trace the process and read what it was built from. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

/* Landlock (landlock(7)) */

/* Of later versions than the header of the oldest system this is built on. */
#define REFER    (UINT64_C(1) << 13) /* 2 */
#define TRUNCATE (UINT64_C(1) << 14) /* 3 */

#define READS \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES                                                                        \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                  \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |                  \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                      \
     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |                    \
     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)
/* What a rule for a file, not a folder, may say. */
#define OF_FILES                                                                      \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                     \
     LANDLOCK_ACCESS_FS_READ_FILE | TRUNCATE)

/* The first version takes every file moved to another folder for an offence. */
static int interface_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                           LANDLOCK_CREATE_RULESET_VERSION);

    return version >= 2 ? (int)version : 0;
}

static uint64_t writes_of(int version)
{
    return WRITES | REFER | (version >= 3 ? TRUNCATE : 0);
}

static bool allow(int ruleset, const char *path, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {
        .allowed_access = access, .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    struct stat st;
    bool good;

    if (rule.parent_fd < 0) {
        file_need_descriptors(errno);
        return true;
    }
    if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rule.allowed_access &= OF_FILES;
    good = rule.allowed_access == 0 ||
           syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule,
                   0) == 0;
    close(rule.parent_fd);
    return good;
}

/* `access` only beneath the paths. */
static int confine(struct cli_sandbox_paths paths, int version, uint64_t access)
{
    struct landlock_ruleset_attr attr = {.handled_access_fs = access};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    bool good = ruleset >= 0;

    if (!good)
        file_need_descriptors(errno);
    for (size_t i = 0; good && i < paths.count; i++)
        good = !paths.list[i] || allow(ruleset, paths.list[i], access);
    good = good && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    if (ruleset >= 0)
        close(ruleset);
    return good ? version : 0;
}

int cli_sandbox_writes(struct cli_sandbox_paths paths)
{
    int version = interface_version();

    return version ? confine(paths, version, writes_of(version)) : 0;
}

int cli_sandbox_reads(struct cli_sandbox_paths paths)
{
    int version = SANITIZED ? 0 : interface_version();

    /* Moving files is refused by every set of rules that does not speak of it. */
    return version ? confine(paths, version, READS | REFER) : 0;
}

/* seccomp(2) */

static const int refused[] = {
    /* other programs */
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(kcmp),
    /* who serves, is asked by others */
    SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
    /* other views of the file system */
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
    SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fsmount),
    SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(open_by_handle_at),
    SCMP_SYS(swapon), SCMP_SYS(quotactl), SCMP_SYS(mknod), SCMP_SYS(mknodat),
    /* rights */
    SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setresuid), SCMP_SYS(setresgid),
    SCMP_SYS(setgroups), SCMP_SYS(capset), SCMP_SYS(keyctl), SCMP_SYS(add_key),
    SCMP_SYS(request_key), SCMP_SYS(chown), SCMP_SYS(lchown), SCMP_SYS(fchown),
    SCMP_SYS(fchownat),
    /* what the kernel is attacked through */
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load), SCMP_SYS(reboot), SCMP_SYS(personality), SCMP_SYS(modify_ldt),
    SCMP_SYS(vmsplice), SCMP_SYS(acct), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
};

static bool add_sockets(scmp_filter_ctx filter, bool network)
{
    if (!network)
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 0) == 0;
    /* AF_UNIX and AF_NETLINK are what names are looked up through. */
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                            SCMP_A0(SCMP_CMP_GT, AF_NETLINK)) == 0;
}

bool cli_sandbox_calls(bool network)
{
    scmp_filter_ctx filter = SANITIZED ? NULL : seccomp_init(SCMP_ACT_ALLOW);
    bool good = filter != NULL;

    if (!good)
        return false;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        good = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0) == 0 && good;
    good = add_sockets(filter, network) && good;
    good = good && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good;
}
