// What checks of doors are made of: who has which, and who knocks.

#include <random>
#include <stdexcept>

#include "harness/doors.hpp"
#include "harness/fair_time.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/detail/open.hpp"

namespace harness {

using loopback::Endpoint;
using loopback::loopback_v4;
using loopback::NativeHandle;
using loopback::Port;
using loopback::Socket;
using loopback::TcpListener;

std::string in_words(const TcpListener& listener) {
    return listener.is_open() ? "a listener at " + to_string(listener.local_endpoint())
                              : "a listener that is not open";
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

void knocks(Stage& stage, TcpListener& door, const std::string& owner) {
    const DoorsSeen seen = stage.doors().seen();
    const AskedDoor* last = seen.last();
    stage.requires_that(
        door.is_open(),
        "an open listener" + (last && !last->error ? " at " + to_string(last->given) : ""),
        in_words(door));
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

std::vector<TcpListener> take_doors(std::size_t count) {
    std::mt19937 random{std::random_device{}()};
    for (int tries = 0; tries < 1000; ++tries) {
        const Endpoint first{loopback_v4,
                             Port(static_cast<std::uint16_t>(20'000 + random() % 12'000))};
        std::vector<TcpListener> doors;
        std::error_code error;
        while (doors.size() < count && !error) {
            auto door = TcpListener::bind(next_of(first, static_cast<int>(doors.size())), error);
            if (!error) doors.push_back(std::move(door));
        }
        if (!error) return doors;
    }
    throw std::runtime_error("no port is free");
}

Endpoint free_door() { return take_doors(1).front().local_endpoint(); }

Socket take_without_listening() {
    namespace detail = loopback::detail;
    const detail::Result bound =
        detail::open_bound({loopback_v4, 0}, SOCK_STREAM, false, {"bind", loopback::Caller::here()},
                           [](NativeHandle) { return 0; });
    if (bound.error != 0) throw std::system_error(detail::platform_error(bound.error));
    return Socket::adopt(static_cast<NativeHandle>(bound.value));
}

}  // namespace harness
