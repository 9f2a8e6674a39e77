// What is noted of doors where handles come and go: the calls are shown as the seam shows them, so
// that a number comes again exactly when it should.

#include "harness/doors.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "harness/options.hpp"
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
