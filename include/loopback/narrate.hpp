#pragma once

#include <cstdio>
#include <string>

#include "loopback/observe.hpp"

namespace loopback {

/// Bytes as a text in quotes, with everything but printable ASCII escaped, and an ellipsis after
/// the first `most`: `"hel\x00lo\r\n"`.
///
///     std::puts(quoted("hello\r\n").c_str());
[[nodiscard]] inline std::string quoted(std::string_view bytes, std::size_t most = 40) {
    std::string text = "\"";
    for (const char c : bytes.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
            case '\n': text += "\\n"; break;
            case '\r': text += "\\r"; break;
            case '\t': text += "\\t"; break;
            case '"': text += "\\\""; break;
            case '\\': text += "\\\\"; break;
            default:
                if (byte >= 32 && byte < 127) {
                    text += c;
                } else {
                    text += "\\x";
                    text += "0123456789abcdef"[byte >> 4];
                    text += "0123456789abcdef"[byte & 15];
                }
        }
    }
    text += '"';
    if (bytes.size() > most) text += "...";
    return text;
}

/// The same for bytes that are no characters.
[[nodiscard]] inline std::string quoted(Bytes bytes, std::size_t most = 40) {
    return quoted(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                  most);
}

namespace detail {

[[nodiscard]] inline std::string in_words(std::chrono::nanoseconds took) {
    const auto ns = static_cast<double>(took.count());
    char text[32];
    if (ns < 1e6) {
        std::snprintf(text, sizeof text, "%.0f us", ns / 1e3);
    } else if (ns < 1e9) {
        std::snprintf(text, sizeof text, "%.1f ms", ns / 1e6);
    } else {
        std::snprintf(text, sizeof text, "%.2f s", ns / 1e9);
    }
    return text;
}

[[nodiscard]] inline std::string count_of(std::size_t count, const char* what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

// " on LOCAL", " to PEER": left out where the system does not know (any more).
[[nodiscard]] inline std::string place(const char* before, const Endpoint& endpoint) {
    return endpoint == Endpoint{} ? std::string() : before + to_string(endpoint);
}

struct OptionName {
    int level;
    int option;
    const char* name;
};

inline constexpr OptionName option_names[] = {
    {SOL_SOCKET, native::listener_option,
     native::datagrams_take_listener_option ? "SO_EXCLUSIVEADDRUSE" : "SO_REUSEADDR"},
    {SOL_SOCKET, native::share_option,
     native::datagrams_take_listener_option ? "SO_REUSEADDR" : "SO_REUSEPORT"},
    {SOL_SOCKET, SO_ERROR, "SO_ERROR"},
    {SOL_SOCKET, SO_LINGER, "SO_LINGER"},
    {SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE"},
    {SOL_SOCKET, SO_BROADCAST, "SO_BROADCAST"},
    {SOL_SOCKET, SO_SNDBUF, "SO_SNDBUF"},
    {SOL_SOCKET, SO_RCVBUF, "SO_RCVBUF"},
    {IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY"},
    {IPPROTO_TCP, native::keep_idle_option, "TCP_KEEPIDLE"},
    {IPPROTO_TCP, native::keep_interval_option, "TCP_KEEPINTVL"},
    {IPPROTO_TCP, native::keep_count_option, "TCP_KEEPCNT"},
    {IPPROTO_IP, IP_TTL, "IP_TTL"},
    {IPPROTO_IP, IP_MULTICAST_TTL, "IP_MULTICAST_TTL"},
    {IPPROTO_IP, IP_MULTICAST_IF, "IP_MULTICAST_IF"},
    {IPPROTO_IP, IP_ADD_MEMBERSHIP, "IP_ADD_MEMBERSHIP"},
    {IPPROTO_IP, IP_DROP_MEMBERSHIP, "IP_DROP_MEMBERSHIP"},
    {IPPROTO_IPV6, IPV6_V6ONLY, "IPV6_V6ONLY"},
    {IPPROTO_IPV6, IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS"},
    {IPPROTO_IPV6, IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS"},
    {IPPROTO_IPV6, IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF"},
    {IPPROTO_IPV6, IPV6_JOIN_GROUP, "IPV6_JOIN_GROUP"},
    {IPPROTO_IPV6, IPV6_LEAVE_GROUP, "IPV6_LEAVE_GROUP"},
    {0, static_cast<int>(FIONREAD), "FIONREAD"},
};

[[nodiscard]] inline std::string option_in_words(int level, int option) {
    for (const OptionName& one : option_names) {
        if (one.level == level && one.option == option) return one.name;
    }
    return "option " + std::to_string(option);
}

// What is done, without its result.
[[nodiscard]] inline std::string deed(const Call& call) {
    switch (call.operation) {
        case Operation::socket:
            return call.argument == SOCK_STREAM ? "socket for TCP" : "socket for UDP";
        case Operation::bind: return "bind " + to_string(*call.endpoint);
        case Operation::connect: return "connect to " + to_string(*call.endpoint);
        case Operation::listen:
            return "listen" + place(" on ", call.local_endpoint()) + ", queue of " +
                   std::to_string(call.argument);
        case Operation::accept: return "accept" + place(" on ", call.local_endpoint());
        case Operation::send: {
            const Endpoint to = call.endpoint != nullptr ? *call.endpoint : call.peer_endpoint();
            return "send " + count_of(call.bytes.size(), "byte") + ' ' + quoted(call.bytes) +
                   place(" to ", to);
        }
        case Operation::recv: return "recv" + place(" from ", call.peer_endpoint());
        case Operation::shutdown: return "shutdown" + place(" toward ", call.peer_endpoint());
        case Operation::wait:
            return call.argument < 0 ? "wait until ready"
                                     : "wait at most " + std::to_string(call.argument) + " ms";
        case Operation::resolve: return "look up " + quoted(call.bytes);
        case Operation::set_option: return "set " + option_in_words(call.level, call.argument);
        case Operation::get_option: return "ask for " + option_in_words(call.level, call.argument);
        case Operation::set_mode:
            return call.argument != 0 ? "set non-blocking mode" : "set blocking mode";
        default: return std::string(name(call.operation));
    }
}

[[nodiscard]] inline std::string outcome(const Call& call) {
    const bool got_nothing = call.error != 0 || call.result == 0;
    if (call.stopped && got_nothing && call.operation != Operation::close) return "stopped";
    if (call.error != 0) return call.error_code().message();
    switch (call.operation) {
        case Operation::accept: return "a client from " + to_string(*call.endpoint);
        case Operation::send: return std::to_string(call.result) + " taken";
        case Operation::recv: {
            if (call.result == 0 && call.endpoint == nullptr) {
                return "the end, the peer has finished sending";
            }
            const std::string from =
                call.endpoint != nullptr ? place(" from ", *call.endpoint) : std::string();
            return count_of(call.bytes.size(), "byte") + ' ' + quoted(call.bytes) + from;
        }
        case Operation::wait: return call.result == 0 ? "time is up" : "ready";
        case Operation::local_name: return to_string(*call.endpoint);
        default: return "done";
    }
}

}  // namespace detail

/// One finished call in words, without the time it took:
/// `send 6 bytes "hello\n" to 127.0.0.1:40122: 6 taken`.
///
///     struct Speaker : Observer {
///         void after(const Call& call) noexcept override { std::puts(describe(call).c_str()); }
///     };
[[nodiscard]] inline std::string describe(const Call& call) {
    return detail::deed(call) + ": " + detail::outcome(call);
}

/// Tells each call in a line of words, with its result and the time it took: what `--trace` does.
///
///     Narrator narrator{stderr};
///     Observing observing{narrator};
class Narrator : public Observer {
public:
    /// Writes to `out`, a whole line at a time, each after `label`.
    explicit Narrator(std::FILE* out = stderr, std::string label = "")
        : out_(out), label_(std::move(label)) {}

    Fault before(const Call& call) noexcept override {
        if (call.operation == Operation::close) {  // afterwards nobody knows who it was
            parting() = detail::place(" ", call.local_endpoint()) +
                        detail::place(" from ", call.peer_endpoint());
        }
        return {};
    }

    void after(const Call& call) noexcept override {
        std::string line = label_ + detail::deed(call);
        if (call.operation == Operation::close) line += parting();
        line += ": " + detail::outcome(call) + " (" + detail::in_words(call.took) + ")\n";
        std::fwrite(line.data(), 1, line.size(), out_);
        std::fflush(out_);
    }

private:
    static std::string& parting() {
        thread_local std::string text;
        return text;
    }

    std::FILE* out_;
    std::string label_;
};

}  // namespace loopback
