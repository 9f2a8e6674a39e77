#pragma once
// What a learner's file includes, compiled before it. The library's functions that are kept out of
// line ([[gnu::noinline]]) are left out by GCC, for out_of_line.cpp has them: with all that they
// call they were nearly half of what it did after each save. (In a class they say `inline` as well:
// GCC goes by the word.)

#include <array>
#include <string>
#include <string_view>
#include <vector>

#if defined(__GNUC__) && !defined(__clang__)
#define noinline gnu_inline
#endif
#include "loopback/tcp.hpp"
#undef noinline
