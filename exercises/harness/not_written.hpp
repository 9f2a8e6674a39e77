#pragma once

#include <exception>

namespace stub {

/// What a function throws that the learner has not written yet.
class NotWritten : public std::exception {
public:
    explicit NotWritten(const char* function) noexcept : function_(function) {}
    const char* what() const noexcept override { return "not written yet"; }
    [[nodiscard]] const char* function() const noexcept { return function_; }

private:
    const char* function_;
};

/// Stands in a function's place until it is written: throws `NotWritten` with that function's name.
///
///     void echo(TcpStream&) { not_written(); }
[[noreturn]] inline void not_written(const char* function = __builtin_FUNCTION()) {
    throw NotWritten(function);
}

}  // namespace stub

using stub::not_written;
