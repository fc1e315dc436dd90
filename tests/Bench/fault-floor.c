// What a hardware fault costs before any runtime does anything: the time from the faulting instruction to the first one of a signal handler.
// The handler jumps away itself (SA_NODEFER), so that no system call is made on the way back. Linux, x86_64.
//     cc -O2 tests/Bench/fault-floor.c -o /tmp/floor && /tmp/floor
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { Rounds = 20, PerRound = 5000 };
enum kind { Page, Privileged };

static sigjmp_buf back;
static struct timespec arrived;

static double nanoseconds(const struct timespec *t) { return t->tv_sec * 1e9 + t->tv_nsec; }

static void handler(int signal) {
    (void)signal;
    clock_gettime(CLOCK_MONOTONIC, &arrived);
    siglongjmp(back, 1);
}

static void measure(const char *name, enum kind kind, volatile char *page) {
    // Static: what is set between sigsetjmp and siglongjmp must not live in a register.
    static double least, sum;
    static struct timespec began;
    static int round, i;
    least = 1e18;
    for (round = 0; round < Rounds; round++) {
        sum = 0;
        for (i = 0; i < PerRound; i++) {
            if (sigsetjmp(back, 0) == 0) {
                clock_gettime(CLOCK_MONOTONIC, &began);
                if (kind == Page) {
                    *page = 1;
                } else {
                    __asm__ volatile("hlt");
                }
            } else {
                sum += nanoseconds(&arrived) - nanoseconds(&began);
            }
        }
        if (sum < least) {
            least = sum;
        }
    }
    printf("%-60s %6.2f us\n", name, least / PerRound / 1000);
}

int main(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_NODEFER;
    volatile char *page = mmap(0, 1 << 16, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED || sigaction(SIGSEGV, &action, 0) != 0) {
        perror("fault-floor");
        return 1;
    }
    measure("store to a page without rights, to the handler", Page, page);
    measure("privileged instruction (hlt), to the handler", Privileged, page);
    return 0;
}
