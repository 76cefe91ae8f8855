#ifndef ENGAGED_CSQLITE_H
#define ENGAGED_CSQLITE_H
#include <sqlite3.h>
#endif
