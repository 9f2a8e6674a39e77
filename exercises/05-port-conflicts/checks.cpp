// What the three functions of exercise 05 must do, as scripts: who has which door, what is asked,
// and what must come of it. What a failure means is in causes.hpp and search_causes.hpp.

#include "harness/check.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/not_written.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"
#include "search_causes.hpp"

using causes::machine;
using causes::Machine;
using causes::next_of;
using causes::Rival;
using harness::Failure;
using harness::Peer;
using harness::Stage;

namespace {

constexpr const char* lesson = "lessons/05-port-conflicts";

// An address of loopback that the machine is made not to have.
constexpr IpAddress foreign = IpAddress::v4(127, 0, 0, 9);

// A door that nobody has.
Endpoint free_door() { return causes::take_doors(1).front().local_endpoint(); }

Machine::Rule always(std::errc answer) {
    return [answer](const Endpoint&) { return std::optional{answer}; };
}

// What the system says at this door only.
Machine::Rule at(const Endpoint& door, std::errc answer) {
    return [door, answer](const Endpoint& where) {
        return where == door ? std::optional{answer} : std::nullopt;
    };
}

std::string name_of(std::errc error) {
    return harness::name_of(detail::platform_error(detail::native::code_of(error)));
}

// Calls `function` on a thread of its own, as the learner's. An exception is an answer: it is for
// the check to say whether it is a good one.
template <class Function>
void calls(Stage& stage, const char* name, causes::Thrown& thrown, Function function) {
    stage.tells_returns_itself();
    stage.runs(name, [&thrown, function] {
        try {
            function();
        } catch (const stub::NotWritten&) {
            throw;
        } catch (const SocketError& failure) {
            thrown.code = failure.code();
        } catch (const std::exception& failure) {
            thrown.other =
                harness::platform::name_of(typeid(failure)) + " (" + failure.what() + ')';
        }
    });
    stage.waits_until_returned();
}

// ---- diagnose ----

std::optional<causes::Diagnosed> diagnosed;

Stage& opens_for_diagnose(const char* heading) {
    Stage& stage = Stage::open(lesson, [heading](const Failure& failure) {
        return causes::why_diagnose(failure, diagnosed, heading);
    });
    machine.open(stage);
    return stage;
}

// One call; `rule` is what the system says to a bind, unless it is really asked.
void is_diagnosed(Stage& stage, const Endpoint& where, Machine::Rule rule = nullptr) {
    machine.begins(std::move(rule), 1, "no bind but to " + to_string(where));
    diagnosed = causes::Diagnosed{where, {}, {}};
    causes::Diagnosed& call = *diagnosed;
    calls(stage, "diagnose", call.thrown, [&call] { call.answer = diagnose(call.where); });
    stage.step("diagnose()",
               to_string(where) + ": " +
                   (call.answer ? causes::name_of(*call.answer) : call.thrown.in_words()));
}

void gives(Stage& stage, const Endpoint& where, Diagnosis expected, Machine::Rule rule = nullptr) {
    is_diagnosed(stage, where, std::move(rule));
    stage.requires_that(diagnosed->answer == expected, causes::name_of(expected),
                        diagnosed->answer ? causes::name_of(*diagnosed->answer)
                                          : "it " + diagnosed->thrown.in_words());
}

void throws(Stage& stage, const Endpoint& where, std::errc expected) {
    is_diagnosed(stage, where, at(where, expected));
    const std::string wish = "it throws what bind() said: " + name_of(expected);
    stage.requires_that(!diagnosed->answer, wish,
                        diagnosed->answer ? causes::name_of(*diagnosed->answer) : "");
    stage.requires_that(diagnosed->thrown.code == expected, wish,
                        "it " + diagnosed->thrown.in_words());
}

// ---- open_or_next ----

std::optional<causes::Search> search;

Stage& opens_for_search(const char* heading, Rival rival = Rival::none) {
    Stage& stage = Stage::open(lesson, [heading](const Failure& failure) {
        return causes::why_search(failure, search, heading);
    });
    machine.open(stage, rival);
    return stage;
}

std::string in_words(const std::vector<Skipped>& skipped) {
    if (skipped.empty()) return "nothing";
    std::string text;
    for (const Skipped& one : skipped) {
        text += (text.empty() ? "" : ", ") + to_string(one.port) + " (" + causes::name_of(one.why) +
                ')';
    }
    return text;
}

// One call. The listener, if there is one, is the caller's.
Opened is_searched(Stage& stage, const Endpoint& where, int tries, std::size_t most,
                   const std::string& wish, Machine::Rule rule) {
    machine.begins(std::move(rule), most, wish);
    search = causes::Search{};
    search->where = where;
    search->tries = tries;
    search->most = most;
    stage.step("open_or_next()", to_string(where) + ", tries: " + std::to_string(tries));
    Opened opened;
    calls(stage, "open_or_next", search->thrown, [&opened] {
        opened = open_or_next(search->where, search->tries);
        search->returned = true;
    });
    if (search->returned) {
        search->is_open = opened.listener.is_open();
        search->skipped = opened.skipped;
        if (search->is_open) search->at = opened.listener.local_endpoint();
        machine.takes_over(opened.listener);
        stage.step("it returns", (search->is_open ? "a listener at " + to_string(search->at)
                                                  : std::string("a listener that is not open")) +
                                     "; skipped: " + in_words(opened.skipped));
    } else {
        stage.step("open_or_next()", search->thrown.in_words());
    }
    return opened;
}

bool same(const std::vector<Skipped>& one, const std::vector<Skipped>& other) {
    return std::equal(
        one.begin(), one.end(), other.begin(), other.end(),
        [](const Skipped& a, const Skipped& b) { return a.port == b.port && a.why == b.why; });
}

// It finds `at`. Returns what it says that it has skipped.
std::vector<Skipped> finds(Stage& stage, const Endpoint& where, int tries, const Endpoint& at,
                           Machine::Rule rule = nullptr) {
    const std::string wish = "a listener at " + to_string(at);
    const Opened opened =
        is_searched(stage, where, tries, static_cast<std::size_t>(tries), wish, std::move(rule));
    stage.requires_that(search->returned, wish, "it " + search->thrown.in_words());
    stage.requires_that(search->is_open, wish, "a listener that is not open");
    stage.requires_that(search->at == at, wish, "one at " + to_string(search->at));
    return opened.skipped;
}

void skips(Stage& stage, const std::vector<Skipped>& skipped,
           const std::vector<Skipped>& expected) {
    stage.requires_that(same(skipped, expected), "skipped: " + in_words(expected),
                        "skipped: " + in_words(skipped));
}

// It throws `error` after it has asked for `doors` doors.
void gives_up(Stage& stage, const Endpoint& where, int tries, std::size_t doors, std::errc error,
              Machine::Rule rule) {
    const std::string wish =
        "it throws " + name_of(error) + " after " + harness::count(doors, "door");
    (void)is_searched(stage, where, tries, doors, wish, std::move(rule));
    stage.requires_that(
        !search->returned, wish,
        search->is_open ? "a listener at " + to_string(search->at) : "a listener that is not open");
    stage.requires_that(search->thrown.code == error, wish, "it " + search->thrown.in_words());
    const std::size_t asked = causes::doors_in(machine.asked());
    stage.requires_that(asked == doors, wish, "it gives up after " + harness::count(asked, "door"));
}

// ---- only_instance ----

std::optional<causes::Start> start;

Stage& opens_for_start() {
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return causes::why_start(failure, start); });
    machine.open(stage, Rival::takes_what_is_let_go);
    return stage;
}

