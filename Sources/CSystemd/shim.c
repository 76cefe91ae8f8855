#include "CSystemd.h"

#include <malloc.h>

int csystemd_trim_memory(void) { return malloc_trim(0); }
