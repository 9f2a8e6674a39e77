// What checks of doors are made of: who has which, and who knocks.

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <random>
#include <stdexcept>

#include "harness/doors.hpp"
#include "harness/fair_time.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/detail/open.hpp"

namespace harness {

namespace detail = loopback::detail;
using loopback::Endpoint;
using loopback::IpAddress;
using loopback::loopback_v4;
using loopback::NativeHandle;
using loopback::Port;
using loopback::Socket;
using loopback::TcpListener;

std::string in_words(const TcpListener& listener) {
    if (!listener.is_open()) return "a listener that is not open";
    const Endpoint mine = detail::endpoint_of(listener.native_handle(), detail::native::local_name);
    return mine == Endpoint{} ? "a listener whose handle is closed"
                              : "a listener at " + to_string(mine);
}

TcpListener opens(Stage& stage, const char* function, const Endpoint& where,
                  const std::function<TcpListener()>& body) {
    stage.doors().begins(only(where));
    TcpListener door;
    stage.runs(function, [&] { door = body(); });
    stage.waits_until_returned();
    stage.requires_that(door.is_open(), "a listener at " + to_string(where), in_words(door));
    return door;
}

namespace {

// Whether an option of a handle, of whatever type, is not zero; nothing: it cannot be asked.
std::optional<bool> is_set(NativeHandle handle, int option) {
    std::array<char, 64> value{};
    auto room = static_cast<socklen_t>(value.size());
    if (detail::native::get_option(handle, SOL_SOCKET, option, value.data(), &room) != 0) return {};
    return std::any_of(value.begin(), value.end(), [](char one) { return one != 0; });
}

Unready unready(const DoorsSeen& seen, const TcpListener& listener) {
    if (!listener.is_open()) return Unready::closed;
    const NativeHandle handle = listener.native_handle();
    const std::optional<bool> listens = is_set(handle, SO_ACCEPTCONN);
    if (!listens) return Unready::closed_underneath;
    const Endpoint mine = detail::endpoint_of(handle, detail::native::local_name);
    if (seen.has_lost(handle, mine)) return Unready::not_its_own;
    if (!*listens) return Unready::does_not_listen;
    if (listener.is_nonblocking()) return Unready::does_not_wait;
    if (is_set(handle, SO_RCVTIMEO).value_or(false)) return Unready::has_a_limit;
    if (platform::shares_its_port(static_cast<std::uintptr_t>(handle)))
        return Unready::shares_its_port;
    return is_set(handle, SO_LINGER).value_or(false) ? Unready::breaks_off : Unready::no;
}

std::string unready_in_words(const TcpListener& listener, Unready what) {
    switch (what) {
        case Unready::closed_underneath: return "a listener whose handle is closed";
        case Unready::does_not_listen: return "a socket that does not listen";
        case Unready::not_its_own:
            return in_words(listener) + " that is somebody else's: your code has closed its own";
        case Unready::does_not_wait: return in_words(listener) + " in non-blocking mode";
        case Unready::has_a_limit: return in_words(listener) + " with a time limit (SO_RCVTIMEO)";
        case Unready::breaks_off:
            return in_words(listener) + " that breaks connections off (SO_LINGER)";
        case Unready::shares_its_port:
            return in_words(listener) + " that shares its port (SO_REUSEPORT)";
        default: return in_words(listener);
    }
}

}  // namespace

void must_be_ready(Stage& stage, const TcpListener& listener, const std::string& owner) {
    const DoorsSeen seen = stage.doors().seen();
    const AskedDoor* kept = seen.kept_listener();
    const Unready what = unready(seen, listener);
    stage.doors().note_unready(what);
    stage.requires_that(what == Unready::no,
                        "an open listener" +
                            (kept != nullptr ? " at " + to_string(kept->given) : std::string()) +
                            ", ready for accept(), from " + owner,
                        unready_in_words(listener, what));
}

void knocks(Stage& stage, TcpListener& door, const std::string& owner) {
    must_be_ready(stage, door, owner);
    Peer& client = stage.peer();
    client.connects(door.local_endpoint());
    std::error_code error;
    loopback::Accepted knock;
    tries_fairly(std::chrono::seconds{1}, [&](loopback::Timeout step) {
        knock = door.accept(error, step);
        return error != std::errc::timed_out;
    });
    const std::string expected =
        client.seen().name + "'s connection comes out of the listener that " + owner + " returned";
    stage.requires_that(!error, expected, error ? name_of(error) : "");
    stage.requires_that(knock.peer == client.endpoint(), expected,
                        "that of " + to_string(knock.peer));
}

Endpoint next_of(const Endpoint& door, int steps) {
    return {door.address, Port(static_cast<std::uint16_t>(door.port.number() + steps))};
}

namespace {

// A socket that has `where`, and does not listen.
Socket bound_to(const Endpoint& where, std::error_code& error) {
    const detail::Result bound =
        detail::open_bound(where, SOCK_STREAM, false, {"bind", loopback::Caller::here()},
                           [](NativeHandle) { return 0; });
    error = detail::platform_error(bound.error);
    return error ? Socket{} : Socket::adopt(static_cast<NativeHandle>(bound.value));
}

// Checks run side by side: who has a number at this address, where nobody knocks, has it for the
// other addresses of this machine too, until the end of the check. (macOS has 127.0.0.1 alone.)
Socket reserve(Port port, std::error_code& error) {
    Socket reserved = bound_to({IpAddress::v4(127, 62, 8, 93), port}, error);
    if (error == std::errc::address_not_available) error.clear();
    return reserved;
}

}  // namespace

std::vector<TcpListener> take_doors(std::size_t count) {
    static auto& all_reserved = *new std::vector<Socket>;  // outlives exit()
    std::mt19937 random{std::random_device{}()};
    for (int tries = 0; tries < 1000; ++tries) {
        const Endpoint first{loopback_v4,
                             Port(static_cast<std::uint16_t>(20'000 + random() % 12'000))};
        std::vector<TcpListener> doors;
        std::vector<Socket> reserved;
        std::error_code error;
        while (doors.size() < count && !error) {
            const Endpoint next = next_of(first, static_cast<int>(doors.size()));
            reserved.push_back(reserve(next.port, error));
            if (!error) doors.push_back(TcpListener::bind(next, error));
        }
        if (error) continue;
        std::move(reserved.begin(), reserved.end(), std::back_inserter(all_reserved));
        return doors;
    }
    throw std::runtime_error("no port is free");
}

Endpoint free_door() { return take_doors(1).front().local_endpoint(); }

Socket take_without_listening(const Endpoint& where) {
    std::error_code error;
    Socket taken = bound_to(where, error);
    if (error) throw std::system_error(error);
    return taken;
}

}  // namespace harness
