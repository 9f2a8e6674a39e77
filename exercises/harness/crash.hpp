#pragma once

#include <exception>
#include <string>
#include <system_error>

namespace harness {

/// From now on std::terminate, on whatever thread, is a verdict that says what was thrown.
void name_crashes() noexcept;

/// What an exception was, in words.
struct Thrown {
    std::string words;      ///< `SocketError connection_reset left recv() in exercise.cpp:19`
    std::error_code error;  ///< if it was a SocketError, or a std::system_error
    const char* unwritten = nullptr;  ///< if it was NotWritten: which function
};

/// `function`: which of the learner's functions it left, or null.
[[nodiscard]] Thrown describe(const std::exception_ptr& error, const char* function);

}  // namespace harness
