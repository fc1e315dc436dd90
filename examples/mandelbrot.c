// Draws the Mandelbrot set in characters and prints a checksum of the iteration counts: floating point in a tight loop.
// Usage: mandelbrot [LIMIT]   LIMIT = most iterations per point, 2000 unless given
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 72, HEIGHT = 28, SAMPLES = 6 };

static int iterations(double re, double im, int limit)
{
    double x = 0, y = 0;
    int n = 0;
    while (n < limit && x * x + y * y <= 4) {
        double next = x * x - y * y + re;
        y = 2 * x * y + im;
        x = next;
        n++;
    }
    return n;
}

int main(int argc, char **argv)
{
    static const char shades[] = " .:-=+*%@#";
    int limit = argc > 1 ? atoi(argv[1]) : 2000;
    unsigned long long sum = 0;
    for (int row = 0; row < HEIGHT; row++) {
        char line[WIDTH + 1];
        for (int column = 0; column < WIDTH; column++) {
            long cell = 0;
            for (int s = 0; s < SAMPLES * SAMPLES; s++) {
                double re = -2.2 + 3.2 * (column + (s % SAMPLES) / (double)SAMPLES) / WIDTH;
                double im = -1.2 + 2.4 * (row + (s / SAMPLES) / (double)SAMPLES) / HEIGHT;
                int n = iterations(re, im, limit);
                cell += n;
                sum += (unsigned)n;
            }
            long mean = cell / (SAMPLES * SAMPLES);
            line[column] = shades[mean >= limit ? 9 : mean > 20 ? 8 : mean * 8 / 21];
        }
        line[WIDTH] = 0;
        puts(line);
    }
    printf("%llu iterations\n", sum);
    return 0;
}
