// What the three functions of exercise 05 must do, as scripts: who has which door, what is asked,
// and what must come of it. What a failure means is in causes.hpp and search_causes.hpp.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/check.hpp"
#include "harness/doors.hpp"
#include "harness/gave.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "loopback/udp.hpp"
#include "search_causes.hpp"

using causes::meanings;
using causes::question;
using causes::search;
using causes::start;
using harness::always;
using harness::at;
using harness::free_door;
using harness::next_of;
using harness::Stage;
using harness::SystemAnswer;
using harness::take_doors;

namespace {

using harness::in_words;

constexpr int most_tries = std::numeric_limits<int>::max();
constexpr const char* lesson = "lessons/05-port-conflicts";

// An address of loopback that the machine is made not to have.
constexpr IpAddress foreign = IpAddress::v4(127, 0, 0, 9);
// Loopback addresses that a machine may have beside 127.0.0.1.
constexpr IpAddress others[] = {IpAddress::v4(127, 0, 0, 2), loopback_v6};

bool has_a_number(const Endpoint& door) { return door.address.is_loopback() && door.port != 0; }

std::string name_of(std::errc error) { return harness::name_of(std::make_error_code(error)); }

// What the system is made to say to a call; nothing: it is really asked.
struct System {
    SystemAnswer bind = nullptr;
    std::optional<std::errc> socket = std::nullopt;
};

const System no_handles{nullptr, std::errc::too_many_files_open};

System says(const Endpoint& where, std::errc error) { return {at(where, error)}; }

// What the system says to one port after the other, from `where` on; all others are in use.
System says(const Endpoint& where, const std::vector<std::errc>& answers) {
    return {[where, answers](const Endpoint& door) {
        const int steps = door.port.number() - where.port.number();
        const bool has_one = steps >= 0 && static_cast<std::size_t>(steps) < answers.size();
        return std::optional{has_one ? answers[static_cast<std::size_t>(steps)]
                                     : std::errc::address_in_use};
    }};
}

// Nothing that your code has made is open any more, but for `kept` sockets.
void leaves(Stage& stage, std::size_t kept) {
    const std::size_t left = stage.doors().seen().left_open;
    stage.requires_that(
        left <= kept,
        kept == 0 ? "nothing of yours is open afterwards" : "nothing but the listener stays open",
        harness::count(left, "socket") + " of yours still open");
}

// Nobody has knocked at `owner`. (A connection to loopback is there at once.)
void notices_nothing(Stage& stage, TcpListener& owner, bool& was_noticed) {
    std::error_code nobody;
    const Accepted visitor = owner.accept(nobody, std::chrono::milliseconds{0});
    was_noticed = !nobody;
    stage.requires_that(!was_noticed, "the owner of the door notices nothing",
                        "a client knocked there, " + to_string(visitor.peer));
}

// The same once more, with the words of errors in another language.
void in_another_language(Stage& stage, const std::function<void()>& asks) {
    causes::is_foreign = harness::platform::speak_another_language(true);
    if (!causes::is_foreign) return;
    stage.step("The system", "speaks another language now");
    asks();
    causes::is_foreign = !harness::platform::speak_another_language(false);
}

// B listens at the same port of another address of loopback; nothing if there is no such address.
std::optional<TcpListener> listens_beside(Stage& stage, const IpAddress& address, Port port) {
    std::error_code error;
    std::optional b = TcpListener::bind({address, port}, error);
    if (error) return std::nullopt;
    stage.step("B listens", "at " + to_string(b->local_endpoint()));
    return b;
}

// Somebody listens at `door`, serves a client and ends first: a pair in TIME_WAIT is left.
void serves_and_ends(Stage& stage, const Endpoint& door) {
    auto d = TcpListener::bind(door);
    auto client = TcpStream::connect(door);
    d.accept().stream.close();
    char none = 0;
    (void)client.recv({&none, 1});
    stage.step("D has served", "a client at " + to_string(door) + ", and ended first");
}

// ---- diagnose ----

std::string is_asked(Stage& stage, const Endpoint& where) {
    question = {.where = where,
                .has_a_neighbor = question.has_a_neighbor,
                .is_remembered = question.is_remembered};
    question.gave = gave(stage, "diagnose", [&] { return diagnose(where); });
    question.doors = stage.doors().seen();
    const auto& value = question.gave.value;
    return value ? causes::name_of(*value) : "it " + question.gave.thrown_in_words();
}

// One call. Returns what came of it.
std::string is_diagnosed(Stage& stage, const Endpoint& where, const System& system) {
    harness::DoorRules rules = harness::only(where, system.bind);
    rules.no_socket = system.socket;
    stage.doors().begins(std::move(rules));
    std::string outcome = is_asked(stage, where);
    stage.step("diagnose()", to_string(where) + ": " + outcome);
    return outcome;
}

// It was wrong: what it makes of each kind of no tells why. No part of the story.
void asks_for_its_meanings(Stage& stage) {
    auto wrong = std::move(question);
    for (std::size_t i = 0; i < meanings.kinds.size(); ++i) {
        stage.doors().begins({.may = [](const Endpoint&) { return true; },
                              .system = always(meanings.kinds[i]),
                              .is_told = false});
        (void)is_asked(stage, {loopback_v4, Port(static_cast<std::uint16_t>(meanings.ports[i]))});
        meanings.gave.push_back(question.gave.value);
    }
    question = std::move(wrong);
}

void is_answered(Stage& stage, bool well, const std::string& expected, const std::string& seen) {
    if (!well && question.doors.last() != nullptr && !question.doors.last()->stopped) {
        asks_for_its_meanings(stage);
    }
    stage.requires_that(well, expected, seen);
    leaves(stage, 0);
}

void gives(Stage& stage, const Endpoint& where, Diagnosis expected, const System& system = {}) {
    const std::string seen = is_diagnosed(stage, where, system);
    is_answered(stage, question.gave.value == expected, causes::name_of(expected), seen);
}

void throws(Stage& stage, const Endpoint& where, std::errc error, const System& system) {
    const std::string seen = is_diagnosed(stage, where, system);
    is_answered(stage, causes::throws_as_the_library(question.gave, error),
                "it throws the SocketError: " + name_of(error), seen);
}

// What keeps those out of `where` who do not set SO_REUSEADDR: a pair in TIME_WAIT is enough.
std::error_code trace_at(const Endpoint& where) {
    try {
        (void)harness::take_without_listening(where);
        return {};
    } catch (const std::system_error& failure) {
        return failure.code();
    }
}

// A door that nobody has, and that nobody has left a trace at.
Endpoint untouched_door() {
    Endpoint door = free_door();
    for (int tries = 0; trace_at(door) && tries < 100; ++tries) door = free_door();
    return door;
}

// It was untouched, and is so again.
void is_free_again(Stage& stage, const Endpoint& where) {
    const std::error_code trace = trace_at(where);
    question.left_a_trace = static_cast<bool>(trace);
    stage.requires_that(!trace, to_string(where) + " is free again, for everyone",
                        harness::name_of(trace));
}

// ---- open_or_next ----

std::string in_words(const std::vector<Skipped>& skipped) {
    std::string text;
    for (const auto& [port, why] : skipped) {
        text += (text.empty() ? "" : ", ") + to_string(port) + " (" + causes::name_of(why) + ')';
    }
    return "skipped: " + (text.empty() ? "nothing" : text);
}

// One call, which may ask for `most` doors. Returns what came of it.
std::string is_searched(Stage& stage, const Endpoint& where, int tries, std::size_t most,
                        const std::string& wish, const System& system, bool is_told = true) {
    stage.doors().begins({.may = has_a_number,
                          .most = most,
                          .expected = wish,
                          .system = system.bind,
                          .no_socket = system.socket,
                          .is_told = is_told});
    search = {.where = where, .tries = tries};
    stage.step("open_or_next()", to_string(where) + ", tries: " + std::to_string(tries));
    search.gave = gave(stage, "open_or_next", [&] { return open_or_next(where, tries); });
    const auto& opened = search.gave.value;
    const std::string outcome =
        opened ? in_words(opened->listener) : "it " + search.gave.thrown_in_words();
    stage.step(opened ? "it returns" : "open_or_next()",
               outcome + (opened ? "; " + in_words(opened->skipped) : ""));
    return outcome;
}

// It has asked for doors from `first` to `last`, in whatever way.
void asks_in_between(Stage& stage, const Endpoint& first, const Endpoint& last) {
    for (const auto& one : causes::by_tcp(stage.doors().seen())) {
        const Endpoint& asked = one.where();
        stage.requires_that(asked.port >= first.port && asked.port <= last.port,
                            "no other port is asked for than those up to " + to_string(last.port),
                            "it asks for " + to_string(asked));
    }
}

// It has asked for each of them, one after the other.
void asks_for_each(Stage& stage, const Endpoint& first, std::size_t count,
                   const std::string& wish) {
    std::vector<Endpoint> asked;
    for (const auto& door : causes::by_tcp(stage.doors().seen())) {
        if (asked.empty() || asked.back() != door.where()) asked.push_back(door.where());
    }
    bool well = asked.size() == count;
    for (std::size_t i = 0; well && i < count; ++i) {
        well = asked[i] == next_of(first, static_cast<int>(i));
    }
    stage.requires_that(well, wish,
                        "it asks for " + harness::count(asked.size(), "door") +
                            (asked.empty() ? "" : ", at last for " + to_string(asked.back())));
}

// It finds `door`. Returns what it says that it has skipped.
const std::vector<Skipped>& finds(Stage& stage, const Endpoint& where, int tries,
                                  const Endpoint& door, const System& system = {}) {
    const std::string wish = "a listener at " + to_string(door);
    const int doors = door.port.number() - where.port.number() + 1;
    const auto most = static_cast<std::size_t>(std::min(tries, doors + 2));
    const std::string seen = is_searched(stage, where, tries, most, wish, system);
    stage.requires_that(search.is_open(), wish, seen);
    harness::must_be_ready(stage, search.gave.value->listener, "open_or_next()");
    stage.requires_that(search.at() == door, wish, seen);
    asks_in_between(stage, where, door);
    notices_nothing(stage, search.gave.value->listener, search.was_noticed);
    leaves(stage, 1);
    return search.gave.value->skipped;
}

void skips(Stage& stage, const std::vector<Skipped>& skipped,
           const std::vector<Skipped>& expected) {
    stage.requires_that(in_words(skipped) == in_words(expected), in_words(expected),
                        in_words(skipped));
}

// It throws `error` after it has asked for `doors` doors.
void gives_up(Stage& stage, const Endpoint& where, int tries, std::size_t doors, std::errc error,
              const System& system = {}, bool is_told = true) {
    const std::string wish =
        "it throws " + name_of(error) + " after " + harness::count(doors, "door");
    const std::string seen = is_searched(stage, where, tries, doors, wish, system, is_told);
    const bool is_about_a_port =
        error == std::errc::address_in_use || error == std::errc::permission_denied;
    stage.requires_that(is_about_a_port ? causes::throws_as_the_library(search.gave, error)
                                        : search.gave.code == error,
                        wish, seen);
    const Endpoint last = next_of(where, static_cast<int>(doors) - 1);
    if (system.bind || system.socket) {
        asks_for_each(stage, where, doors, wish);
    } else {  // who has these is in the list of listeners, too
        asks_in_between(stage, where, last);
    }
    leaves(stage, 0);
    if (!is_about_a_port) return;
    search.asked = causes::by_tcp(stage.doors().seen());
    stage.requires_that(!search.names_another(),
                        "the SocketError of the last one, " + to_string(last),
                        quoted(search.gave.what, 200));
}

// ---- only_instance ----

// One call. Returns what came of it.
std::string starts(Stage& stage, const Endpoint& where, bool somebody_has_it,
                   const std::string& wish, const System& system = {}) {
    stage.doors().begins({.may = [where](const Endpoint& door) { return door == where; },
                          .expected = wish,
                          .system = system.bind,
                          .no_socket = system.socket});
    start = {
        .where = where, .somebody_has_it = somebody_has_it, .has_a_neighbor = start.has_a_neighbor};
    start.gave = gave(stage, "only_instance", [&] { return only_instance(where); });
    const std::string outcome = start.gave.threw() ? "it " + start.gave.thrown_in_words()
                                : start.is_first() ? in_words(**start.gave.value)
                                                   : "nothing: another instance runs";
    stage.step("only_instance()", to_string(where) + ": " + outcome);
    return outcome;
}

// A start that is the first one.
TcpListener is_first(Stage& stage, const Endpoint& door) {
    const std::string wish = "a listener at " + to_string(door) + ": nobody else is there";
    const std::string seen = starts(stage, door, false, wish);
    stage.requires_that(start.is_open(), wish, seen);
    harness::must_be_ready(stage, **start.gave.value, "only_instance()");
    stage.requires_that((*start.gave.value)->local_endpoint() == door, wish, seen);
    notices_nothing(stage, **start.gave.value, start.was_noticed);
    leaves(stage, 1);
    return std::move(**start.gave.value);
}

// A start while somebody has the door.
void yields_at(Stage& stage, const Endpoint& door) {
    const std::string wish = "nothing: " + to_string(door) + " has an owner";
    const std::string seen = starts(stage, door, true, wish);
    stage.requires_that(start.gave.value && !start.is_first(), wish, seen);
    leaves(stage, 0);
}

// A start while `holder` has the door, and notices nothing.
void yields(Stage& stage, TcpListener& holder) {
    yields_at(stage, holder.local_endpoint());
    notices_nothing(stage, holder, start.was_noticed);
}

// The listener that had `door` is closed: somebody else can have it.
void is_let_go(Stage& stage, const Endpoint& door) {
    std::error_code error;
    { const auto somebody = TcpListener::bind(door, error); }
    start.was_kept = static_cast<bool>(error);
    stage.requires_that(!error, to_string(door) + " is free when its listener is closed",
                        harness::name_of(error));
}

void start_throws(Stage& stage, const Endpoint& door, std::errc error, const System& system) {
    const std::string wish = "it throws " + name_of(error) + ": nobody runs";
    const std::string seen = starts(stage, door, false, wish, system);
    stage.requires_that(start.gave.code == error, wish, seen);
    leaves(stage, 0);
}

}  // namespace

