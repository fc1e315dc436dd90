// File calls of a C program, each result printed in words that do not depend on the system: the native build prints what the guest prints.
// Where WASI means to differ (its sandbox, calls that POSIX has not), the native build prints what the guest has to say.
// Usage: files, in an empty directory, which is empty again afterwards.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#ifdef __wasi__
#include <wasi/api.h>
#include <wasi/libc.h>
#endif

static const char *error_name(int error) {
    switch (error) {
    case 0: return "ok";
    case EACCES: return "EACCES";
    case EBADF: return "EBADF";
    case EEXIST: return "EEXIST";
    case EINVAL: return "EINVAL";
    case EISDIR: return "EISDIR";
    case ELOOP: return "ELOOP";
    case ENAMETOOLONG: return "ENAMETOOLONG";
    case ENOENT: return "ENOENT";
    case ENOTDIR: return "ENOTDIR";
    case ENOTEMPTY: return "ENOTEMPTY";
    case EPERM: return "EPERM";
    case ESPIPE: return "ESPIPE";
#ifdef ENOTCAPABLE
    case ENOTCAPABLE: return "ENOTCAPABLE";
#endif
    default: return strerror(error);
    }
}

// Prints a call's result: the number, or the error.
#define SHOW(call) show(#call, (long long)(call))
static long long show(const char *call, long long result) {
    if (result < 0) printf("%s: %s\n", call, error_name(errno));
    else printf("%s: %lld\n", call, result);
    return result;
}

// Prints a call that only succeeds or fails; closes what it opened.
#define TRY(call) try(#call, (call), 0)
#define TRY_OPEN(call) try(#call, (call), 1)
static void try(const char *call, int result, int opens) {
    printf("%s: %s\n", call, result < 0 ? error_name(errno) : "ok");
    if (opens && result >= 0) close(result);
}

static void put(const char *name, const char *text) {
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) printf("cannot write %s\n", name);
    close(fd);
}

static void content(const char *name) {
    char text[256];
    int fd = open(name, O_RDONLY);
    ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text);
    printf("%s contains %zd:", name, length);
    for (ssize_t i = 0; i < length; i++) printf(text[i] < ' ' ? "\\%02x" : "%c", text[i]);
    printf("\n");
    if (fd >= 0) close(fd);
}

static const char *kind(mode_t mode) {
    return S_ISREG(mode) ? "file" : S_ISDIR(mode) ? "directory" : S_ISLNK(mode) ? "link" : "other";
}

static void section(const char *name) { printf("== %s\n", name); }