// One call. The listener, if there is one, is the caller's.
std::optional<TcpListener> starts(Stage& stage, const Endpoint& where, bool somebody_has_it,
                                  const std::string& wish, Machine::Rule rule = nullptr) {
    machine.begins(std::move(rule), 8, wish);
    start = causes::Start{};
    start->where = where;
    start->somebody_has_it = somebody_has_it;
    std::optional<TcpListener> result;
    calls(stage, "only_instance", start->thrown,
          [&result] { result = only_instance(start->where); });
    start->is_first = result.has_value();
    start->is_open = result && result->is_open();
    if (result) machine.takes_over(*result);
    stage.step("only_instance()", to_string(where) + ": " +
                                      std::string(start->thrown     ? start->thrown.in_words()
                                                  : start->is_first ? "gives a listener"
                                                                    : "gives nothing"));
    return result;
}

// A start that is the first one.
TcpListener is_first(Stage& stage, const Endpoint& door) {
    const std::string wish = "a listener at " + to_string(door) + ": nobody else is there";
    auto result = starts(stage, door, false, wish);
    stage.requires_that(!start->thrown, wish, "it " + start->thrown.in_words());
    stage.requires_that(start->is_first, wish, "nothing");
    stage.requires_that(start->is_open, wish, "a listener that is not open");
    const Endpoint at = result->local_endpoint();
    stage.requires_that(at == door, wish, "one at " + to_string(at));
    return std::move(*result);
}

