// The words of the harness's scripts, each in a check with a function that is judged by it: see
// CMakeLists.txt for what must come of it.

#include "harness/check.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "given/scripted_clock.hpp"
#include "harness/door_causes.hpp"
#include "harness/servers.hpp"
#include "harness/streams.hpp"
#include "harness/thread.hpp"
#include "loopback/udp.hpp"
#if !defined(_WIN32)
#include "raw_answers.hpp"
#endif

using namespace loopback;
using namespace std::chrono_literals;
namespace servers = harness::servers;
namespace streams = harness::streams;
using harness::Advice;
using harness::Crowd;
using harness::DatagramPeer;
using harness::Failure;
using harness::Peer;
using harness::Stage;

namespace {

Stage& open_stage() { return Stage::open("lessons/99", "Here"); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
}

void reads_and_says_nothing(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (client.recv(buffer)) {
    }
}

void reads_once(TcpStream& client) {
    std::array<char, 4096> buffer;
    (void)client.recv(buffer);
}

Advice why_echo(const Failure& failure) {
    return harness::first_of({failure, "echo()", "the client"},
                             {{streams::spins_at_the_end, "When is it over?"},
                              {streams::forgot_the_rest, "send may take less"},
                              {streams::stopped_early}});
}

std::string own_number(std::size_t number) { return std::to_string(number) + '\n'; }

}  // namespace

