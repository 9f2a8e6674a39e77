// What the three functions of exercise 01 must do, as scripts: who does what, and what must come
// of it. What a failure means is in causes.hpp and serving.hpp.

#include "harness/check.hpp"

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/door_causes.hpp"
#include "harness/doors.hpp"
#include "serving.hpp"

using namespace std::string_view_literals;
using harness::Peer;
using harness::Stage;
namespace servers = harness::servers;
namespace streams = harness::streams;

namespace {

constexpr const char* lesson = "lessons/01-echo-server";
constexpr Endpoint any_port{loopback_v4, 0};

}  // namespace

LOOPBACK_CHECK("1.1", "only this machine can knock") {
    Stage& stage = Stage::open(lesson, causes::who_may_knock, harness::why_not_opened);
    for (const Endpoint& where : {any_port, harness::free_door()}) {
        TcpListener door =
            harness::opens(stage, "open_door", where, [&] { return open_door(where.port); });
        harness::knocks(stage, door, "open_door()");
    }
}

LOOPBACK_CHECK("1.2", "echoes one short message and closes") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    Peer& a = streams::meets(stage, "echo", echo);
    a.sends("hello").receives("hello");
    a.finishes_sending().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.3", "echoes a message that comes in pieces") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    Peer& a = streams::meets(stage, "echo", echo);
    a.sends("hel").receives("hel");
    a.keeps_silent().sends("lo\n").receives("lo\n");
    a.exchanges_byte_by_byte("and bye\n");
    a.finishes_sending().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.4", "keeps zero bytes") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    Peer& a = streams::meets(stage, "echo", echo);
    a.sends("hel\0lo\n"sv).finishes_sending().receives("hel\0lo\n"sv).sees_the_end();
    stage.waits_until_returned();

    const std::string binary = std::string(3, '\0') + harness::all_kinds_of_bytes(2000);
    Peer& b = streams::meets(stage, "echo", echo);
    b.sends(binary).finishes_sending().receives(binary).sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.5", "echoes a megabyte") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    stage.watch().cut_sends();
    Peer& a = streams::meets(stage, "echo", echo);
    a.sends_but_reads_late(harness::all_kinds_of_bytes(1 << 20));
    a.finishes_sending().receives_the_rest().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.6", "serves the next client") {
    Stage& stage = Stage::open(lesson, causes::next_please, causes::why_serve);
    TcpListener listener = TcpListener::bind(any_port);
    const Endpoint door = listener.local_endpoint();
    Peer& a = stage.peer();
    Peer& b = stage.peer();
    Peer& silent = stage.peer();
    servers::runs(stage, "serve", 3, [&] { serve(listener, 3, servers::handle); });
    a.connects(door).sends("one").receives("one");
    b.connects(door);
    a.finishes_sending().sees_the_end();
    b.sends("two").receives("two").finishes_sending().sees_the_end();
    silent.connects(door);
    servers::lets_it_return();
    silent.finishes_sending().sees_the_end();
    servers::must_have_served(3);
}

LOOPBACK_CHECK("1.7", "survives a reset") {
    Stage& stage = Stage::open(lesson, causes::not_everyones, causes::why_serve);
    TcpListener listener = TcpListener::bind(any_port);
    const Endpoint door = listener.local_endpoint();
    Peer& a = stage.peer();
    Peer& b = stage.peer();
    servers::runs(stage, "serve", 2, [&] { serve(listener, 2, servers::handle); });
    a.connects(door).sends("hel").receives("hel").resets();
    b.keeps_silent()
        .connects(door)
        .sends("hello")
        .receives("hello")
        .finishes_sending()
        .sees_the_end();
    servers::must_have_served(2);
}
