#pragma once

// Where the system is chosen that is asked who listens: each offers the same three functions.
#include "loopback/detail/listening.hpp"
#include "loopback/error.hpp"

#if defined(_WIN32)
#include "loopback/detail/listeners_winsock.hpp"
#else
#include "loopback/detail/listeners_posix.hpp"
#endif