static void reading_and_writing(void) {
    section("open, read, write, seek");
    int fd = open("data", O_RDWR | O_CREAT | O_EXCL, 0644);
    SHOW(write(fd, "0123456789", 10));
    SHOW(lseek(fd, 0, SEEK_CUR));
    SHOW(lseek(fd, -3, SEEK_END));
    char buffer[64] = {0};
    SHOW(read(fd, buffer, 2));
    printf("read %s\n", buffer);
    SHOW(lseek(fd, 1, SEEK_CUR));
    SHOW(read(fd, buffer, 2));
    SHOW(lseek(fd, -11, SEEK_CUR));
    SHOW(lseek(fd, -1, SEEK_SET));
    SHOW(lseek(fd, 0, 77));
    SHOW(lseek(fd, 20, SEEK_SET));
    SHOW(read(fd, buffer, 2));
    SHOW(write(fd, "end", 3));
    content("data");
    SHOW(pread(fd, buffer, 4, 2));
    printf("pread %.4s\n", buffer);
    SHOW(pread(fd, buffer, 4, 21));
    SHOW(pread(fd, buffer, 4, 100));
    SHOW(pwrite(fd, "AB", 2, 4));
    SHOW(pwrite(fd, "Z", 1, 30));
    SHOW(lseek(fd, 0, SEEK_CUR));
    content("data");
    struct iovec out[3] = {{"one", 3}, {"", 0}, {"two", 3}};
    SHOW(lseek(fd, 0, SEEK_SET));
    SHOW(writev(fd, out, 3));
    char first[4] = {0}, second[8] = {0};
    struct iovec in[2] = {{first, 3}, {second, 5}};
    SHOW(preadv(fd, in, 2, 0));
    printf("preadv %s %s\n", first, second);
    SHOW(pwritev(fd, out, 3, 8));
    SHOW(lseek(fd, 0, SEEK_SET));
    SHOW(readv(fd, in, 2));
    SHOW(ftruncate(fd, 6));
    SHOW(lseek(fd, 0, SEEK_CUR));
    SHOW(lseek(fd, 0, SEEK_END));
    SHOW(lseek(fd, 9, SEEK_SET));
    SHOW(ftruncate(fd, 4));
    SHOW(lseek(fd, 0, SEEK_CUR));
    SHOW(ftruncate(fd, 8));
    content("data");
    SHOW(posix_fallocate(fd, 4, 12));
    SHOW(lseek(fd, 0, SEEK_END));
    SHOW(posix_fallocate(fd, 0, 2));
    SHOW(lseek(fd, 0, SEEK_END));
    SHOW(posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
    SHOW(fsync(fd));
    SHOW(fdatasync(fd));
    SHOW(isatty(fd));
    SHOW(close(fd));
    SHOW(close(fd));
    SHOW(read(fd, buffer, 1));
    SHOW(truncate("data", 2));
    content("data");
    int reader = open("data", O_RDONLY), writer = open("data", O_WRONLY);
    SHOW(write(reader, "x", 1));
    SHOW(ftruncate(reader, 1));
    SHOW(read(writer, buffer, 1));
    SHOW(write(writer, "xyz", 3));
    SHOW(read(reader, buffer, 8));
    SHOW(close(reader));
    SHOW(close(writer));
    TRY(unlink("data"));

    section("large file");
    fd = open("large", O_RDWR | O_CREAT, 0644);
    SHOW(pwrite(fd, "!", 1, 5000000000LL));
    SHOW(lseek(fd, 0, SEEK_END));
    SHOW(lseek(fd, 4999999999LL, SEEK_SET));
    SHOW(read(fd, buffer, 4));
    printf("%d %c\n", buffer[0], buffer[1]);
    SHOW(close(fd));
    TRY(unlink("large"));
}

static void status_flags(void) {
    section("flags of descriptors");
    put("log", "first\n");
    int fd = open("log", O_WRONLY | O_APPEND);
    int flags = fcntl(fd, F_GETFL);
    printf("append %d nonblock %d access %d\n", !!(flags & O_APPEND), !!(flags & O_NONBLOCK), (flags & O_ACCMODE) == O_WRONLY);
    SHOW(lseek(fd, 0, SEEK_SET));
    SHOW(write(fd, "second\n", 7));
    SHOW(lseek(fd, 0, SEEK_CUR));
    SHOW(fcntl(fd, F_SETFL, O_NONBLOCK));
    flags = fcntl(fd, F_GETFL);
    printf("append %d nonblock %d\n", !!(flags & O_APPEND), !!(flags & O_NONBLOCK));
    SHOW(lseek(fd, 0, SEEK_SET));
    SHOW(write(fd, "FIRST", 5));
    SHOW(fcntl(fd, F_SETFL, O_APPEND));
    SHOW(write(fd, "third\n", 6));
    SHOW(close(fd));
    content("log");
    fd = open("log", O_RDWR | O_SYNC);
    flags = fcntl(fd, F_GETFL);
    printf("access %d\n", (flags & O_ACCMODE) == O_RDWR);
    SHOW(write(fd, "sync", 4));
    SHOW(close(fd));
    SHOW(fcntl(fd, F_GETFL));
    TRY(unlink("log"));
}

// Sets both times to now. (The futimens of some versions of wasi-libc sets them to zero.)
static int touch(int fd) {
#ifdef __wasi__
    return -(int)__wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_ATIM_NOW | __WASI_FSTFLAGS_MTIM_NOW);
#else
    return futimens(fd, NULL);
#endif
}