LOOPBACK_CHECK("example", "the one in stage.hpp") {
    Stage& stage = Stage::open("lessons/01-echo-server", "A stream has no messages", why_echo);
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    Peer& a = stage.peer();
    a.connects(door.local_endpoint());
    TcpStream client = door.accept().stream;
    stage.runs(
        "echo", [&] { echo(client); }, [&] { client.close(); });
    a.sends("hello").receives("hello").finishes_sending().sees_the_end();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("drips", "each byte is received by itself") {
    Stage& stage = open_stage();
    Peer& a = streams::meets(stage, "yours", reads_and_says_nothing);
    a.drips("hello").finishes_sending().sees_the_end();
    stage.waits_until_returned();
    const auto talk = stage.watch().with(a.endpoint());
    stage.requires_that(talk->recvs == 5, "5 calls of recv()", std::to_string(talk->recvs));
}

LOOPBACK_CHECK("drips-no-more", "to somebody who asks for no more") {
    Stage& stage = open_stage();
    Peer& a = streams::meets(stage, "yours", reads_once);
    a.drips(std::string(100, 'x'));
    stage.waits_until_returned();
    const std::size_t sent = a.seen().sent.size();
    stage.requires_that(sent <= 2, "1 byte, and the one that nobody took", std::to_string(sent));
}

LOOPBACK_CHECK("floods", "all of it, to somebody who reads") {
    Stage& stage = open_stage();
    Peer& a = streams::meets(stage, "yours", reads_and_says_nothing);
    const std::string much(32 << 20, 'x');
    a.floods(much).finishes_sending().sees_the_end();
    stage.waits_until_returned();
    stage.requires_that(a.seen().sent.size() == much.size(), "all of it", "less");
}

LOOPBACK_CHECK("floods-whom-nobody-reads", "as much as the kernel takes") {
    Stage& stage = open_stage();
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    Peer& a = stage.peer().connects(door.local_endpoint());
    TcpStream unread = door.accept().stream;
    Peer& b = stage.peer().connects(door.local_endpoint());
    TcpStream read = door.accept().stream;
    stage.runs("yours", [&] { reads_and_says_nothing(read); });
    const std::string much(32 << 20, 'x');
    a.floods(much);
    b.finishes_sending();
    stage.waits_until_returned();
    const std::size_t sent = a.seen().sent.size();
    stage.requires_that(sent > 0 && sent < much.size(), "a part of it", std::to_string(sent));
}

namespace {

// Answers each in turn, `wrong` with what belongs to the one before.
void answers_all(TcpListener& listener, int clients, std::string_view wrong) {
    std::vector<TcpStream> streams;
    for (int i = 0; i < clients; ++i) streams.push_back(listener.accept().stream);
    std::string before = "nothing";
    for (TcpStream& one : streams) {
        std::array<char, 64> buffer;
        const std::string line(one.recv(buffer));
        one.send_all(line == wrong ? before : line);
        before = line;
        (void)one.recv(buffer);
    }
}

void meets_a_crowd(std::string_view wrong) {
    Stage& stage = open_stage();
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    Crowd& crowd = stage.crowd(20).connects(door.local_endpoint());
    stage.runs("yours", [&door, wrong] { answers_all(door, 20, wrong); });
    crowd.sends(own_number).finishes_sending().receives(own_number).sees_the_end();
    stage.waits_until_returned();
}

}  // namespace

LOOPBACK_CHECK("crowd", "each of them with its own") { meets_a_crowd(""); }

LOOPBACK_CHECK("crowd-of-one-wrong", "the third one gets the second one's") {
    meets_a_crowd("3\n");
}

namespace {

enum class Pong { each, joined };

void meets_pong(Pong pong) {
    Stage& stage = open_stage();
    UdpSocket socket = UdpSocket::bind({loopback_v4, 0});
    stage.runs("pong", [&socket, pong] {
        std::array<char, 100> buffer;
        std::string joined;
        Endpoint from{};
        for (int i = 0; i < 2; ++i) {
            const auto datagram = socket.recv_from(buffer);
            from = datagram.from;
            joined += datagram.data;
            if (pong == Pong::each) socket.send_to(datagram.data, from);
        }
        if (pong == Pong::joined) socket.send_to(joined, from);
    });
    DatagramPeer& a = stage.datagram_peer();
    a.talks_to(socket.local_endpoint());
    a.sends("one").sends("two").receives("one").receives("two").leaves();
    stage.waits_until_returned();
}

}  // namespace

LOOPBACK_CHECK("datagrams", "each is answered by itself") { meets_pong(Pong::each); }
LOOPBACK_CHECK("datagrams-joined", "two are answered as one") { meets_pong(Pong::joined); }

LOOPBACK_CHECK("clock", "sleeps are over when the script says so") {
    Stage& stage = open_stage();
    scripted::Clock clock{stage};
    int tries = 0;
    stage.runs("retry", [&] {
        const auto end = clock.now() + 48h;
        for (auto pause = 1h; clock.now() < end; pause *= 2) {
            ++tries;
            clock.sleep_for(pause);
        }
    });
    for (const auto pause : {1h, 2h, 4h, 8h, 16h, 32h}) {
        const auto asked = clock.next_sleep();
        stage.requires_that(asked == pause, "a sleep twice as long", "another one");
        clock.turns(pause - 1ms);
        stage.requires_that(clock.next_sleep() == 1ms, "still asleep", "awake");
        clock.turns(1ms);
    }
    stage.waits_until_returned();
    stage.requires_that(tries == 6, "6 tries", std::to_string(tries));
}

LOOPBACK_CHECK("clock-not-slept-on", "who returns instead is not waited for") {
    Stage& stage = open_stage();
    scripted::Clock clock{stage};
    given::Clock& yours = clock;
    stage.runs("retry", [&] { yours.sleep_until(yours.now()); });
    stage.requires_that(!clock.next_sleep(), "no sleep", "one");
}

LOOPBACK_CHECK("error-of-a-handler", "is told as the handler's") {
    Stage& stage = open_stage();
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    Peer& a = stage.peer();
    servers::runs(stage, "serve", 1, [&] {
        TcpStream client = door.accept().stream;
        servers::handle(client);
    });
    a.connects(door.local_endpoint()).sends("hel").receives("hel").resets();
    stage.waits_until_returned();
}

LOOPBACK_CHECK("error-of-your-code", "is told with its line") {
    Stage& stage = open_stage();
    Peer& a = streams::meets(stage, "echo", echo);
    a.sends("hel").receives("hel").resets();
    stage.waits_until_returned();
}

namespace {

// Opens a door, has it spoilt, and lets a client knock there.
void opens_a_door(const std::function<void(TcpListener&)>& spoil) {
    Stage& stage = Stage::open("lessons/99", "Here", harness::why_not_opened);
    stage.doors().have_a_rival();
    TcpListener door = harness::opens(stage, "open_door", harness::free_door(), [&] {
        const Endpoint where = *stage.doors().seen().wanted;
        TcpListener opened = TcpListener::bind(where);
        spoil(opened);
        return opened;
    });
    harness::knocks(stage, door, "open_door()");
}

}  // namespace

LOOPBACK_CHECK("ready", "a client comes out of the listener") {
    opens_a_door([](TcpListener&) {});
}
LOOPBACK_CHECK("ready-without-waiting", "in non-blocking mode") {
    opens_a_door([](TcpListener& door) { door.set_nonblocking(true); });
}
LOOPBACK_CHECK("ready-with-a-limit", "as SO_RCVTIMEO sets one") {
    opens_a_door([](TcpListener& door) {
        const std::array<char, sizeof(std::int64_t) * 2> five_of_its_units{5};
        (void)detail::native::set_option(door.native_handle(), SOL_SOCKET, SO_RCVTIMEO,
                                         &five_of_its_units, sizeof five_of_its_units);
    });
}
LOOPBACK_CHECK("ready-of-a-rival", "a handle with two owners") {
    opens_a_door([](TcpListener& door) { Socket::adopt(door.native_handle()).close(); });
}

LOOPBACK_CHECK("no-calls", "is evidence only where all calls are seen") {
    Stage& stage = Stage::open("lessons/99", "Here", harness::why_not_opened);
    (void)harness::opens(stage, "open_door", {loopback_v4, 0}, [] { return TcpListener{}; });
}

#if !defined(_WIN32)
// Your code asks the system itself, past the library.
LOOPBACK_CHECK("raw-server", "binds, listens, accepts, echoes") {
    Stage& stage = Stage::open("lessons/99", "Here", harness::why_not_opened);
    TcpListener door = harness::opens(stage, "open_door", {loopback_v4, 0}, raw::opens_a_door);
    stage.requires_that(stage.doors().seen().kept_listener() != nullptr, "a listener", "none");
    harness::knocks(stage, door, "open_door()");
    Peer& a = stage.peer().connects(door.local_endpoint());
    stage.runs("serve", [&door] { raw::serves_one(door); });
    a.drips("hello").receives("hello").finishes_sending().sees_the_end();
    stage.waits_until_returned();
    const auto talk = stage.watch().with(a.endpoint());
    stage.requires_that(
        talk && talk->recvs == 5 && talk->sent == 5 && talk->saw_the_end && talk->closed,
        "5 calls that brought bytes, 5 bytes sent, the end seen, and a close",
        talk ? std::to_string(talk->recvs) + " and " + std::to_string(talk->sent)
             : "no conversation");
}
LOOPBACK_CHECK("raw-client", "connects, sends, receives by poll() and by select()") {
    Stage& stage = open_stage();
    Peer& a = streams::is_called(stage, "ask", streams::Ends::in_order,
                                 [](Endpoint server) { raw::asks_who(server, -1); });
    a.receives("who?");
    stage.settles();
    a.sends("me");
    stage.waits_until_taken(a.endpoint(), 2);
    a.finishes_sending().sees_the_end();
    stage.waits_until_returned();
    const auto talk = stage.watch().with(a.endpoint());
    stage.requires_that(talk && talk->sent == 4 && talk->received == 2 && talk->closed,
                        "4 bytes sent, 2 received, and a close", "something else");
    stage.requires_that(stage.watch().waiting().limited == std::nullopt &&
                            stage.watch().begun(Operation::wait) == 2,
                        "2 waits without a limit", "others");
}
LOOPBACK_CHECK("raw-bind", "to every address is stopped") {
    Stage& stage = Stage::open("lessons/99", "Here", harness::why_not_opened);
    (void)harness::opens(stage, "open_door", {loopback_v4, 0}, [] { return raw::exposes(true); });
}
LOOPBACK_CHECK("raw-listen", "without a bind is one to every address") {
    Stage& stage = Stage::open("lessons/99", "Here", harness::why_not_opened);
    (void)harness::opens(stage, "open_door", {loopback_v4, 0}, [] { return raw::exposes(false); });
}
LOOPBACK_CHECK("raw-wait", "that never ends is named") {
    Stage& stage = open_stage();
    Peer& a = streams::meets(stage, "echo", raw::reads_too_much);
    a.sends("hello").receives("hello");
}
LOOPBACK_CHECK("raw-limit", "takes silence for the end") {
    Stage& stage = Stage::open("lessons/99", "Here", [](const Failure& failure) {
        return harness::first_of({failure, "echo()", "the client"},
                                 {{streams::gave_up_on_a_limit}});
    });
    Peer& a = streams::meets(stage, "echo", raw::gives_up);
    a.sends("hel").receives("hel").keeps_silent().sends("lo").receives("lo");
}
LOOPBACK_CHECK("raw-of-the-check", "is not your code's") {
    Stage& stage = open_stage();
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    stage.runs("nothing", [&] {
        const harness::HarnessThread mark;
        raw::asks_who(door.local_endpoint(), 0);
    });
    stage.waits_until_returned();
    stage.requires_that(stage.watch().moves().calls == 0, "no calls", "some");
}
#endif
