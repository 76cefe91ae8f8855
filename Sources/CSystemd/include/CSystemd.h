#ifndef ENGAGED_CSYSTEMD_H
#define ENGAGED_CSYSTEMD_H
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
#endif
