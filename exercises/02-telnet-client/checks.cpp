// What the functions of exercise 02 must do, as scripts: who does what, and what must come of it.
// What a failure means is in causes.hpp, and what the telnet protocol is in protocol.hpp.

#include "harness/check.hpp"

#include <optional>
#include <string>

#include "causes.hpp"
#include "exercise.hpp"
#include "protocol.hpp"

using namespace std::string_literals;
using causes::Talk;
using harness::Peer;
using harness::show;
using harness::Stage;
namespace idling = harness::idling;
namespace streams = harness::streams;

namespace {

constexpr const char* lesson = "lessons/02-telnet-client";

// ---- ask ----

std::optional<std::string> answer;

// A new server, and your ask() that asks it.
Peer& is_asked(Stage& stage, const std::string& question,
               streams::Ends ends = streams::Ends::in_order) {
    answer.reset();
    Peer& server = streams::is_called(
        stage, "ask", ends, [question](Endpoint where) { answer = ask(where, question); });
    return question.empty() ? server : server.receives(question);
}

void must_give(Stage& stage, const Peer& server, const std::string& expected) {
    stage.waits_until_returned();
    if (*answer == expected) return;
    causes::answer = {*answer, expected};
    stage.fails("ask() gives " + show(expected),
                answer->empty() ? "it gives nothing" : harness::show_against(*answer, expected),
                &server);
}

// ---- talk ----

// A new server, a keyboard and a screen, and your talk() between them.
Talk& begins(Stage& stage, Peer& server, streams::Ends ends = streams::Ends::in_order) {
    causes::here = new Talk(stage);  // until the end of the process, as the stage
    Talk& here = *causes::here;
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    here.stream = TcpStream::connect(door.local_endpoint());
    server.accepts(door);
    streams::runs(
        stage, "talk", ends, [&here] { talk(here.stream, here.keyboard, here.screen.out()); },
        [&here] {
            here.stream.close();
            here.screen.closes();
        });
    return here;
}

}  // namespace

LOOPBACK_CHECK("2.1", "reads to the end of the answer") {
    Stage& stage = Stage::open(lesson, causes::read_to_the_end, causes::why_ask);
    Peer& a = is_asked(stage, "who is there?\n");
    std::size_t sent = 0;
    for (const std::string_view piece : {"an ec", "ho\n"}) {  // each is received by itself
        a.sends(piece);
        stage.waits_until_taken(a.endpoint(), sent += piece.size());
        a.keeps_silent();
    }
    a.sends("server\n").finishes_sending();
    must_give(stage, a, "an echo\nserver\n");

    const std::string binary = std::string(3, '\0') + harness::all_kinds_of_bytes(200'000);
    Peer& b = is_asked(stage, "everything?\n");
    b.sends(binary).finishes_sending();
    must_give(stage, b, binary);

    Peer& c = is_asked(stage, "and then?\n", streams::Ends::broken_off);
    c.sends("then the ser");
    stage.settles();
    c.resets();
    stage.waits_until_returned();
    if (answer) causes::answer = {*answer, ""};
    streams::must_have_passed_on_the_reset(stage, c, answer ? "it returned " + show(*answer) : "");
}

LOOPBACK_CHECK("2.2", "stops sending but keeps listening") {
    Stage& stage = Stage::open(lesson, causes::finish_sending, causes::why_ask);
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
    Stage& stage = Stage::open(lesson, causes::two_things, causes::why_talk);
    Peer& a = stage.peer();
    Talk& here = begins(stage, a);
    a.sends("welcome\n");
    here.screen.shows("welcome\n");
    here.keyboard.types("hello\n");
    a.receives("hello\n").sends("hello to you\n");
    here.screen.shows("hello to you\n");
    a.sends("login: ");
    here.screen.shows("login: ");
    a.keeps_silent();
    stage.sees_whether_it_sleeps();
    here.keyboard.pastes({"one\n", "\n", "quit\n"});  // lines like any other
    a.receives("one\n\nquit\n").sends("bye\n").finishes_sending();
    here.screen.shows("bye\n");
    stage.waits_until_returned();
    idling::must_have_slept(stage, "talk()");

    Peer& b = stage.peer();  // while the keyboard is silent
    Talk& broken = begins(stage, b, streams::Ends::broken_off);
    b.sends("login: ");
    broken.screen.shows("login: ");
    stage.settles();
    broken.is_reset = true;
    b.resets();
    streams::must_have_passed_on_the_reset(stage, b, "it returned");
}

LOOPBACK_CHECK("2.4", "drains the answer after the keyboard's end") {
    Stage& stage = Stage::open(lesson, causes::keyboards_end, causes::why_talk);
    Peer& a = stage.peer();
    Talk& here = begins(stage, a);
    here.keyboard.types("count to three, and\n");
    a.receives("count to three, and\n");
    here.keyboard.types("stop").ends();
    a.receives("stop").sees_the_end();
    stage.settles();
    a.sends("one ");
    here.screen.shows("one ");
    stage.settles();
    const std::string much = harness::all_kinds_of_bytes(100'000);
    a.sends(much).sends("three\n").finishes_sending();
    here.screen.shows(much + "three\n");
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
