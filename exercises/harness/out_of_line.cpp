// The library's functions that are kept out of line, all of them: see learner_headers.hpp.

#if defined(__GNUC__) && !defined(__clang__)
#define noinline used
#endif
#include "loopback/tcp.hpp"
#undef noinline