LOOPBACK_CHECK("5.1", "tells in use from free") {
    Stage& stage = Stage::open(lesson, causes::one_owner, causes::why_diagnose);
    const Endpoint door = untouched_door();
    gives(stage, door, Diagnosis::free);
    is_free_again(stage, door);
    gives(stage, door, Diagnosis::free);

    auto b = TcpListener::bind(door);
    stage.step("B listens", "at " + to_string(door));
    gives(stage, door, Diagnosis::in_use);
    notices_nothing(stage, b, question.was_noticed);
    b.close();
    stage.step("B ends");
    gives(stage, door, Diagnosis::free);

    const Socket c = harness::take_without_listening();
    stage.step("C has", to_string(c.local_endpoint()) + ", and does not listen");
    gives(stage, c.local_endpoint(), Diagnosis::in_use);

    {
        const auto by_udp = UdpSocket::bind(door);
        stage.step("C has", "the UDP port of that number, " + to_string(door.port));
        gives(stage, door, Diagnosis::free);
    }
    for (const IpAddress& other : others) {
        const auto beside = listens_beside(stage, other, door.port);
        if (!beside) continue;
        question.has_a_neighbor = true;
        gives(stage, door, Diagnosis::free);
        question.has_a_neighbor = false;
        gives(stage, beside->local_endpoint(), Diagnosis::in_use);
    }
    serves_and_ends(stage, door);
    question.is_remembered = true;
    gives(stage, door, Diagnosis::free);
}

