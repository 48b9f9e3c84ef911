/*
 * calibrate.c - a fixed amount of dependent integer work, so that speeds can be given as ratios that hold on other machines.
 *
 * FNV-1a over 2^28 bytes: one multiplication waits for the one before, so the time is set by the clock of one core, whatever its vectors and caches.
 */
#include <stdint.h>
#include <stdio.h>

#define BYTES (1u << 28)

int main(void)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (uint32_t i = 0; i < BYTES; i++)
        h = (h ^ (i & 0xFFu)) * 0x100000001B3u;
    printf("%llx\n", (unsigned long long)h); /* printed, so that no compiler drops the loop */
    return 0;
}
