#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "loopback/caller.hpp"
#include "loopback/detail/category.hpp"
#include "loopback/endpoint.hpp"

namespace loopback {

/// An endpoint, or the fact that it is not known.
///
///     MaybeEndpoint unknown;
///     MaybeEndpoint known = home;
struct MaybeEndpoint {
    /// Not known.
    constexpr MaybeEndpoint() noexcept = default;
    /// Known.
    constexpr MaybeEndpoint(const Endpoint& one) noexcept : endpoint(one), known(true) {}  // NOLINT

    Endpoint endpoint;   ///< only if it is `known`
    bool known = false;  ///< whether there is one
};

/// What a failed call throws: which call it was, its error code, and both ends of the
/// conversation as far as they are known.
///
/// `code()` compares with `std::errc` and with `Errc`, on every platform:
///
///     try {
///         auto listener = TcpListener::bind(home);
///     } catch (const SocketError& failure) {
///         if (failure.code() == std::errc::address_in_use) std::puts("somebody was faster");
///     }
class SocketError : public std::system_error {
public:
    /// What is known about a failure beside its code.
    struct Context {
        const char* operation = "";  ///< the function that failed; a text that stays valid
        MaybeEndpoint local{};       ///< this side's endpoint
        MaybeEndpoint peer{};        ///< the other side's
        std::size_t bytes = 0;       ///< how many went before it failed
        Caller caller{};             ///< the line of the program that called it
    };

    /// For functions of your own that fail as this library's do. `remark` is said after the
    /// message, where there is more to say.
    ///
    ///     const SocketError::Context context{.operation = "read_greeting", .bytes = 3};
    ///     const SocketError failure(Errc::end_of_stream, context, "no greeting came");
    SocketError(std::error_code code, const Context& context, const char* remark = "")
        : std::system_error(code), context_(context) {
        text_.add(context.operation);
        if (context.local.known) write(text_.add(' '), context.local.endpoint);
        if (context.peer.known) {
            write(text_.add(context.local.known ? " -> " : " to "), context.peer.endpoint);
        }
        text_.add(": ").add(code.message().c_str());
        if (context.bytes != 0) text_.add(" (bytes before: ").add_number(context.bytes).add(')');
        if (*remark != '\0') text_.add("; ").add(remark);
    }

    /// For example: `connect to 127.0.0.1:62893: Connection refused`.
    const char* what() const noexcept override { return text_.text(); }

    /// The function that failed, as in this library: `bind`, `recv_exactly`, `parse_port`.
    [[nodiscard]] std::string_view operation() const noexcept { return context_.operation; }

    /// This side's endpoint: of bind what was asked for. Null where it is not known.
    [[nodiscard]] const Endpoint* local_endpoint() const noexcept {
        return context_.local.known ? &context_.local.endpoint : nullptr;
    }

    /// The other side's endpoint: of connect what was asked for. Null where there is none.
    [[nodiscard]] const Endpoint* peer_endpoint() const noexcept {
        return context_.peer.known ? &context_.peer.endpoint : nullptr;
    }

    /// How many bytes `send_all` had sent, or `recv_exactly` had received, when it failed.
    ///
    ///     std::array<char, 8> header;
    ///     try {
    ///         client.recv_exactly(header);
    ///     } catch (const SocketError& failure) {
    ///         std::cout << failure.operation() << " got " << failure.bytes_transferred() << '\n';
    ///         if (auto* peer = failure.peer_endpoint()) std::cout << to_string(*peer) << '\n';
    ///     }
    [[nodiscard]] std::size_t bytes_transferred() const noexcept { return context_.bytes; }

    /// The line of the program that made the call.
    ///
    ///     try {
    ///         auto server = TcpStream::connect({loopback_v4, 1});
    ///     } catch (const SocketError& failure) {
    ///         std::cout << failure.caller().file << ':' << failure.caller().line << '\n';
    ///     }
    [[nodiscard]] Caller caller() const noexcept { return context_.caller; }

private:
    Context context_;
    detail::Line text_;
};

namespace detail {

inline void throw_unreadable(std::error_code error, const char* function, std::string_view text) {
    constexpr std::size_t shown = 80;
    const bool cut = text.size() > shown;
    Line remark;
    remark.add("this was given: \"");
    for (const char c : text.substr(0, shown)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 32 && byte != 127) {
            remark.add(c);
        } else {  // a control character must not reach a terminal
            remark.add("\\x").add("0123456789abcdef"[byte >> 4]).add("0123456789abcdef"[byte & 15]);
        }
    }
    remark.add(cut ? "...\"" : "\"");
    throw SocketError(error, {.operation = function}, remark.text());
}

}  // namespace detail
}  // namespace loopback
