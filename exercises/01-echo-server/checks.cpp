// What the three functions of exercise 01 must do, as scripts: who does what, and what must come
// of it. What a failure means is in causes.hpp, opening.hpp and serving.hpp.

#include "harness/check.hpp"

#include <limits>
#include <memory>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/doors.hpp"
#include "opening.hpp"
#include "serving.hpp"

using namespace std::string_view_literals;
using harness::Peer;
using harness::Stage;
namespace servers = harness::servers;
namespace passing = harness::passing;

namespace {

constexpr const char* lesson = "lessons/01-echo-server";
constexpr Endpoint any_port{loopback_v4, 0};
constexpr int as_many_as_come = std::numeric_limits<int>::max();

// ---- open_door ----

TcpListener opens(Stage& stage, const Endpoint& where) {
    TcpListener door =
        harness::opens(stage, "open_door", where, [&] { return open_door(where.port); });
    harness::knocks(stage, door, "open_door()");
    const Endpoint mine = door.local_endpoint();
    const bool is_it = mine.address == where.address && (where == any_port || mine == where);
    stage.requires_that(is_it, "a listener at " + to_string(where), harness::in_words(door));
    const harness::DoorsSeen seen = stage.doors().seen();
    stage.requires_that(seen.knocks == 0, "nobody is knocked at", "your code calls connect()");
    stage.requires_that(seen.asked.size() <= 1, "one bind",
                        harness::count(seen.asked.size(), "bind"));
    return door;
}

// The system refuses `where`: by itself, or since it is made to say so.
void is_refused(Stage& stage, const Endpoint& where, std::errc error,
                harness::SystemAnswer system = nullptr) {
    const bool is_made_to = system != nullptr;
    stage.doors().begins(harness::only(where, std::move(system)));
    stage.tells_returns_itself();
    TcpListener door;
    passing::Outcome outcome;
    stage.runs("open_door",
               [&] { outcome = passing::outcome_of([&] { door = open_door(where.port); }); });
    stage.waits_until_returned();
    const harness::DoorsSeen seen = stage.doors().seen();
    const bool is_unseen =
        is_made_to && seen.asked.empty() && door.is_open() && door.local_endpoint() == where;
    if (is_unseen) return;  // by calls of its own, which are told another answer
    if (outcome.returned) outcome.words = "returns " + harness::in_words(door);
    const std::string yours = "open_door(" + to_string(where.port) + ')';
    passing::must_pass_on(stage, yours, std::make_error_code(error), outcome, nullptr,
                          door.is_open());
    stage.requires_that(seen.knocks == 0, "nobody is knocked at", "your code calls connect()");
    stage.requires_that(seen.asked.size() <= 1, "one bind",
                        harness::count(seen.asked.size(), "bind"));
}

// ---- echo ----

// A client who has connected, and the stream of its connection.
struct Connected {
    Peer& peer;
    std::shared_ptr<TcpStream> client;
};

Connected connects(Stage& stage) {
    TcpListener door = TcpListener::bind(any_port);
    Peer& peer = stage.peer();
    peer.connects(door.local_endpoint());
    causes::talks_with(peer);
    const auto client = std::make_shared<TcpStream>(door.accept().stream);
    client->set_send_buffer(16384);  // what is not waited for finds no room soon
    return {peer, client};
}

// A new client of echo(), and what belongs to the check when that has returned.
Peer& meets(Stage& stage) {
    const auto [peer, client] = connects(stage);
    const auto talk = [&stage, &peer = peer] {
        return stage.watch().with(peer.endpoint()).value_or(harness::Conversation{});
    };
    const auto is_early = std::make_shared<bool>(false);
    stage.runs(
        "echo",
        [=, client = client] {
            echo(*client);
            *is_early = !talk().saw_the_end;
        },
        [=, &stage, client = client] {
            causes::echo_returned = true;
            causes::is_taken_away = !client->is_open() && !talk().closed;
            stage.requires_that(!causes::is_taken_away,
                                "the stream is in `client` when echo() returns",
                                "it is no longer there, and nobody has closed it");
            causes::is_left_at_work =
                *is_early && (talk().saw_the_end || stage.watch().is_in_call(*client));
            stage.requires_that(!causes::is_left_at_work,
                                "nobody uses `client` any more when echo() has returned",
                                "a thread of yours still does");
            client->close();
        });
    return peer;
}

// A client breaks its connection while echo() is at work.
void loses(Stage& stage, void (*script)(Peer&)) {
    const auto [peer, client] = connects(stage);
    passing::Outcome outcome;
    stage.tells_returns_itself();
    stage.runs(
        "echo",
        [&outcome, client = client] { outcome = passing::outcome_of([&] { echo(*client); }); },
        [client = client] { client->close(); });
    script(peer);
    peer.resets();
    stage.waits_until_returned();
    const auto talk = stage.watch().with(peer.endpoint());
    // It may have been done before; and Wine tells a reset as the end of the stream.
    if (outcome.returned && (!talk || !talk->was_lost)) return;
    const bool is_told = talk && talk->was_lost;
    passing::must_pass_on(stage, "echo()", is_told ? talk->lost_by : outcome.code, outcome, &peer);
}

// ---- serve ----

// A call of serve() for whoever comes, until the listener is stopped.
passing::Outcome serves_until_stopped(Stage& stage, TcpListener& listener,
                                      const std::function<void()>& script) {
    passing::Outcome outcome;
    std::atomic<bool> stopped{false};
    stage.tells_returns_itself();
    servers::runs(stage, "serve", as_many_as_come, [&] {
        const auto serves = [&] { serve(listener, as_many_as_come, servers::handle); };
        try {
            serves();
            outcome = passing::outcome_of([] {});
        } catch (...) {
            if (!stopped) throw;
            outcome = passing::outcome_of([] { throw; });
        }
    });
    script();
    servers::is_stopped();
    stopped = true;
    stage.step("the check stops the listener");
    listener.stop();
    stage.waits_until_returned();
    return outcome;
}

}  // namespace

