#pragma once

namespace loopback {

/// The line of a program that calls this library: told in errors and to observers.
///
/// Every function takes it as its last argument and fills it in by itself. (The standard's
/// `std::source_location` is not there yet with every compiler that has the rest of C++20.)
struct Caller {
    const char* file = "";
    unsigned line = 0;

    [[nodiscard]] static constexpr Caller here(const char* file = __builtin_FILE(),
                                               unsigned line = __builtin_LINE()) noexcept {
        return {file, line};
    }
};

}  // namespace loopback
