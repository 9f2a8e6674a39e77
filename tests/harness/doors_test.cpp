// What is noted of doors where handles come and go: the calls are shown as the seam shows them, so
// that a number comes again exactly when it should.

#include "harness/doors.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "harness/options.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"

using namespace loopback;
using harness::Doors;

namespace {

constexpr Endpoint mine{loopback_v4, 50007};
constexpr Endpoint another{loopback_v4, 50008};

harness::Stage& stage() {
    harness::options().debug = true;  // no watchdog
    static harness::Stage& one = harness::Stage::open("lessons/99", "");
    return one;
}

class Shown {
public:
    Doors doors{stage(), nobody_};

    void opens(NativeHandle handle, const Endpoint& where, int type = SOCK_STREAM) {
        Call socket{.operation = Operation::socket};
        socket.argument = type;
        socket.result = static_cast<std::ptrdiff_t>(handle);
        doors.after(socket);
        Call bind{.operation = Operation::bind, .handle = handle, .endpoint = &where};
        doors.before(bind);
        doors.after(bind);
    }
    void begins_to_close(NativeHandle handle) {
        doors.before({.operation = Operation::close, .handle = handle});
    }
    void has_closed(NativeHandle handle) {
        doors.after({.operation = Operation::close, .handle = handle});
    }
    void closes(NativeHandle handle) {
        begins_to_close(handle);
        has_closed(handle);
    }

private:
    Observer nobody_;
};

}  // namespace

TEST_CASE("what a call leaves open is counted, and what an earlier one has left is not") {
    Shown shown;
    shown.doors.begins({.is_told = false});
    shown.opens(7, mine);
    shown.opens(8, another);
    shown.closes(7);
    CHECK(shown.doors.seen().left_open == 1);
    shown.doors.begins({.is_told = false});
    CHECK(shown.doors.seen().left_open == 0);
}

TEST_CASE("where no socket is to be had, that is said and counted") {
    Shown shown;
    shown.doors.begins({.no_socket = std::errc::too_many_files_open, .is_told = false});
    const Fault fault = shown.doors.before({.operation = Operation::socket});
    CHECK(detail::platform_error(fault.error) == std::errc::too_many_files_open);
    shown.doors.after({.operation = Operation::socket, .result = -1, .error = fault.error});
    CHECK(shown.doors.seen().no_socket == std::errc::too_many_files_open);
    CHECK(shown.doors.seen().refusals == 1);
    CHECK(shown.doors.seen().left_open == 0);
}

TEST_CASE("a door is kept until it is closed") {
    Shown shown;
    shown.opens(7, mine);
    CHECK(shown.doors.seen().has(mine));
    CHECK_FALSE(shown.doors.seen().has(another));
    shown.closes(7);
    CHECK_FALSE(shown.doors.seen().has(mine));
    CHECK(shown.doors.seen().last()->closed);
    CHECK_FALSE(shown.doors.seen().last()->closed_by_unwinding);
}

TEST_CASE("a number that somebody else has at once is not the door that was let go") {
    Shown shown;
    shown.opens(7, mine);
    shown.begins_to_close(7);
    {
        const harness::HarnessThread mark{"B"};
        shown.opens(7, mine);
    }
    shown.has_closed(7);
    CHECK_FALSE(shown.doors.seen().has(mine));
    shown.opens(8, another);
    {
        const harness::HarnessThread mark{"B"};
        shown.closes(7);
    }
    CHECK(shown.doors.seen().has(another));
    CHECK(shown.doors.seen().asked.size() == 2);
}

TEST_CASE("a number that comes again was closed, even if nobody has seen how") {
    Shown shown;
    shown.opens(7, mine);
    shown.opens(7, another);
    CHECK_FALSE(shown.doors.seen().has(mine));
    CHECK(shown.doors.seen().has(another));
}

TEST_CASE("a number is of UDP for as long as that socket lives") {
    Shown shown;
    shown.opens(7, mine, SOCK_DGRAM);
    CHECK(shown.doors.seen().last()->by_udp);
    shown.closes(7);
    shown.opens(7, mine);
    CHECK_FALSE(shown.doors.seen().last()->by_udp);
}

TEST_CASE("a door that an exception closes is told from one that your code closes") {
    Shown shown;
    struct Closes {
        Shown& in;
        ~Closes() { in.closes(7); }
    };
    try {
        shown.opens(7, mine);
        const Closes at_the_end{shown};
        throw std::runtime_error("on its way out");
    } catch (const std::runtime_error&) {
    }
    CHECK(shown.doors.seen().last()->closed_by_unwinding);
}

TEST_CASE("a door that is free, or was taken, is reserved until the check ends") {
    const harness::HarnessThread mark;
    for (const auto& door : {harness::free_door(), harness::take_doors(1)[0].local_endpoint()}) {
        std::error_code error;
        auto another_check = TcpListener::bind({IpAddress::v4(127, 62, 8, 93), door.port}, error);
        if (error == std::errc::address_not_available) return;  // macOS
        CHECK(error == std::errc::address_in_use);
        CHECK_NOTHROW((void)TcpListener::bind(door));
    }
}

TEST_CASE("a door is lost when another handle has its number, or the own one is closed") {
    Shown shown;
    shown.opens(7, mine);
    CHECK_FALSE(shown.doors.seen().has_lost(7, mine));
    CHECK(shown.doors.seen().has_lost(9, mine));
    CHECK_FALSE(shown.doors.seen().has_lost(9, another));
    shown.closes(7);
    CHECK(shown.doors.seen().has_lost(7, mine));
}

TEST_CASE("a listener shares its port with those who set SO_REUSEPORT as it does") {
    const TcpListener door = TcpListener::bind({loopback_v4, 0});
    const auto handle = static_cast<std::uintptr_t>(door.native_handle());
    CHECK_FALSE(harness::platform::shares_its_port(handle));
#if defined(SO_REUSEPORT)
    const int on = 1;
    REQUIRE(detail::native::set_option(door.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on,
                                       sizeof on) == 0);
    CHECK(harness::platform::shares_its_port(handle));
#endif
}
