#pragma once
// What a learner's file includes, compiled before it. The library's functions that are kept out of
// line ([[gnu::noinline]]) are left out by GCC, for out_of_line.cpp has them: with all that they
// call they were nearly half of what it did after each save.

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <compare>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#if defined(__GNUC__) && !defined(__clang__)
#define noinline gnu_inline
#endif
#include "loopback/tcp.hpp"
#undef noinline