LOOPBACK_CHECK("5.2", "tells not allowed from not ours") {
    Stage& stage = Stage::open(lesson, causes::three_ways, causes::why_diagnose);
    const auto b = TcpListener::bind({loopback_v4, 0});
    const Endpoint taken = b.local_endpoint();
    const Endpoint web{loopback_v4, 80};
    const Endpoint reserved{loopback_v4, 50007};
    const Endpoint elsewhere{foreign, 50007};
    const Endpoint in_v6{loopback_v6, 50007};
    stage.step("B listens", "at " + to_string(taken));
    stage.step("The system", "lets nobody have " + to_string(web) + ", a privileged port");
    gives(stage, web, Diagnosis::not_allowed, says(web, std::errc::permission_denied));
    stage.step("The system", "has reserved " + to_string(reserved));
    gives(stage, reserved, Diagnosis::not_allowed, says(reserved, std::errc::permission_denied));
    stage.step("The machine", "does not have the address " + to_string(foreign));
    gives(stage, elsewhere, Diagnosis::not_ours, says(elsewhere, std::errc::address_not_available));
    stage.step("The machine", "has no IPv6");
    gives(stage, in_v6, Diagnosis::not_ours, says(in_v6, std::errc::address_not_available));
    gives(stage, taken, Diagnosis::in_use);
    stage.step("A web server",
               "has " + to_string(web) + ", " + to_string(elsewhere) + " and " + to_string(in_v6));
    for (const Endpoint& door : {web, elsewhere, in_v6}) {
        gives(stage, door, Diagnosis::in_use, says(door, std::errc::address_in_use));
    }
    stage.step("The system", "has no memory left for sockets");
    throws(stage, reserved, std::errc::no_buffer_space, says(reserved, std::errc::no_buffer_space));
    stage.step("The process", "has no handle left");
    throws(stage, taken, std::errc::too_many_files_open, no_handles);
    gives(stage, taken, Diagnosis::in_use);
    in_another_language(stage, [&] {
        gives(stage, taken, Diagnosis::in_use);
        gives(stage, web, Diagnosis::not_allowed, says(web, std::errc::permission_denied));
        gives(stage, in_v6, Diagnosis::not_ours, says(in_v6, std::errc::address_not_available));
    });
}

