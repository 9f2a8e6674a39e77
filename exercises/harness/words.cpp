#include "harness/words.hpp"

#include <algorithm>
#include <cstdio>

namespace harness {
namespace {

constexpr std::size_t few = 60;

struct Named {
    std::errc condition;
    const char* name;
};

constexpr Named names[] = {
    {std::errc::connection_reset, "connection_reset"},
    {std::errc::broken_pipe, "broken_pipe"},
    {std::errc::connection_aborted, "connection_aborted"},
    {std::errc::connection_refused, "connection_refused"},
    {std::errc::address_in_use, "address_in_use"},
    {std::errc::address_not_available, "address_not_available"},
    {std::errc::permission_denied, "permission_denied"},
    {std::errc::timed_out, "timed_out"},
    {std::errc::operation_would_block, "operation_would_block"},
    {std::errc::operation_canceled, "operation_canceled"},
    {std::errc::bad_file_descriptor, "bad_file_descriptor"},
    {std::errc::not_a_socket, "not_a_socket"},
    {std::errc::not_connected, "not_connected"},
    {std::errc::invalid_argument, "invalid_argument"},
    {std::errc::too_many_files_open, "too_many_files_open"},
    {std::errc::no_buffer_space, "no_buffer_space"},
};

}  // namespace

std::string place_of(const loopback::Caller& caller) {
    const std::string_view file = caller.file;
    const std::size_t slash = file.find_last_of("/\\");
    std::string place{slash == file.npos ? file : file.substr(slash + 1)};
    return place + ':' + std::to_string(caller.line);
}

std::string name_of(const SeenCall& call) {
    if (call.is_raw()) return "your own ::" + std::string(call.function) + "()";
    return std::string(call.function) + "() in " + place_of(call.caller);
}

std::string name_of(std::error_code error) {
    if (error == loopback::Errc::end_of_stream) return "end_of_stream";
    if (error == loopback::Errc::not_loopback) return "not_loopback";
    if (error == loopback::Errc::bad_port) return "bad_port";
    if (error == loopback::Errc::bad_address) return "bad_address";
    if (error == loopback::Errc::bad_endpoint) return "bad_endpoint";
    if (error == loopback::Errc::host_not_found) return "host_not_found";
    for (const Named& one : names) {
        if (error == one.condition) return one.name;
    }
    return '"' + error.message() + '"';
}

std::string count(std::size_t number, std::string_view noun) {
    return std::to_string(number) + ' ' + std::string(noun) + (number == 1 ? "" : "s");
}

std::string seconds(std::chrono::nanoseconds time) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(time.count()) / 1e9);
    return text;
}

std::string show(std::string_view bytes) {
    return bytes.size() <= few ? loopback::quoted(bytes, few) : count(bytes.size(), "byte");
}

std::string show_against(std::string_view received, std::string_view expected) {
    if (received.empty()) return "nothing";
    if (received.size() <= few && expected.size() <= few) return show(received);
    const std::size_t same = same_bytes(received, expected);
    constexpr std::size_t glimpse = 8;
    std::string text = count(received.size(), "byte");
    if (same == received.size()) return text + " as they should be";
    text += same == 0 ? ", wrong from the first one: "
                      : ", of which the first " + std::to_string(same) + " are right; then ";
    text += loopback::quoted(received.substr(same), glimpse);
    if (same == expected.size()) return text + " that nobody sent";
    return text + " instead of " + loopback::quoted(expected.substr(same), glimpse);
}

std::size_t same_bytes(std::string_view one, std::string_view other) noexcept {
    const std::size_t shorter = std::min(one.size(), other.size());
    const auto* differs = std::mismatch(one.data(), one.data() + shorter, other.data()).first;
    return static_cast<std::size_t>(differs - one.data());
}

}  // namespace harness
