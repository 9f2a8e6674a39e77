// What the three functions of exercise 01 must do, as scripts: who does what, and what must come
// of it. What a failure means is in causes.hpp and serving.hpp.

#include "harness/check.hpp"

#include <optional>

#include "causes.hpp"
#include "exercise.hpp"
#include "serving.hpp"

using namespace std::string_view_literals;
using harness::Failure;
using harness::Peer;
using harness::SeenCall;
using harness::Stage;
namespace servers = harness::servers;
namespace streams = harness::streams;

namespace {

constexpr const char* lesson = "lessons/01-echo-server";
constexpr Endpoint any_port{loopback_v4, 0};

// ---- open_door ----

struct DoorScene {
    Endpoint wanted;
    std::optional<SeenCall> bind;
};

// Runs open_door(port), which may bind 127.0.0.1 and that port, and nothing else. Returns a
// closed listener if somebody else was faster and has the port.
TcpListener opens_door(Stage& stage, DoorScene& scene, Port port) {
    scene = {{loopback_v4, port}, {}};
    stage.may_bind([&stage, &scene](const SeenCall& bind) {
        scene.bind = bind;
        if (bind.where != scene.wanted) {
            stage.fails("a bind to " + to_string(scene.wanted), harness::stopped_bind(bind));
        }
        stage.step("your code binds", to_string(bind.where));
        return true;
    });
    TcpListener door;
    bool taken = false;
    stage.runs("open_door", [&] {
        try {
            door = open_door(port);
        } catch (const SocketError& failure) {
            if (port == 0 || failure.code() != std::errc::address_in_use) throw;
            taken = true;
        }
    });
    stage.waits_until_returned();
    if (taken) return {};
    stage.requires_that(door.is_open(), "a listener on " + to_string(scene.wanted),
                        "a listener that is not open");
    return door;
}

// The same, with a port that was free a moment ago.
TcpListener opens_door_on_a_free_port(Stage& stage, DoorScene& scene) {
    for (int tries = 0; tries < 10; ++tries) {
        const Port port = TcpListener::bind(any_port).local_endpoint().port;
        TcpListener door = opens_door(stage, scene, port);
        if (door.is_open()) return door;
    }
    stage.fails("a free port", "ten ports that others took at once; try again");
}

}  // namespace

LOOPBACK_CHECK("1.1", "only this machine can knock") {
    static DoorScene scene;
    Stage& stage = Stage::open(lesson, [](const Failure& failure) {
        return causes::why_door(failure, scene.bind ? &*scene.bind : nullptr, scene.wanted);
    });
    for (const bool system_chooses : {true, false}) {
        TcpListener door =
            system_chooses ? opens_door(stage, scene, 0) : opens_door_on_a_free_port(stage, scene);
        Peer& client = stage.peer();
        client.connects(door.local_endpoint());
        const TcpStream knock = door.accept().stream;
        stage.requires_that(knock.peer_endpoint() == client.endpoint(), "the client's connection",
                            "that of " + to_string(knock.peer_endpoint()));
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