// A start while `holder` has the door, and notices nothing.
void yields(Stage& stage, TcpListener& holder) {
    const Endpoint door = holder.local_endpoint();
    const std::string wish = "nothing: " + to_string(door) + " has an owner";
    const auto result = starts(stage, door, true, wish);
    stage.requires_that(!start->thrown, wish, "it " + start->thrown.in_words());
    stage.requires_that(!start->is_first, wish,
                        start->is_open ? "a listener at " + to_string(result->local_endpoint())
                                       : "a listener that is not open");
    std::error_code nobody;
    const Accepted visitor = holder.accept(nobody, std::chrono::milliseconds{0});
    start->visitors = nobody ? 0 : 1;
    stage.requires_that(start->visitors == 0, "the first instance notices nothing",
                        "a client knocked there, " + to_string(visitor.peer));
}

void start_throws(Stage& stage, const Endpoint& door, std::errc error) {
    const std::string wish = "it throws " + name_of(error) + ": nobody runs";
    (void)starts(stage, door, false, wish, at(door, error));
    stage.requires_that(start->thrown.code == error, wish,
                        start->thrown     ? "it " + start->thrown.in_words()
                        : start->is_first ? "a listener"
                                          : "nothing, as if another instance ran");
}

}  // namespace

LOOPBACK_CHECK("5.1", "tells in use from free") {
    Stage& stage = opens_for_diagnose(causes::one_owner);
    const Endpoint door = free_door();
    gives(stage, door, Diagnosis::free);
    gives(stage, door, Diagnosis::free);

    auto b = TcpListener::bind(door);
    stage.step("B listens", "at " + to_string(door));
    gives(stage, door, Diagnosis::in_use);
    b.close();
    stage.step("B ends");
    gives(stage, door, Diagnosis::free);

    const Socket c = causes::take_without_listening();
    stage.step("C has", to_string(c.local_endpoint()) + ", and does not listen");
    gives(stage, c.local_endpoint(), Diagnosis::in_use);
}

LOOPBACK_CHECK("5.2", "tells not allowed from not ours") {
    Stage& stage = opens_for_diagnose(causes::three_ways);
    const auto b = TcpListener::bind({loopback_v4, 0});
    const Endpoint taken = b.local_endpoint();
    const Endpoint web{loopback_v4, 80};
    const Endpoint reserved{loopback_v4, 50007};
    const Endpoint elsewhere{foreign, 50007};
    const Endpoint in_v6{loopback_v6, 50007};
    stage.step("B listens", "at " + to_string(taken));
    stage.step("The system", "lets nobody have " + to_string(web) + ", a privileged port");
    gives(stage, web, Diagnosis::not_allowed, at(web, std::errc::permission_denied));
    stage.step("The system", "has reserved " + to_string(reserved));
    gives(stage, reserved, Diagnosis::not_allowed, at(reserved, std::errc::permission_denied));
    stage.step("The machine", "does not have the address " + to_string(foreign));
    gives(stage, elsewhere, Diagnosis::not_ours, at(elsewhere, std::errc::address_not_available));
    stage.step("The machine", "has no IPv6");
    gives(stage, in_v6, Diagnosis::not_ours, at(in_v6, std::errc::address_not_available));
    gives(stage, taken, Diagnosis::in_use);
    stage.step("The system", "has no memory left for sockets");
    throws(stage, reserved, std::errc::no_buffer_space);
}

