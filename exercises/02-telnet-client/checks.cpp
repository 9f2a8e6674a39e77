// What the functions of exercise 02 must do, as scripts: who does what, and what must come of it.
// What a failure means is in causes.hpp, and what the telnet protocol is in protocol.hpp.

#include "harness/check.hpp"

#include <functional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "protocol.hpp"

using namespace std::string_literals;
using namespace std::string_view_literals;
using harness::Peer;
using harness::show;
using harness::show_against;
using harness::Stage;
using scripted::Screen;

namespace {

constexpr const char* lesson = "lessons/02-telnet-client";
constexpr Endpoint any_port{loopback_v4, 0};

// Every value that a byte can have, in an order that repeats late.
std::string all_kinds_of_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 1;
    for (char& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

// ---- ask ----

// A new server, and your ask() that asks it.
Peer& is_asked(Stage& stage, const std::string& question, bool may_fail = false) {
    causes::asked = {};
    causes::asked.is_broken_off = may_fail;
    TcpListener door = TcpListener::bind(any_port);
    const Endpoint where = door.local_endpoint();
    stage.runs("ask", [where, question, may_fail] {
        try {
            causes::asked.answer = ask(where, question);
        } catch (const SocketError& failure) {
            if (!may_fail) throw;
            causes::asked.error = failure.code();
        }
    });
    Peer& server = stage.peer();
    server.accepts(door);
    return question.empty() ? server : server.receives(question);
}

void must_give(Stage& stage, const Peer& server, const std::string& expected) {
    causes::asked.expected = expected;
    stage.waits_until_returned();
    const std::string& answer = *causes::asked.answer;
    if (answer != expected) {
        stage.fails("ask() gives " + show(expected),
                    answer.empty() ? "it gives nothing" : show_against(answer, expected), &server);
    }
}

// ---- talk ----

struct Talk {
    explicit Talk(Stage& stage) : keyboard(stage), screen(stage) {}

    scripted::Keyboard keyboard;
    Screen screen;
    TcpStream stream;
};

// A new server, a keyboard and a screen, and `body`, which is to call your talk() between them.
void begins(Stage& stage, Peer& server, Talk& here, std::function<void()> body) {
    causes::keyboard = &here.keyboard;
    causes::screen = &here.screen;
    TcpListener door = TcpListener::bind(any_port);
    here.stream = TcpStream::connect(door.local_endpoint());
    server.accepts(door);
    stage.runs("talk", std::move(body), [&here] {
        here.stream.close();
        here.screen.closes();
    });
}

Talk& begins(Stage& stage, Peer& server) {
    auto* talk_of_this_check = new Talk(stage);  // until the end of the process, as the stage
    Talk& here = *talk_of_this_check;
    begins(stage, server, here, [&here] { talk(here.stream, here.keyboard, here.screen.out()); });
    return here;
}

// A new server that greets and then resets the connection, while the keyboard is silent. Your
// talk() must not return as if all had been said.
void must_tell_of_a_reset(Stage& stage, Peer& server) {
    auto* talk_of_this_check = new Talk(stage);  // until the end of the process, as the stage
    Talk& here = *talk_of_this_check;
    static bool returned = false;
    stage.tells_returns_itself();
    begins(stage, server, here, [&stage, &here] {
        try {
            talk(here.stream, here.keyboard, here.screen.out());
            returned = true;
            stage.step("your talk() returns");
        } catch (const std::system_error& failure) {
            stage.step("your talk() passes on", harness::name_of(failure.code()));
        }
    });
    server.sends("login: ");
    here.screen.shows("login: ");
    stage.settles();
    causes::is_reset = true;
    server.resets();
    stage.waits_until_returned();
    const auto seen = stage.watch().with(server.endpoint());
    // Wine tells a reset as the end of the stream.
    const bool was_told_as_the_end = seen && seen->saw_the_end && !seen->was_lost;
    if (!returned || was_told_as_the_end) return;
    causes::has_swallowed_the_reset = true;
    stage.fails("talk() lets the error of the broken connection pass on", "it returned", &server);
}

// While there was nothing to do.
void must_have_slept(Stage& stage) {
    const harness::Waiting waiting = stage.watch().waiting();
    if (!waiting.limited && !waiting.is_restless()) return;
    causes::waiting = waiting;
    std::string seen;
    if (waiting.limited) {
        seen = harness::name_of(*waiting.limited) + " has a limit of " +
               std::to_string(waiting.limited->argument) + " ms, which was over " +
               harness::count(waiting.times_up, "time") + " before anything came";
    } else if (waiting.looks >= harness::Waiting::many) {
        seen = harness::name_of(*waiting.look) +
               " found nothing there, and your code looked again without having waited, " +
               std::to_string(waiting.looks) + " times in a row";
    } else {
        seen = "wait() came back " + std::to_string(waiting.wakes) +
               " times in a row, and nothing came of it";
    }
    stage.fails("talk() sleeps until there is something to do, without a time limit", seen);
}

}  // namespace

LOOPBACK_CHECK("2.1", "reads to the end of the answer") {
    Stage& stage = Stage::open(lesson, causes::why_ask);
    Peer& a = is_asked(stage, "who is there?\n");
    std::size_t sent = 0;
    for (const std::string_view piece : {"an ec", "ho\n"}) {  // each is received by itself
        a.sends(piece);
        stage.waits_until_taken(a.endpoint(), sent += piece.size());
        a.keeps_silent();
    }
    a.sends("server\n").finishes_sending();
    must_give(stage, a, "an echo\nserver\n");

    const std::string binary = std::string(3, '\0') + all_kinds_of_bytes(200'000);
    Peer& b = is_asked(stage, "everything?\n");
    b.sends(binary).finishes_sending();
    must_give(stage, b, binary);

    Peer& c = is_asked(stage, "and then?\n", true);
    c.sends("then the ser");
    stage.settles();
    c.resets();
    stage.waits_until_returned();
    const auto talk = stage.watch().with(c.endpoint());
    const bool was_told = talk && talk->was_lost;  // Wine tells a reset as the end of the stream
    if (causes::asked.answer && was_told) {
        stage.fails("ask() lets the error of the broken connection pass on",
                    "it returned " + show(*causes::asked.answer), &c);
    }
}

LOOPBACK_CHECK("2.2", "stops sending but keeps listening") {
    Stage& stage = Stage::open(lesson, causes::why_ask);
    stage.watch().cut_sends();
    Peer& a = is_asked(stage, "how many bytes\0are these?\n"s);
    a.sees_the_end();
    stage.settles();
    a.sends("26\n").finishes_sending();
    must_give(stage, a, "26\n");

    Peer& b = is_asked(stage, "");
    b.sees_the_end().sends("0\n").finishes_sending();
    must_give(stage, b, "0\n");
}

LOOPBACK_CHECK("2.3", "prints while the keyboard is silent") {
    Stage& stage = Stage::open(lesson, causes::why_talk);
    Peer& a = stage.peer();
    auto& [keyboard, screen, stream] = begins(stage, a);
    a.sends("welcome\n");
    screen.shows("welcome\n");
    keyboard.types("hello\n");
    a.receives("hello\n").sends("hello to you\n");
    screen.shows("hello to you\n");
    a.sends("login: ");
    screen.shows("login: ");
    a.keeps_silent();
    stage.sees_whether_it_sleeps();
    keyboard.pastes({"one\n", "\n", "quit\n"});  // lines like any other
    a.receives("one\n\nquit\n").sends("bye\n").finishes_sending();
    screen.shows("bye\n");
    stage.waits_until_returned();
    must_have_slept(stage);
    must_tell_of_a_reset(stage, stage.peer());
}

LOOPBACK_CHECK("2.4", "drains the answer after the keyboard's end") {
    Stage& stage = Stage::open(lesson, causes::why_talk);
    Peer& a = stage.peer();
    auto& [keyboard, screen, stream] = begins(stage, a);
    keyboard.types("count to three, and\n");
    a.receives("count to three, and\n");
    keyboard.types("stop").ends();
    a.receives("stop").sees_the_end();
    stage.settles();
    a.sends("one ");
    screen.shows("one ");
    stage.settles();
    const std::string much = all_kinds_of_bytes(100'000);
    a.sends(much).sends("three\n").finishes_sending();
    screen.shows(much + "three\n");
    stage.waits_until_returned();
}

LOOPBACK_CHECK("2.5", "stretch: ends lines CR LF and doubles 255") {
    protocol::lines().asks(lesson, causes::on_the_wire);
}

LOOPBACK_CHECK("2.6", "stretch: decodes across any cut") {
    protocol::texts().asks(lesson, causes::cut_anywhere);
}

LOOPBACK_CHECK("2.7", "stretch: refuses once") {
    protocol::replies().asks(lesson, causes::refuse_once);
}