LOOPBACK_CHECK("1.1", "only this machine can knock") {
    Stage& stage = Stage::open(lesson, causes::who_may_knock, causes::why_open_door);
    stage.doors().have_a_rival();
    TcpListener first = opens(stage, harness::free_door());
    is_refused(stage, first.local_endpoint(), std::errc::address_in_use);
    TcpListener second = opens(stage, any_port);
    TcpListener third = opens(stage, any_port);
    for (TcpListener* door : {&first, &second, &third}) {
        harness::knocks(stage, *door, "open_door()");
    }
    const Endpoint again = harness::free_door();
    for (const Port port : {Port(48555), Port(65535), Port(256), again.port}) {
        is_refused(stage, {loopback_v4, port}, std::errc::permission_denied,
                   harness::always(std::errc::permission_denied));
    }
    TcpListener fourth = opens(stage, again);
}

LOOPBACK_CHECK("1.2", "echoes one short message and closes") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    Peer& a = meets(stage);
    a.keeps_silent().sends("hello").receives("hello");
    a.finishes_sending().sees_the_end();
    stage.waits_until_returned();

    Peer& b = meets(stage);
    b.finishes_sending().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.3", "echoes a message that comes in pieces") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    stage.watch().let_limits_pass(2);
    Peer& a = meets(stage);
    a.exchanges_with_more("hel", "lo");
    a.keeps_silent().sends("lo\n").receives("lo\n");
    a.exchanges_byte_by_byte("and bye\n\n");
    a.keeps_silent().finishes_sending().sees_the_end();
    stage.waits_until_returned();
    for (const std::string_view word : {"quit\n", "exit\n", "bye\n", ".\n", "\n"}) {
        Peer& b = meets(stage);
        b.sends(word).receives(word).sends("hello").receives("hello");
        b.finishes_sending().sees_the_end();
        stage.waits_until_returned();
    }
}