LOOPBACK_CHECK("5.3", "reports what it skipped") {
    Stage& stage = Stage::open(lesson, causes::another_port, causes::why_search);
    stage.doors().have_a_rival();
    auto doors = take_doors(3);
    const Endpoint first = doors[0].local_endpoint();
    const Port one = first.port;
    const Port two = next_of(first).port;
    doors.pop_back();
    stage.step("B has", to_string(first) + " and " + to_string(next_of(first)));
    skips(stage, finds(stage, first, 10, next_of(first, 2)),
          {{one, Diagnosis::in_use}, {two, Diagnosis::in_use}});
    for (TcpListener& owner : doors) notices_nothing(stage, owner, search.was_noticed);

    const Endpoint free = free_door();
    const auto by_udp = UdpSocket::bind(free);
    stage.step("B has", "the UDP port " + to_string(free.port));
    skips(stage, finds(stage, free, 10, free), {});

    doors.pop_back();
    stage.step("B lets go", "of " + to_string(next_of(first)));
    stage.step("The system", "has reserved " + to_string(next_of(first)));
    skips(stage,
          finds(stage, first, 10, next_of(first, 2),
                says(next_of(first), std::errc::permission_denied)),
          {{one, Diagnosis::in_use}, {two, Diagnosis::not_allowed}});
    doors.pop_back();
    stage.step("The system", "has reserved " + to_string(first) + " instead");
    skips(stage, finds(stage, first, 10, next_of(first), says(first, std::errc::permission_denied)),
          {{one, Diagnosis::not_allowed}});

    for (const IpAddress& other : others) {
        const auto beside = listens_beside(stage, other, one);
        if (!beside) continue;
        skips(stage, finds(stage, {other, one}, 10, {other, two}), {{one, Diagnosis::in_use}});
    }
    in_another_language(stage, [&] {
        skips(stage,
              finds(stage, first, 10, next_of(first), says(first, std::errc::permission_denied)),
              {{one, Diagnosis::not_allowed}});
    });
}