static void status(void) {
    section("stat");
    put("a", "12345");
    TRY(mkdir("d", 0755));
    TRY(symlink("a", "l"));
    TRY(symlink("nowhere", "dangling"));
    struct stat s, t;
    SHOW(stat("a", &s));
    printf("%s %lld bytes, %d link\n", kind(s.st_mode), (long long)s.st_size, (int)s.st_nlink);
    SHOW(lstat("l", &t));
    printf("%s %lld bytes\n", kind(t.st_mode), (long long)t.st_size);
    SHOW(stat("l", &t));
    printf("%s, same inode %d, same device %d\n", kind(t.st_mode), s.st_ino == t.st_ino, s.st_dev == t.st_dev);
    SHOW(stat("d", &t));
    printf("%s, same inode %d\n", kind(t.st_mode), s.st_ino == t.st_ino);
    SHOW(stat("d/..", &s));
    SHOW(stat(".", &t));
    printf("same inode %d\n", s.st_ino == t.st_ino);
    SHOW(stat("dangling", &t));
    SHOW(lstat("dangling", &t));
    SHOW(stat("nothing", &t));
    SHOW(stat("a/b", &t));
    SHOW(stat("a/", &t));
    SHOW(stat("a/.", &t));
    SHOW(stat("d/", &t));
    SHOW(access("a", R_OK));
    SHOW(access("nothing", F_OK));

    section("open files keep their identity");
    int fd = open("a", O_RDWR);
    fstat(fd, &s);
    TRY(rename("a", "b"));
    SHOW(fstat(fd, &t));
    printf("%lld bytes, same inode %d\n", (long long)t.st_size, s.st_ino == t.st_ino);
    SHOW(stat("b", &t));
    printf("same inode %d\n", s.st_ino == t.st_ino);
    put("a", "another");
    SHOW(stat("a", &t));
    printf("same inode %d\n", s.st_ino == t.st_ino);
    SHOW(write(fd, "XY", 2));
    content("b");
    TRY(unlink("b"));
    SHOW(fstat(fd, &t));
    printf("%lld bytes, same inode %d\n", (long long)t.st_size, s.st_ino == t.st_ino);
    char text[8] = {0};
    SHOW(read(fd, text, 7));
    printf("%s\n", text);
    put("b", "new");
    SHOW(ftruncate(fd, 1));
    SHOW(fstat(fd, &t));
    printf("%lld bytes\n", (long long)t.st_size);
    SHOW(close(fd));
    content("b");

    section("times");
    struct timespec times[2] = {{1000000000, 123456700}, {4000000000LL, 500}};
    SHOW(utimensat(AT_FDCWD, "a", times, 0));
    SHOW(stat("a", &t));
    printf("%lld.%09ld %lld.%09ld\n", (long long)t.st_atim.tv_sec, t.st_atim.tv_nsec, (long long)t.st_mtim.tv_sec, t.st_mtim.tv_nsec);
    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_sec = 7;
    fd = open("a", O_RDWR);
    SHOW(futimens(fd, times));
    SHOW(fstat(fd, &t));
    printf("%lld.%09ld %lld.%09ld\n", (long long)t.st_atim.tv_sec, t.st_atim.tv_nsec, (long long)t.st_mtim.tv_sec, t.st_mtim.tv_nsec);
    SHOW(touch(fd));
    SHOW(fstat(fd, &t));
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    printf("now: %d\n", llabs((long long)now.tv_sec - (long long)t.st_mtim.tv_sec) < 60);
    times[1].tv_sec = 5;
    SHOW(futimens(fd, times));
    SHOW(write(fd, "z", 1));
    SHOW(fstat(fd, &t));
    printf("changed by writing: %d\n", t.st_mtim.tv_sec > 5);
    SHOW(close(fd));
    times[0].tv_nsec = times[1].tv_nsec = 0;
    times[0].tv_sec = times[1].tv_sec = 99;
    SHOW(utimensat(AT_FDCWD, "l", times, AT_SYMLINK_NOFOLLOW));
    SHOW(lstat("l", &t));
    printf("link %lld\n", (long long)t.st_mtim.tv_sec);
    SHOW(stat("a", &t));
    printf("its target too: %d\n", t.st_mtim.tv_sec == 99);
    SHOW(utimensat(AT_FDCWD, "d", times, 0));
    SHOW(stat("d", &t));
    printf("directory %lld\n", (long long)t.st_mtim.tv_sec);
    SHOW(utimensat(AT_FDCWD, "nothing", times, 0));
    TRY(unlink("a"));
    TRY(unlink("b"));
    TRY(unlink("l"));
    TRY(unlink("dangling"));
    TRY(rmdir("d"));
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void directories(void) {
    enum { Count = 500 };
    section("readdir");
    TRY(mkdir("many", 0755));
    char name[300];
    for (int i = 0; i < Count; i++) {
        snprintf(name, sizeof name, "many/entry-%03d-%.*s", i, i % 40, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
        put(name, "");
    }
    TRY(mkdir("many/sub", 0755));
    TRY(symlink("entry-000-", "many/link"));
    DIR *dir = opendir("many");
    char *names[Count + 8];
    int count = 0, dots = 0, wrong = 0;
    long middle = 0;
    char after_middle[300] = "";
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (count + dots == 250) strcpy(after_middle, e->d_name);
        if (e->d_name[0] == '.') {
            dots++;
        } else {
            struct stat s;
            snprintf(name, sizeof name, "many/%s", e->d_name);
            wrong += lstat(name, &s) != 0 || s.st_ino != e->d_ino;
            wrong += e->d_type != (strcmp(e->d_name, "sub") == 0 ? DT_DIR : strcmp(e->d_name, "link") == 0 ? DT_LNK : DT_REG);
            names[count++] = strdup(e->d_name);
        }
        if (count + dots == 250) middle = telldir(dir);
    }
    printf("%d entries and %d dots, %d wrong\n", count, dots, wrong);
    qsort(names, count, sizeof *names, by_name);
    unsigned hash = 2166136261u;
    for (int i = 0; i < count; i++)
        for (char *c = names[i]; *c; c++) hash = (hash ^ (unsigned char)*c) * 16777619u;
    printf("%s .. %s, hash %08x\n", names[0], names[count - 1], hash);
    seekdir(dir, middle);
    struct dirent *again = readdir(dir);
    printf("same entry after seekdir: %d\n", again != NULL && strcmp(again->d_name, after_middle) == 0);
    put("many/later", "");
    rewinddir(dir);
    int second = 0, seen = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL; second++) seen |= strcmp(e->d_name, "later") == 0;
    printf("after rewinddir: %d, the new one %d\n", second, seen);

    section("calls relative to a directory");
    int fd = dirfd(dir);
    struct stat s;
    SHOW(fstatat(fd, "sub", &s, 0));
    int file = openat(fd, "sub/inner", O_WRONLY | O_CREAT, 0644);
    SHOW(write(file, "deep", 4));
    SHOW(close(file));
    TRY(mkdirat(fd, "sub/dir", 0755));
    TRY(renameat(fd, "sub/inner", fd, "sub/dir/inner"));
    content("many/sub/dir/inner");
    TRY(rename("many/sub", "many/moved"));
    content("many/moved/dir/inner");
    TRY(unlinkat(fd, "moved/dir/inner", 0));
    TRY(unlinkat(fd, "moved/dir", AT_REMOVEDIR));
    TRY(unlinkat(fd, "moved", AT_REMOVEDIR));
    SHOW(closedir(dir));

    section("removing while reading");
    dir = opendir("many");
    int removed = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;)
        if (e->d_name[0] != '.') removed += unlinkat(dirfd(dir), e->d_name, 0) == 0;
    SHOW(closedir(dir));
    printf("removed %d\n", removed);
    TRY(rmdir("many"));
    for (int i = 0; i < count; i++) free(names[i]);
    printf("opendir: %s\n", opendir("many") ? "ok" : error_name(errno));
    put("file", "");
    printf("opendir: %s\n", opendir("file") ? "ok" : error_name(errno));

    section("working directory");
