#pragma once

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>
#include <system_error>

#include "harness/evidence.hpp"
#include "loopback/narrate.hpp"
#include "loopback/port.hpp"

// How the story says things.
namespace harness {

/// `exercise.cpp:19`
[[nodiscard]] std::string place_of(const loopback::Caller& caller);

/// `recv() in exercise.cpp:19`, `your own ::recv()`
[[nodiscard]] std::string name_of(const SeenCall& call);

/// `connection_reset`, as std::errc or Errc name it; else the system's message.
[[nodiscard]] std::string name_of(std::error_code error);

/// `1 byte`, `5 bytes`
[[nodiscard]] std::string count(std::size_t number, std::string_view noun);

/// `2.0 s`
[[nodiscard]] std::string seconds(std::chrono::nanoseconds time);

/// Bytes as they are if they are few: `"hel\x00lo"`; else how many: `1048576 bytes`.
[[nodiscard]] std::string show(std::string_view bytes);

/// What came instead of `expected`: `"hel"`, or, if it is long, where it goes wrong:
/// `4096 bytes, of which the first 1000 are right; then "abc..." instead of "xyz..."`.
[[nodiscard]] std::string show_against(std::string_view received, std::string_view expected);

/// What is given to a function, or comes from it, as a step tells it: `true`, `"hel"`, and
/// a range of ports, and whatever has a `to_string`.
template <class Value>
[[nodiscard]] std::string in_words(const Value& value) {
    if constexpr (std::same_as<Value, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::convertible_to<Value, std::string_view>) {
        return show(value);
    } else if constexpr (std::derived_from<Value, loopback::PortRange>) {
        return to_string(value.first) + " to " + to_string(value.last);
    } else {
        using std::to_string;
        return to_string(value);
    }
}

/// How many bytes at the start of both are the same.
[[nodiscard]] std::size_t same_bytes(std::string_view one, std::string_view other) noexcept;

}  // namespace harness