LOOPBACK_CHECK("5.4", "stops at the limit and at 65535") {
    Stage& stage = Stage::open(lesson, causes::another_port, causes::why_search);
    auto doors = take_doors(3);
    const Endpoint first = doors[0].local_endpoint();
    doors.pop_back();
    stage.step("B has", to_string(first) + " and " + to_string(next_of(first)));
    (void)finds(stage, first, 3, next_of(first, 2));
    gives_up(stage, first, 2, 2, std::errc::address_in_use);
    gives_up(stage, first, 1, 1, std::errc::address_in_use);
    skips(stage, finds(stage, next_of(first, 2), 1, next_of(first, 2)), {});  // after a failure
    (void)finds(stage, first, most_tries, next_of(first, 2));

    constexpr auto taken = std::errc::address_in_use;
    constexpr auto denied = std::errc::permission_denied;
    const Endpoint far{loopback_v4, 50007};
    stage.step("The system", "has reserved some ports, and B has the others");
    gives_up(stage, far, 2, 2, denied, says(far, {taken, denied}));
    gives_up(stage, far, 3, 3, taken, says(far, {denied, denied, taken}));
    stage.step("B has", "all ports");
    for (const Port before : {Port{255}, Port{32766}, Port{49150}}) {
        gives_up(stage, {loopback_v4, before}, 3, 3, taken, {always(taken)});
    }
    gives_up(stage, {loopback_v4, 1022}, 3, 3, denied, {always(denied)});
    for (const std::errc no : {taken, denied}) {
        gives_up(stage, {loopback_v4, 40000}, 70, 70, no, {always(no)}, false);
    }
    gives_up(stage, {loopback_v4, 65534}, 10, 2, taken, {always(taken)});
    gives_up(stage, {loopback_v4, 65535}, 2, 1, taken, {always(taken)});
    gives_up(stage, {loopback_v4, 65535}, 65536, 1, taken, {always(taken)});
    gives_up(stage, {loopback_v4, 65530}, most_tries, 6, taken, {always(taken)});
}