#ifdef __wasi__
    const char *home = "/"; // wasi-libc does not fold '..' when it changes the directory
#else
    const char *home = getcwd(NULL, 0);
#endif
    TRY(mkdir("down", 0755));
    TRY(chdir("down"));
    put("inside", "here");
    content("../down/inside");
    TRY(unlink("inside"));
    TRY(chdir(home));
    TRY(chdir("file"));
    TRY(rmdir("down"));
    TRY(unlink("file"));
}

static void renaming(void) {
    section("rename");
    put("x", "x");
    put("y", "yy");
    TRY(mkdir("empty", 0755));
    TRY(mkdir("full", 0755));
    put("full/z", "z");
    TRY(rename("x", "y"));
    content("y");
    TRY(rename("nothing", "y"));
    TRY(rename("y", "empty"));
    TRY(rename("empty", "y"));
    TRY(rename("empty", "full"));
    TRY(rename("full", "full/inner"));
    TRY(rename("full", "empty"));
    content("empty/z");
    TRY(rename("y", "y"));
    TRY(rename("y", "missing/y"));
    TRY(rename("y", "empty/z/y"));
    TRY(rename("y", "new/"));
    TRY(symlink("y", "link"));
    TRY(rename("link", "moved"));
    char target[16] = {0};
    SHOW(readlink("moved", target, sizeof target));
    printf("%s\n", target);
    TRY(unlink("moved"));
    content("y");
    TRY(unlink("y"));
    TRY(unlink("empty/z"));
    TRY(rmdir("empty"));
}

