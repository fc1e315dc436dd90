// Makes a program of the SQLite amalgamation: an in-memory database behind the smallest file system layer that SQLite accepts, and some
// statements whose results it prints. What it prints on wasm is compared with what it prints when compiled natively.
#include <stdio.h>
#include <string.h>
#include "sqlite3.h"

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
    (void)vfs, (void)name, (void)file, (void)flags, (void)out_flags;
    return SQLITE_CANTOPEN; // nothing but :memory: databases
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) { (void)vfs, (void)name, (void)sync; return SQLITE_OK; }
static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result) { (void)vfs, (void)name, (void)flags; *result = 0; return SQLITE_OK; }
static int full_path(sqlite3_vfs *vfs, const char *name, int size, char *out) { (void)vfs; strncpy(out, name, size); return SQLITE_OK; }
static int randomness(sqlite3_vfs *vfs, int size, char *out) { (void)vfs; memset(out, 42, size); return size; } // repeatable
static int sleep_us(sqlite3_vfs *vfs, int us) { (void)vfs; return us; }
static int current_time(sqlite3_vfs *vfs, double *days) { (void)vfs; *days = 2461000.5; return SQLITE_OK; }
static int last_error(sqlite3_vfs *vfs, int size, char *out) { (void)vfs, (void)size, (void)out; return 0; }

static sqlite3_vfs memory_only = {
    .iVersion = 1, .szOsFile = sizeof(sqlite3_file), .mxPathname = 64, .zName = "memory-only", .xOpen = open_file, .xDelete = delete_file,
    .xAccess = access_file, .xFullPathname = full_path, .xRandomness = randomness, .xSleep = sleep_us, .xCurrentTime = current_time,
    .xGetLastError = last_error,
};

int sqlite3_os_init(void) { return sqlite3_vfs_register(&memory_only, 1); }
int sqlite3_os_end(void) { return SQLITE_OK; }

static int print_row(void *unused, int columns, char **values, char **names) {
    (void)unused, (void)names;
    for (int i = 0; i < columns; i++) printf("%s%s", i ? "|" : "", values[i] ? values[i] : "NULL");
    putchar('\n');
    return 0;
}

int main(void) {
    static const char *const statements[] = {
        "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, score REAL)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        " INSERT INTO t SELECT i, printf('name%05d', i * 7919 % 20011), i * 0.37 FROM n",
        "CREATE INDEX by_name ON t(name)",
        "SELECT count(*), min(name), max(name), round(sum(score), 3), round(avg(score), 6) FROM t",
        "SELECT a.id, b.id FROM t a JOIN t b ON b.name > a.name AND b.id = a.id + 11 WHERE a.name LIKE 'name001%' ORDER BY a.name LIMIT 5",
        "SELECT id % 7 AS k, count(*), group_concat(id) FROM t WHERE id < 40 GROUP BY k HAVING count(*) > 5 ORDER BY k DESC",
        "UPDATE t SET score = score * 2 WHERE id BETWEEN 100 AND 9000",
        "DELETE FROM t WHERE id % 3 = 0",
        "SELECT sum(length(name)), total(score), hex(substr(name, 3, 4)), upper(name) FROM t WHERE id > 19990",
        "SELECT id, sum(score) OVER (ORDER BY id ROWS 2 PRECEDING) FROM t WHERE id < 10",
        "PRAGMA integrity_check",
    };
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 1;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        char *message = NULL;
        if (sqlite3_exec(db, statements[i], print_row, NULL, &message) != SQLITE_OK) {
            printf("error: %s\n", message);
            return 1;
        }
    }
    return sqlite3_close(db) != SQLITE_OK;
}
