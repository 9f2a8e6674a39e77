// The library's functions that are kept out of line, all of them: see learner_headers.hpp.

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#if defined(__GNUC__) && !defined(__clang__)
#define noinline used
#endif
#include "loopback/tcp.hpp"
#undef noinline
