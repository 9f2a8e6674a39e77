// What the functions of exercise 02 must do, as scripts: who does what, and what must come of it.
// What a failure means is in causes.hpp, and what the telnet protocol is in protocol.hpp.

#include "harness/check.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/cut_text.hpp"
#include "protocol.hpp"

using namespace std::string_literals;
using causes::outcome;
using causes::Talk;
using harness::Peer;
using harness::show;
using harness::Stage;
namespace idling = harness::idling;

namespace {

constexpr const char* lesson = "lessons/02-telnet-client";

// Runs what may fail when its connection breaks: then what it throws is an answer.
void runs_to_the_break(Stage& stage, const char* function, std::function<std::string()> yours,
                       std::function<void()> afterwards = nullptr) {
    outcome = {};
    stage.tells_returns_itself();
    auto tells = [&stage, function, yours = std::move(yours)] {
        harness::Gave<std::string> now;
        try {
            now = harness::gave(yours);
        } catch (const stub::NotWritten&) {
            throw;
        } catch (...) {
            now.type = now.what = "an exception that is no std::exception";
        }
        stage.step(std::string("your ") + function + "() " +
                   (now.threw() ? now.thrown_in_words() : "returns"));
        outcome = std::move(now);
    };
    stage.runs(function, std::move(tells), std::move(afterwards));
}

void must_have_passed_on(Stage& stage, const char* what, std::initializer_list<std::errc> errors,
                         const Peer* server = nullptr) {
    stage.waits_until_returned();
    const auto is_told = [](std::errc error) { return outcome.code == error; };
    if (std::any_of(errors.begin(), errors.end(), is_told)) return;
    const auto talk = server != nullptr ? stage.watch().with(server->endpoint()) : std::nullopt;
    const bool was_told = talk && talk->saw_the_end;  // Wine tells a reset as the end
    if (was_told && (!talk->was_lost || causes::one_may_hear_the_end())) return;
    const std::string value = outcome.value.value_or("");
    if (outcome.value) causes::answer = {value, ""};
    stage.fails(std::string("the error of ") + what + " passes on",
                outcome.threw() ? "it " + outcome.thrown_in_words()
                                : "it returns" + (value.empty() ? "" : ' ' + show(value)),
                server);
}

void must_have_passed_on_the_reset(Stage& stage, const Peer& server) {
    must_have_passed_on(
        stage, "the broken connection",
        {std::errc::connection_reset, std::errc::connection_aborted, std::errc::broken_pipe},
        &server);
}

// ---- ask ----

// A new server, and your ask() that asks it.
Peer& is_asked(Stage& stage, const std::string& question, const IpAddress& address = loopback_v4,
               bool breaks_off = false) {
    causes::earlier_door = causes::door.is_open() ? causes::door.local_endpoint() : Endpoint{};
    causes::asked = nullptr;
    std::error_code not_here;  // ::1, or 127.0.0.2
    TcpListener& door = causes::door;
    door = TcpListener::bind({address, 0}, not_here);
    if (not_here) door = TcpListener::bind({loopback_v4, 0});
    const auto yours = [question, where = door.local_endpoint()] {
        return ask(where, harness::CutText{question});
    };
    if (breaks_off) {
        runs_to_the_break(stage, "ask", yours);
    } else {
        outcome = {};
        stage.runs("ask", [yours] { outcome.value = yours(); });
    }
    Peer& server = stage.peer().accepts(door);
    causes::asked = &server;
    return question.empty() ? server : server.receives(question);
}

void must_give(Stage& stage, const Peer& server, const std::string& expected) {
    stage.waits_until_returned();
    const std::string& answer = *outcome.value;
    causes::answer = {answer, expected};
    if (answer != expected) {
        stage.fails("ask() gives " + (expected.empty() ? "an empty answer" : show(expected)),
                    answer.empty() ? "it gives nothing" : harness::show_against(answer, expected),
                    &server);
    }
    stage.requires_that(!causes::somebody_else_came(), "one connection", "a second one");
    causes::earlier_answer = *std::exchange(causes::answer, std::nullopt);
}

// ---- talk ----

// A new server, a keyboard and a screen. A `small` connection takes little before somebody reads.
Talk& meets(Stage& stage, Peer& server, bool is_small = false) {
    causes::here = new Talk(stage, server);  // until the end of the process, as the stage
    Talk& here = *causes::here;
    TcpListener door = TcpListener::bind({loopback_v4, 0});
    constexpr int little = 16 * 1024;
    if (is_small) door.set_recv_buffer(little);
    here.stream = TcpStream::connect(door.local_endpoint());
    if (is_small) here.stream.set_send_buffer(little);
    server.accepts(door);
    return here;
}

// Your talk() between them.
Talk& begins(Stage& stage, Talk& here, bool breaks_off = false) {
    const auto yours = [&here] { talk(here.stream, here.keyboard, here.screen.out()); };
    const auto afterwards = [&here] {
        here.stream.close();
        here.screen.closes();
    };
    outcome = {};
    if (!breaks_off) {
        stage.runs("talk", yours, afterwards);
        return here;
    }
    runs_to_the_break(
        stage, "talk", [yours] { return yours(), ""s; }, afterwards);
    return here;
}

// Then your code has more to send than there is room for: the rest is returned.
std::string types_more_than_is_read(Talk& here, char letter) {
    constexpr std::size_t read = 1000;
    const std::string line = std::string(300'000, letter) + '\n';
    here.keyboard.types(line);
    here.server.receives(std::string_view(line).substr(0, read));
    return line.substr(read);
}

void is_over(Stage& stage, Talk& here) {
    stage.waits_until_returned();
    here.is_over = true;
    stage.requires_that(causes::still_uses_the_keyboard(here).empty(),
                        "nothing of talk() uses the keyboard any more",
                        causes::still_uses_the_keyboard(here));
}

void resets(Stage& stage, Talk& here) {
    stage.settles();
    here.is_reset = true;
    here.server.resets();
    must_have_passed_on_the_reset(stage, here.server);
    is_over(stage, here);
}

}  // namespace

LOOPBACK_CHECK("2.1", "reads to the end of the answer") {
    Stage& stage = Stage::open(lesson, causes::read_to_the_end, causes::why_ask);
    Peer& a = is_asked(stage, "who is there?\n");
    std::size_t sent = 0;
    for (const std::string_view piece : {"an ec", "ho\n", "server\n"}) {  // each by itself
        a.sends(piece);
        stage.waits_until_taken(a.endpoint(), sent += piece.size());
        a.keeps_silent();
    }
    a.finishes_sending();
    must_give(stage, a, "an echo\nserver\n");

    std::string every_byte;
    for (int value = 1; value <= 256; ++value) every_byte += static_cast<char>(value);
    const std::string binary = "all of them:"s + every_byte + harness::all_kinds_of_bytes(200'000);
    Peer& b = is_asked(stage, "everything?\n", loopback_v6);
    b.sends(binary).finishes_sending();
    must_give(stage, b, binary);

    Peer& c = is_asked(stage, "nothing?", IpAddress::v4(127, 0, 0, 2));
    c.finishes_sending();
    must_give(stage, c, "");

    for (const char* half : {"then the ser", ""}) {
        Peer& d = is_asked(stage, "and then?", loopback_v4, true);
        if (*half != '\0') d.sends(half);
        stage.settles();
        d.resets();
        must_have_passed_on_the_reset(stage, d);
        causes::earlier_answer = {half, half};
        Peer& e = is_asked(stage, "and now?");
        e.sends("all of it").finishes_sending();
        must_give(stage, e, "all of it");
    }

    const Socket owner = harness::take_without_listening();  // nobody answers there
    causes::door.close();
    stage.step("nobody listens", "at " + to_string(owner.local_endpoint()));
    const std::size_t knocks = stage.watch().begun(Operation::connect);
    runs_to_the_break(stage, "ask", [where = owner.local_endpoint()] {
        return ask(where, harness::CutText{"is anybody there?"});
    });
    must_have_passed_on(stage, "the refused connection", {std::errc::connection_refused});
    causes::knocks_in_vain = stage.watch().begun(Operation::connect) - knocks;
    stage.requires_that(causes::knocks_in_vain <= 1, "one knock",
                        harness::count(causes::knocks_in_vain, "knock"));
}

LOOPBACK_CHECK("2.2", "stops sending but keeps listening") {
    Stage& stage = Stage::open(lesson, causes::finish_sending, causes::why_ask);
    stage.watch().cut_sends();
    Peer& a = is_asked(stage, "how many bytes are these?");
    a.sees_the_end();
    stage.settles();
    a.sends("25\n").finishes_sending();
    must_give(stage, a, "25\n");

    Peer& b = is_asked(stage, "");
    b.sees_the_end().sends("0\n").finishes_sending();
    must_give(stage, b, "0\n");

    for (const std::string& question : {"and\0these?\n"s, harness::all_kinds_of_bytes(100'000)}) {
        Peer& c = is_asked(stage, question);
        c.sees_the_end().sends("many\n").finishes_sending();
        must_give(stage, c, "many\n");
    }
}

LOOPBACK_CHECK("2.3", "prints while the keyboard is silent") {
    Stage& stage = Stage::open(lesson, causes::two_things, causes::why_talk);
    Peer& a = stage.peer();
    Talk& here = begins(stage, meets(stage, a));
    a.sends("welcome\n");
    here.screen.shows("welcome\n");
    stage.settles();
    here.keyboard.types("hello\n");
    a.receives("hello\n").sends("hello to you\n");
    here.screen.shows("hello to you\n");
    a.sends("login: ");
    here.screen.shows("login: ");
    a.keeps_silent();
    stage.sees_whether_it_sleeps();
    const std::string line = " caf\xc3\xa9\t\r\0\xff \n"s;  // like any other, each of them
    const std::string long_line = std::string(5000, 'x') + '\n';
    here.keyboard.pastes({"one\n", "\n", "quit\n", line, long_line, "and two\n"});
    a.receives("one\n\nquit\n").receives(line).receives(long_line).receives("and two\n");
    const std::string said = "\xff\xfd\x18 a\0b\r\n"s;
    a.sends(said);
    here.screen.shows(said);
    stage.settles();
    a.sends("bye").finishes_sending();
    here.screen.shows("bye");
    is_over(stage, here);
    idling::must_have_slept(stage, "talk()");

    Talk& broken = begins(stage, meets(stage, stage.peer()), true);  // while the keyboard is silent
    broken.server.sends("login: ");
    broken.screen.shows("login: ");
    resets(stage, broken);

    Talk& full_and_broken = begins(stage, meets(stage, stage.peer(), true), true);
    (void)types_more_than_is_read(full_and_broken, 'x');
    full_and_broken.one_may_hear_the_end = true;
    resets(stage, full_and_broken);

    Peer& b = stage.peer();
    Talk& full = begins(stage, meets(stage, b, true));
    const std::string rest = types_more_than_is_read(full, 'y');
    b.sends("one moment\n");
    full.screen.shows("one moment\n");
    full.keyboard.types("that is all\n");
    stage.sees_whether_it_sleeps();
    b.receives(rest).receives("that is all\n");
    b.sends("thanks\n").finishes_sending();
    full.screen.shows("thanks\n");
    is_over(stage, full);
    idling::must_have_slept(stage, "talk()");
}

LOOPBACK_CHECK("2.4", "drains the answer after the keyboard's end") {
    Stage& stage = Stage::open(lesson, causes::keyboards_end, causes::why_talk);
    stage.watch().cut_sends();
    Peer& a = stage.peer();
    Talk& here = begins(stage, meets(stage, a));
    here.is_cut = true;
    here.keyboard.types("count to three, and\n");
    a.receives("count to three, and\n");
    here.keyboard.types("stop").ends();
    a.receives("stop").sees_the_end();
    stage.sees_whether_it_sleeps();
    a.sends("one ");
    here.screen.shows("one ");
    stage.settles();
    const std::string much = harness::all_kinds_of_bytes(100'000);
    a.sends(much).sends("three\n").finishes_sending();
    here.screen.shows(much + "three\n");
    is_over(stage, here);
    idling::must_have_slept(stage, "talk()");

    const auto talks_again = [&] {
        Peer& b = stage.peer();
        Talk& again = begins(stage, meets(stage, b));
        again.is_like_the_first = true;
        again.keyboard.types("and again\n").ends();
        b.receives("and again\n").sees_the_end().sends("one\n").finishes_sending();
        again.screen.shows("one\n");
        is_over(stage, again);
    };
    talks_again();

    Peer& c = stage.peer();
    Talk& ended = meets(stage, c);
    ended.keyboard.ends();  // before it begins
    begins(stage, ended, true);
    c.sees_the_end().sends("and th");
    ended.screen.shows("and th");
    resets(stage, ended);
    talks_again();

    Peer& d = stage.peer();
    Talk& full = begins(stage, meets(stage, d, true));
    const std::string rest = types_more_than_is_read(full, 'y');
    full.keyboard.types("that is all").ends();
    stage.settles();
    d.sends("one moment\n");
    full.screen.shows("one moment\n");
    d.receives(rest).receives("that is all").sees_the_end();
    d.finishes_sending();
    is_over(stage, full);
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
