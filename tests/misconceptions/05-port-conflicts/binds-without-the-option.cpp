// Misconception: a pair in TIME_WAIT is an owner
// Caught by: 5.1
// Cause: keeps only those out who do not set SO_REUSEADDR

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    const auto bound = detail::open_bound(where, SOCK_STREAM, false, {"bind", Caller::here()},
                                          [](NativeHandle) { return 0; });
    const std::error_code error = detail::platform_error(bound.error);
    if (!error) {
        Socket::adopt(static_cast<NativeHandle>(bound.value)).close();
        return Diagnosis::free;
    }
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
