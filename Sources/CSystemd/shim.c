#include "CSystemd.h"

#include <malloc.h>

int csystemd_bound_arenas(int count) { return mallopt(M_ARENA_MAX, count); }

int csystemd_trim_memory(void) { return malloc_trim(0); }