LOOPBACK_CHECK("1.4", "keeps zero bytes") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    for (const std::string_view special : causes::special_bytes) {
        const std::string text = "hel" + std::string(special) + "lo\n";
        Peer& a = meets(stage);
        a.sends(text).finishes_sending().receives(text).sees_the_end();
        stage.waits_until_returned();
    }
    for (const std::string_view text : {"hel\r"sv, "\nlo"sv}) {  // two conversations
        Peer& a = meets(stage);
        a.sends(text).finishes_sending().receives(text).sees_the_end();
        stage.waits_until_returned();
    }
    const std::string binary = std::string(3, '\0') + harness::all_kinds_of_bytes(2000);
    Peer& b = meets(stage);
    b.sends(binary).finishes_sending().receives(binary).sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.5", "echoes a megabyte") {
    Stage& stage = Stage::open(lesson, causes::no_messages, causes::why_echo);
    stage.watch().cut_sends();
    stage.watch().let_limits_pass(2);
    Peer& a = meets(stage);
    a.sends_but_reads_late(harness::all_kinds_of_bytes((1 << 20) + 77'777));
    a.finishes_sending().receives_the_rest().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("1.6", "serves the next client") {
    Stage& stage = Stage::open(lesson, causes::next_please, causes::why_serve);
    stage.watch().let_limits_pass(2);
    TcpListener listener = TcpListener::bind(any_port);
    const Endpoint door = listener.local_endpoint();
    Peer& a = stage.peer();
    Peer& b = stage.peer();
    Peer& c = stage.peer();
    Peer& d = stage.peer();
    Peer& e = stage.peer();
    Peer& f = stage.peer();
    servers::is_done_at("bye");
    servers::runs(stage, "serve", 3, [&] { serve(listener, 3, servers::handle); });
    a.connects(door).sends("one").receives("one");
    b.connects(door);
    a.finishes_sending().sees_the_end();
    b.sends("two").receives("two").finishes_sending().sees_the_end();
    c.connects(door);
    servers::lets_it_return();
    d.connects(door);
    c.sends("bye").receives("bye").sees_the_end();
    servers::must_have_served(3);
    servers::must_stay_open(listener);
    const std::size_t binds = stage.doors().seen().asked.size();
    stage.requires_that(binds == 0, "no bind of serve()", harness::count(binds, "bind"));

    servers::runs(stage, "serve", 0, [&] { serve(listener, 0, servers::handle); });
    servers::must_have_served(0);

    servers::runs(stage, "serve", 2, [&] { serve(listener, 2, servers::handle); });
    d.sends("four").receives("four").finishes_sending().sees_the_end();
    e.connects(door);
    if (!servers::is_handled(e.endpoint())) e.keeps_silent();  // it is to be, before it says a word
    e.sends("five").receives("five").finishes_sending().sees_the_end();
    servers::must_have_served(2);

    const passing::Outcome outcome = serves_until_stopped(stage, listener, [&] {
        f.connects(door).sends("six").receives("six").finishes_sending().sees_the_end();
    });
    // A raw accept() is told otherwise.
    const bool is_raw = outcome.code == std::errc::invalid_argument ||
                        outcome.code == std::errc::connection_aborted;
    passing::must_pass_on(
        stage, "serve()",
        is_raw ? outcome.code : std::make_error_code(std::errc::operation_canceled), outcome);

    TcpListener another = TcpListener::bind(any_port);  // after the failure
    Peer& g = stage.peer();
    servers::runs(stage, "serve", 1, [&] { serve(another, 1, servers::handle); });
    g.connects(another.local_endpoint()).sends("7").receives("7").finishes_sending();
    g.sees_the_end();
    servers::must_have_served(1);
}

LOOPBACK_CHECK("1.7", "survives a reset") {
    Stage& stage = Stage::open(lesson, causes::not_everyones, causes::why_survive);
    loses(stage, [](Peer&) {});  // who has not said a word
    loses(stage, [](Peer& a) { a.sends("hel").receives("hel"); });
    stage.crash_means({causes::killed_by_a_send, causes::not_everyones});
    loses(stage, [](Peer& b) { b.crams(harness::all_kinds_of_bytes(80'000)); });
    stage.crash_means({});
    Peer& next = meets(stage);
    next.sends("hello").finishes_sending().receives("hello").sees_the_end();
    stage.waits_until_returned();

    stage.watch().let_limits_pass(2);
    TcpListener listener = TcpListener::bind(any_port);
    const Endpoint door = listener.local_endpoint();
    Peer& c = stage.peer();
    Peer& d = stage.peer();
    Peer& e = stage.peer();
    servers::breaks_at("lost", std::errc::broken_pipe);
    servers::runs(stage, "serve", 3, [&] { serve(listener, 3, servers::handle); });
    c.connects(door).sends("hel").receives("hel").resets();
    d.connects(door).sends("lost").sees_the_end();
    e.keeps_silent()
        .connects(door)
        .sends("hello")
        .receives("hello")
        .finishes_sending()
        .sees_the_end();
    servers::must_have_served(3);
}
