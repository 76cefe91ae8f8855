#ifndef ENGAGED_CSYSTEMD_H
#define ENGAGED_CSYSTEMD_H
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

/// Gives the allocator's free memory back to the system; 1 where there was any.
int csystemd_trim_memory(void);

/// Bounds how many heaps the allocator keeps for the threads; 1 where it took the number. Before the second thread.
int csystemd_bound_arenas(int count);
#endif
