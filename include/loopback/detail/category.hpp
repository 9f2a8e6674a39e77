#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "loopback/detail/native.hpp"

namespace loopback {

/// What can go wrong beyond the operating system's own errors.
///
///     std::error_code error;
///     (void)parse_port("65536", error);
///     if (error == Errc::bad_port) std::puts("that is no port");
enum class Errc {
    end_of_stream = -1,    ///< the peer finished sending before all that was asked for had come
    not_loopback = -2,     ///< a bind beyond loopback without `expose_to_network`
    bad_port = -3,         ///< not a port
    bad_address = -4,      ///< not an IP address
    bad_endpoint = -5,     ///< not an address and a port
    host_not_found = -6,   ///< the name has no address
    resolver_failed = -7,  ///< the name could not be looked up now
    bad_network = -8,      ///< not a network
};

namespace detail {

/// Numbers above zero are the platform's own codes (errno, WSAGetLastError); those below are Errc.
class Category final : public std::error_category {
public:
    const char* name() const noexcept override { return "loopback"; }

    std::error_condition default_error_condition(int code) const noexcept override {
        const int portable = code > 0 ? native::portable_code(code) : portable_errc(code);
        if (portable != 0) return {portable, std::generic_category()};
        return {code, *this};
    }

    // What would block has two names, which are two conditions on Windows.
    bool equivalent(int code, const std::error_condition& condition) const noexcept override {
        if (default_error_condition(code) == condition) return true;
        return code > 0 && native::is_would_block(code) &&
               condition == std::errc::resource_unavailable_try_again;
    }

    std::string message(int code) const override {
        return code > 0 ? native::message(code) : std::string(errc_message(code));
    }

private:
    static int portable_errc(int code) noexcept {
        switch (static_cast<Errc>(code)) {
            case Errc::not_loopback: return static_cast<int>(std::errc::operation_not_permitted);
            case Errc::bad_port:
            case Errc::bad_address:
            case Errc::bad_endpoint:
            case Errc::bad_network: return static_cast<int>(std::errc::invalid_argument);
            default: return 0;
        }
    }

    static const char* errc_message(int code) noexcept {
        switch (static_cast<Errc>(code)) {
            case Errc::end_of_stream: return "the peer finished sending too early";
            case Errc::not_loopback: return "not a loopback address: the network could reach it";
            case Errc::bad_port: return "a port is a whole number from 0 to 65535, digits only";
            case Errc::bad_address:
                return "an IP address looks like 127.0.0.1 (four numbers from 0 to 255, no leading "
                       "zeros) or ::1";
            case Errc::bad_endpoint:
                return "an endpoint is an IP address, a colon and a port: 127.0.0.1:62893 or "
                       "[::1]:62893";
            case Errc::bad_network:
                return "a network is its first address, a slash and how many bits all of its "
                       "addresses share: 127.0.0.0/8 or fe80::/10";
            case Errc::host_not_found: return "no address is known for this name";
            case Errc::resolver_failed: return "the name cannot be looked up now";
        }
        return code == 0 ? "no error" : "unknown error";
    }
};

[[noreturn]] void throw_unreadable(std::error_code error, const char* function,
                                   std::string_view text);

}  // namespace detail

/// The category of every error code that this library makes.
///
/// Platform codes keep their number (`errno`, or `WSAGetLastError()` on Windows) and compare
/// equal to the `std::errc` that names them, on every platform: `std::system_category` does not do
/// that everywhere (MinGW's says that WSAEADDRINUSE is not `address_in_use`).
///
///     std::error_code error;
///     auto server = TcpStream::connect({loopback_v4, 1}, error);
///     bool ours = error.category() == category();
[[nodiscard]] inline const std::error_category& category() noexcept {
    static const detail::Category only;
    return only;
}

/// What makes `error = Errc::bad_port` possible, and `error == Errc::bad_port`.
///
///     std::error_code error = make_error_code(Errc::end_of_stream);
[[nodiscard]] inline std::error_code make_error_code(Errc code) noexcept {
    return {static_cast<int>(code), category()};
}

namespace detail {

/// What the system returned, as an error code; for 0 the one that every success has.
[[nodiscard]] inline std::error_code platform_error(int native_code) noexcept {
    if (native_code == 0) return {};
    return {native_code, category()};
}

}  // namespace detail
}  // namespace loopback

template <>
struct std::is_error_code_enum<loopback::Errc> : std::true_type {};