static void links(void) {
    section("links");
    put("t", "target");
    TRY(mkdir("d", 0755));
    put("d/f", "file in d");
    TRY(symlink("t", "s"));
    TRY(symlink("t", "s"));
    TRY(symlink("d", "sd"));
    TRY(symlink("../t", "d/up"));
    TRY(symlink("loop2", "loop1"));
    TRY(symlink("loop1", "loop2"));
    TRY(symlink("made", "maker"));
    TRY(symlink("", "nothing"));
    content("s");
    content("sd/f");
    content("d/up");
    content("sd/up");
    content("sd/../t");
    TRY_OPEN(open("s", O_RDONLY | O_NOFOLLOW));
    TRY_OPEN(open("loop1", O_RDONLY));
    TRY_OPEN(open("sd", O_RDONLY | O_DIRECTORY));
    TRY_OPEN(open("sd", O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
    TRY_OPEN(open("s", O_WRONLY | O_CREAT | O_EXCL, 0644));
    TRY_OPEN(open("maker", O_WRONLY | O_CREAT, 0644));
    content("made");
    char small[3];
    SHOW(readlink("d/up", small, sizeof small));
    printf("%.3s\n", small);
    SHOW(readlink("t", small, sizeof small));
    SHOW(readlink("nothing", small, sizeof small));
    TRY(mkdir("s", 0755));
    TRY(rmdir("sd"));
    TRY(unlink("sd"));
    content("d/f");
    const char *names[] = {"t", "d/f", "d/up", "s", "loop1", "loop2", "made", "maker"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (unlink(names[i]) != 0) printf("unlink %s: %s\n", names[i], error_name(errno));
    TRY(rmdir("d"));
    put("original", "one file, two names");
    TRY(link("original", "second"));
    TRY(unlink("original"));
    content("second");
    TRY(unlink("second"));
}

static void errors(void) {
    section("errors");
    put("file", "text");
    TRY(mkdir("dir", 0755));
    put("dir/entry", "");
    char longest[300];
    memset(longest, 'n', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    TRY_OPEN(open("nothing", O_RDONLY));
    TRY_OPEN(open("nothing/file", O_WRONLY | O_CREAT, 0644));
    TRY_OPEN(open("file/under", O_RDONLY));
    TRY_OPEN(open("file", O_RDWR | O_CREAT | O_EXCL, 0644));
    TRY_OPEN(open("file", O_RDONLY | O_DIRECTORY));
    TRY_OPEN(open("file/", O_RDONLY));
    TRY_OPEN(open("dir", O_RDONLY));
    TRY_OPEN(open("dir", O_WRONLY));
    TRY_OPEN(open("dir", O_RDWR));
    TRY_OPEN(open("dir", O_RDONLY | O_TRUNC));
    TRY_OPEN(open("new/", O_WRONLY | O_CREAT, 0644));
    TRY_OPEN(open(longest, O_RDONLY));
    TRY_OPEN(open(longest, O_WRONLY | O_CREAT, 0644));
    TRY(mkdir("dir", 0755));
    TRY(mkdir("file", 0755));
    TRY(mkdir("nothing/dir", 0755));
    TRY(mkdir("file/dir", 0755));
    TRY(mkdir(longest, 0755));
    TRY(rmdir("dir"));
    TRY(rmdir("file"));
    TRY(rmdir("nothing"));
    TRY(rmdir("dir/."));
    TRY(unlink("dir"));
    TRY(unlink("nothing"));
    TRY(unlink("file/"));
    int fd = open("dir", O_RDONLY | O_DIRECTORY);
    char byte;
    SHOW(read(fd, &byte, 1));
    SHOW(write(fd, "x", 1));
    SHOW(ftruncate(fd, 0));
    SHOW(close(fd));
    SHOW(close(-1));
    SHOW(close(1000));
    SHOW(fsync(1000));
    SHOW(ftruncate(1000, 0));
    SHOW(lseek(1000, 0, SEEK_SET));
    SHOW(truncate("nothing", 0));
    SHOW(truncate("dir", 0));
    fd = open("file", O_RDWR);
    SHOW(ftruncate(fd, -1));
    SHOW(pread(fd, &byte, 1, -1));
    SHOW(pwrite(fd, &byte, 1, -1));
    SHOW(fcntl(fd, 12345));
    SHOW(close(fd));
    TRY(unlink("dir/entry"));
    TRY(rmdir("dir"));
    TRY(unlink("file"));
}

static void sandbox(void) {
    section("what leads outside is refused");
#ifdef __wasi__
    TRY(mkdir("d", 0755));
    TRY_OPEN(open("../outside", O_RDONLY));
    TRY_OPEN(open("d/../../outside", O_WRONLY | O_CREAT, 0644));
    TRY(mkdir("../outside", 0755));
    TRY(rename("d", "../outside"));
    TRY(symlink("..", "up"));
    TRY_OPEN(open("up/outside", O_WRONLY | O_CREAT, 0644));
    TRY_OPEN(open("up", O_RDONLY | O_DIRECTORY));
    TRY(unlink("up/outside"));
    TRY(unlink("up"));
    TRY(symlink("../../outside", "d/link"));
    TRY_OPEN(open("d/link", O_RDONLY));
    TRY_OPEN(open("d/link", O_WRONLY | O_CREAT, 0644));
    TRY(unlink("d/link"));
    TRY(symlink("/etc/passwd", "absolute"));
    int fd = open("d", O_RDONLY | O_DIRECTORY);
    TRY_OPEN(openat(fd, "..", O_RDONLY));
    TRY_OPEN(openat(fd, "../d", O_RDONLY));
    SHOW(close(fd));
    TRY(rmdir("d"));
#else
    printf("mkdir(\"d\", 0755): ok\n"
           "open(\"../outside\", O_RDONLY): EPERM\n"
           "open(\"d/../../outside\", O_WRONLY | O_CREAT, 0644): EPERM\n"
           "mkdir(\"../outside\", 0755): EPERM\n"
           "rename(\"d\", \"../outside\"): EPERM\n"
           "symlink(\"..\", \"up\"): ok\n"
           "open(\"up/outside\", O_WRONLY | O_CREAT, 0644): EPERM\n"
           "open(\"up\", O_RDONLY | O_DIRECTORY): EPERM\n"
           "unlink(\"up/outside\"): EPERM\n"
           "unlink(\"up\"): ok\n"
           "symlink(\"../../outside\", \"d/link\"): ok\n"
           "open(\"d/link\", O_RDONLY): EPERM\n"
           "open(\"d/link\", O_WRONLY | O_CREAT, 0644): EPERM\n"
           "unlink(\"d/link\"): ok\n"
           "symlink(\"/etc/passwd\", \"absolute\"): EPERM\n"
           "openat(fd, \"..\", O_RDONLY): EPERM\n"
           "openat(fd, \"../d\", O_RDONLY): EPERM\n"
           "close(fd): 0\n"
           "rmdir(\"d\"): ok\n");
#endif
}

static void waiting(void) {
    section("poll");
    put("p", "ready");
    int reader = open("p", O_RDONLY), writer = open("p", O_WRONLY);
    struct pollfd fds[3] = {{reader, POLLIN, 0}, {writer, POLLOUT, 0}, {reader, POLLIN | POLLOUT, 0}};
    SHOW(poll(fds, 2, 1000));
    printf("%d %d\n", fds[0].revents == POLLIN, fds[1].revents == POLLOUT);
    SHOW(poll(fds, 3, -1));
    printf("%d %d %d\n", !!(fds[0].revents & POLLIN), !!(fds[1].revents & POLLOUT), !!(fds[2].revents & POLLIN));
    fds[1].fd = 1000;
    SHOW(poll(fds, 2, 0));
    printf("%d %d\n", !!(fds[0].revents & POLLIN), !!(fds[1].revents & POLLNVAL));
    close(reader);
    close(writer);
    TRY(unlink("p"));
    struct timespec before, after, pause = {0, 20000000};
    clock_gettime(CLOCK_MONOTONIC, &before);
    SHOW(nanosleep(&pause, NULL));
    SHOW(poll(NULL, 0, 10));
    clock_gettime(CLOCK_MONOTONIC, &after);
    long long slept = (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
    printf("slept %s\n", slept >= 30000000 && slept < 20000000000LL ? "long enough" : "wrongly");
    after.tv_nsec += 10000000;
    if (after.tv_nsec >= 1000000000) after.tv_sec++, after.tv_nsec -= 1000000000;
    SHOW(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &after, NULL));
    clock_gettime(CLOCK_MONOTONIC, &before);
    printf("until then: %d\n", before.tv_sec > after.tv_sec || (before.tv_sec == after.tv_sec && before.tv_nsec >= after.tv_nsec));

    section("several clocks, renumbered descriptors");
#ifdef __wasi__
    __wasi_subscription_t subscriptions[3] = {0};
    for (int i = 0; i < 3; i++) {
        subscriptions[i].userdata = 100 + i;
        subscriptions[i].u.tag = __WASI_EVENTTYPE_CLOCK;
        subscriptions[i].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
        subscriptions[i].u.u.clock.timeout = i == 1 ? 5000000 : 60000000000ULL;
    }
    __wasi_event_t events[3];
    __wasi_size_t count = 0;
    printf("poll_oneoff: %d\n", __wasi_poll_oneoff(subscriptions, events, 3, &count));
    printf("%d event, of %d\n", (int)count, (int)events[0].userdata);
    put("n", "number");
    put("m", "other");
    int from = open("n", O_RDONLY), to = open("m", O_RDONLY);
    printf("renumber: %d\n", __wasilibc_fd_renumber(from, to));
    char text[16] = {0};
    printf("read %d %s\n", (int)read(to, text, sizeof text), text);
    printf("old number: %s\n", read(from, text, 1) < 0 ? error_name(errno) : "ok");
    close(to);
    printf("to nowhere: %s\n", __wasilibc_fd_renumber(to, 1000) < 0 ? error_name(errno) : "ok");
    unlink("n");
    unlink("m");
#else
    printf("poll_oneoff: 0\n1 event, of 101\nrenumber: 0\nread 6 number\nold number: EBADF\nto nowhere: EBADF\n");
#endif
}

static void standard_library(void) {
    section("stdio");
    FILE *file = fopen("text", "w+");
    for (int i = 0; i < 1000; i++) fprintf(file, "line %d\n", i);
    printf("at %ld\n", ftell(file));
    rewind(file);
    char line[64];
    int lines = 0;
    while (fgets(line, sizeof line, file)) lines++;
    printf("%d lines, last %s", lines, line);
    SHOW(fseek(file, 5, SEEK_SET));
    printf("%c", fgetc(file));
    ungetc('U', file);
    printf("%c", fgetc(file));
    printf("%s\n", fgetc(file) == '\n' ? "." : "?");
    SHOW(fflush(file));
    SHOW(fclose(file));
    file = fopen("text", "a");
    fputs("appended\n", file);
    printf("at %ld\n", ftell(file));
    SHOW(fclose(file));
    file = fopen("text", "r+");
    SHOW(fseek(file, -9, SEEK_END));
    printf("%s", fgets(line, sizeof line, file));
    SHOW(fseek(file, 0, SEEK_SET));
    SHOW(fputs("LINE", file) >= 0);
    SHOW(fclose(file));
    file = fopen("text", "r");
    printf("%s", fgets(line, sizeof line, file));
    SHOW(fclose(file));
    printf("fopen: %s\n", fopen("text", "wx") ? "ok" : error_name(errno));
    printf("fopen: %s\n", fopen("nothing/text", "r") ? "ok" : error_name(errno));
    TRY(mkdir("dir", 0755));
    TRY(remove("dir"));
    TRY(remove("text"));
    TRY(remove("text"));
}

int main(void) {
    reading_and_writing();
    status_flags();
    status();
    directories();
    renaming();
    links();
    errors();
    sandbox();
    waiting();
    standard_library();
    DIR *dir = opendir(".");
    int left = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) left += e->d_name[0] != '.';
    closedir(dir);
    printf("left behind: %d\n", left);
    return 0;
}