LOOPBACK_CHECK("5.3", "reports what it skipped") {
    Stage& stage = opens_for_search(causes::another_port, Rival::takes_what_is_let_go);
    auto doors = causes::take_doors(3);
    const Endpoint first = doors[0].local_endpoint();
    const Port one = first.port;
    const Port two = next_of(first).port;
    doors.pop_back();
    stage.step("B has", to_string(first) + " and " + to_string(next_of(first)));
    skips(stage, finds(stage, first, 10, next_of(first, 2)),
          {{one, Diagnosis::in_use}, {two, Diagnosis::in_use}});

    const Endpoint free = free_door();
    skips(stage, finds(stage, free, 10, free), {});

    doors.pop_back();
    stage.step("B lets go", "of " + to_string(next_of(first)));
    doors.pop_back();
    stage.step("The system", "has reserved " + to_string(first));
    skips(stage, finds(stage, first, 10, next_of(first), at(first, std::errc::permission_denied)),
          {{one, Diagnosis::not_allowed}});
}

LOOPBACK_CHECK("5.4", "stops at the limit and at 65535") {
    Stage& stage = opens_for_search(causes::another_port);
    auto doors = causes::take_doors(3);
    const Endpoint first = doors[0].local_endpoint();
    doors.pop_back();
    stage.step("B has", to_string(first) + " and " + to_string(next_of(first)));
    (void)finds(stage, first, 3, next_of(first, 2));
    gives_up(stage, first, 2, 2, std::errc::address_in_use, nullptr);
    gives_up(stage, first, 1, 1, std::errc::address_in_use, nullptr);

    const auto all_taken = always(std::errc::address_in_use);
    stage.step("B has", "127.0.0.1:65534 and 127.0.0.1:65535");
    gives_up(stage, {loopback_v4, 65534}, 10, 2, std::errc::address_in_use, all_taken);
    gives_up(stage, {loopback_v4, 65535}, 2, 1, std::errc::address_in_use, all_taken);
}

LOOPBACK_CHECK("5.5", "gives up on \"not ours\"") {
    Stage& stage = opens_for_search(causes::no_cure);
    stage.step("The machine", "does not have the address " + to_string(foreign));
    gives_up(stage, {foreign, 50007}, 10, 1, std::errc::address_not_available,
             always(std::errc::address_not_available));

    const Endpoint first{loopback_v4, 50007};
    stage.step("B has", to_string(first) + "; then the system has no memory left for sockets");
    gives_up(stage, first, 10, 2, std::errc::no_buffer_space, [first](const Endpoint& where) {
        return std::optional{where == first ? std::errc::address_in_use
                                            : std::errc::no_buffer_space};
    });
}

LOOPBACK_CHECK("5.6", "the second start yields") {
    Stage& stage = opens_for_start();
    auto b = TcpListener::bind({loopback_v4, 0});
    stage.step("B has", to_string(b.local_endpoint()) + ", in another process");
    yields(stage, b);

    const Endpoint door = free_door();
    auto first = is_first(stage, door);
    yields(stage, first);
    Peer& a = stage.peer();
    a.connects(door);
    {
        const Accepted served = first.accept(std::chrono::seconds{2});
        stage.step("the first instance", "serves A, and ends first");
    }
    a.sees_the_end();
    first.close();
    auto again = is_first(stage, door);
    again.close();

    stage.step("The system", "has reserved " + to_string(door));
    start_throws(stage, door, std::errc::permission_denied);
    stage.step("The machine", "does not have the address " + to_string(foreign));
    start_throws(stage, {foreign, door.port}, std::errc::address_not_available);
}