LOOPBACK_CHECK("5.5", "gives up on \"not ours\"") {
    Stage& stage = Stage::open(lesson, causes::no_cure, causes::why_search);
    constexpr auto missing = std::errc::address_not_available;
    constexpr auto no_memory = std::errc::no_buffer_space;
    const Endpoint first{loopback_v4, 50007};
    stage.step("The machine", "does not have the address " + to_string(foreign));
    gives_up(stage, {foreign, 50007}, 10, 1, missing, {always(missing)});
    stage.step("B has", to_string(first) + "; then the system has no memory left for sockets");
    gives_up(stage, first, 10, 2, no_memory,
             says(first, {std::errc::address_in_use, no_memory, no_memory}));
    gives_up(stage, first, 10, 1, no_memory, {always(no_memory)});
    stage.step("The system", "has reserved " + to_string(first) + "; then the address is gone");
    gives_up(stage, first, 10, 2, missing,
             says(first, {std::errc::permission_denied, missing, missing}));
    stage.step("The process", "has no handle left");
    gives_up(stage, first, 10, 0, std::errc::too_many_files_open, no_handles);
    const Endpoint door = free_door();
    skips(stage, finds(stage, door, 10, door), {});
}

LOOPBACK_CHECK("5.6", "the second start yields") {
    Stage& stage = Stage::open(lesson, causes::yields, causes::why_start);
    stage.doors().have_a_rival();
    auto b = TcpListener::bind({loopback_v4, 0});
    stage.step("B has", to_string(b.local_endpoint()) + ", in another process");
    yields(stage, b);
    in_another_language(stage, [&] { yields(stage, b); });

    const Endpoint door = free_door();
    auto first = is_first(stage, door);
    yields(stage, first);
    harness::Peer& a = stage.peer();
    a.connects(door);
    {
        const Accepted served = first.accept();
        stage.step("the first instance", "serves A, and ends first");
    }
    a.sees_the_end();
    first.close();
    is_let_go(stage, door);
    {
        const auto by_udp = UdpSocket::bind(door);
        stage.step("C has", "the UDP port of that number, " + to_string(door.port));
        auto again = is_first(stage, door);
    }
    const Socket c = harness::take_without_listening();
    stage.step("C has", to_string(c.local_endpoint()) + ", and does not listen");
    yields_at(stage, c.local_endpoint());
    for (const IpAddress& other : others) {
        auto beside = listens_beside(stage, other, door.port);
        if (!beside) continue;
        yields(stage, *beside);
        start.has_a_neighbor = true;
        auto here = is_first(stage, door);
        start.has_a_neighbor = false;
    }

    stage.step("The system", "has reserved " + to_string(door));
    start_throws(stage, door, std::errc::permission_denied,
                 says(door, std::errc::permission_denied));
    const Endpoint elsewhere{foreign, door.port};
    stage.step("The machine", "does not have the address " + to_string(foreign));
    start_throws(stage, elsewhere, std::errc::address_not_available,
                 says(elsewhere, std::errc::address_not_available));
    stage.step("The system", "has no memory left for sockets");
    start_throws(stage, door, std::errc::no_buffer_space, says(door, std::errc::no_buffer_space));
    stage.step("The process", "has no handle left");
    start_throws(stage, b.local_endpoint(), std::errc::too_many_files_open, no_handles);
    auto last = is_first(stage, door);
}
