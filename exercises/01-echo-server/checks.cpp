// What the three functions of exercise 01 must do, as scripts: who does what, and what must come
// of it. What a failure means is in causes.hpp and serving.hpp.

#include "harness/check.hpp"

#include <optional>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/door_causes.hpp"
#include "harness/doors.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "serving.hpp"

using namespace std::string_view_literals;
using harness::count;
using harness::Failure;
using harness::Peer;
using harness::Stage;

namespace {

constexpr const char* lesson = "lessons/01-echo-server";
constexpr Endpoint any_port{loopback_v4, 0};

// ---- echo ----

// A new client, and your echo() at the other end of its connection.
Peer& meets_echo(Stage& stage) {
    TcpListener door = TcpListener::bind(any_port);
    Peer& peer = stage.peer();
    peer.connects(door.local_endpoint());
    const auto client = std::make_shared<TcpStream>(door.accept().stream);
    stage.runs(
        "echo", [client] { echo(*client); }, [client] { client->close(); });
    return peer;
}

// Every value that a byte can have, in an order that repeats late: a byte that is lost, doubled
// or out of place shows.
std::string all_kinds_of_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 1;
    for (char& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

// ---- serve ----

// Runs serve(listener, clients, handle). It fails as soon as it returns too early.
void runs_serve(Stage& stage, TcpListener& listener, int clients) {
    serving::record.stage = &stage;
    serving::record.clients = clients;
    stage.supplies("handle()");
    stage.runs(
        "serve",
        [&listener, clients] {
            serving::record.server = std::this_thread::get_id();
            serve(listener, clients, serving::handle);
        },
        [&stage, clients] {
            serving::note_return();
            serving::must_leave_nobody_behind();
            const int accepted = serving::accepted();
            stage.requires_that(accepted >= clients,
                                "serve() returns after " + serving::clients_in_words(clients),
                                "it returned after " + std::to_string(accepted));
        });
}

void has_served(Stage& stage, int clients) {
    stage.waits_until_returned();
    const auto handled = static_cast<int>(serving::all_handled().size());
    stage.requires_that(handled == clients,
                        "handle() is called for each of " + serving::clients_in_words(clients),
                        "it was called for " + std::to_string(handled));
}

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
    Stage& stage = Stage::open(lesson, causes::why_echo);
    Peer& a = meets_echo(stage);
    a.sends("hello").receives("hello");
    a.finishes_sending().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.3", "echoes a message that comes in pieces") {
    Stage& stage = Stage::open(lesson, causes::why_echo);
    Peer& a = meets_echo(stage);
    a.sends("hel").receives("hel");
    a.keeps_silent().sends("lo\n").receives("lo\n");
    a.exchanges_byte_by_byte("and bye\n");
    a.finishes_sending().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.4", "keeps zero bytes") {
    Stage& stage = Stage::open(lesson, causes::why_echo);
    Peer& a = meets_echo(stage);
    a.sends("hel\0lo\n"sv).finishes_sending().receives("hel\0lo\n"sv).sees_the_end();
    stage.waits_until_returned();

    const std::string binary = std::string(3, '\0') + all_kinds_of_bytes(2000);
    Peer& b = meets_echo(stage);
    b.sends(binary).finishes_sending().receives(binary).sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.5", "echoes a megabyte") {
    Stage& stage = Stage::open(lesson, causes::why_echo);
    stage.watch().cut_sends();
    Peer& a = meets_echo(stage);
    a.sends_but_reads_late(all_kinds_of_bytes(1 << 20));
    a.finishes_sending().receives_the_rest().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.6", "serves the next client") {
    Stage& stage = Stage::open(lesson, serving::why);
    TcpListener listener = TcpListener::bind(any_port);
    const Endpoint door = listener.local_endpoint();
    Peer& a = stage.peer();
    Peer& b = stage.peer();
    Peer& silent = stage.peer();
    runs_serve(stage, listener, 3);
    a.connects(door).sends("one").receives("one");
    b.connects(door);
    a.finishes_sending().sees_the_end();
    b.sends("two").receives("two").finishes_sending().sees_the_end();
    silent.connects(door);
    serving::lets_serve_return(silent.endpoint());
    silent.finishes_sending().sees_the_end();
    has_served(stage, 3);
}

LOOPBACK_CHECK("1.7", "survives a reset") {
    Stage& stage = Stage::open(lesson, serving::why);
    TcpListener listener = TcpListener::bind(any_port);
    const Endpoint door = listener.local_endpoint();
    Peer& a = stage.peer();
    Peer& b = stage.peer();
    runs_serve(stage, listener, 2);
    a.connects(door).sends("hel").receives("hel").resets();
    b.keeps_silent()
        .connects(door)
        .sends("hello")
        .receives("hello")
        .finishes_sending()
        .sees_the_end();
    has_served(stage, 2);
}
