#pragma once

// A function whose arguments must be constants that hold a condition. Clang before 15 crashes on
// some functions that compare such a value and list others: there its own attribute refuses what
// consteval refuses. What includes this takes the two macros back.
#if defined(__clang__) && __clang_major__ < 15
#define LOOPBACK_CONSTANT constexpr
#define LOOPBACK_MUST_BE(condition, reason)                                               \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"") \
        __attribute__((enable_if(condition, reason))) _Pragma("clang diagnostic pop")
#else
#define LOOPBACK_CONSTANT consteval
#define LOOPBACK_MUST_BE(condition, reason)
#endif
