// What the three functions of exercise 05 must do, as scripts: who has which door, what is asked,
// and what must come of it. What a failure means is in causes.hpp and search_causes.hpp.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/check.hpp"
#include "harness/doors.hpp"
#include "harness/gave.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"
#include "search_causes.hpp"

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

constexpr const char* lesson = "lessons/05-port-conflicts";

// An address of loopback that the machine is made not to have.
constexpr IpAddress foreign = IpAddress::v4(127, 0, 0, 9);

bool has_a_number(const Endpoint& door) { return door.address.is_loopback() && door.port != 0; }

std::string name_of(std::errc error) { return harness::name_of(std::make_error_code(error)); }

// ---- diagnose ----

// One call; `system` is what the system says to a bind, unless it is really asked. Returns what
// came of it.
std::string is_diagnosed(Stage& stage, const Endpoint& where, SystemAnswer system) {
    stage.doors().begins(harness::only(where, std::move(system)));
    question = {where, {}};
    question.gave = gave(stage, "diagnose", [&] { return diagnose(where); });
    const auto& value = question.gave.value;
    const std::string outcome =
        value ? causes::name_of(*value) : "it " + question.gave.thrown_in_words();
    stage.step("diagnose()", to_string(where) + ": " + outcome);
    return outcome;
}

void gives(Stage& stage, const Endpoint& where, Diagnosis expected, SystemAnswer system = nullptr) {
    const std::string seen = is_diagnosed(stage, where, std::move(system));
    stage.requires_that(question.gave.value == expected, causes::name_of(expected), seen);
}

void throws(Stage& stage, const Endpoint& where, std::errc expected) {
    const std::string seen = is_diagnosed(stage, where, at(where, expected));
    stage.requires_that(question.gave.code == expected,
                        "it throws what bind() said: " + name_of(expected), seen);
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
                        const std::string& wish, SystemAnswer system) {
    stage.doors().begins(
        {.may = has_a_number, .most = most, .expected = wish, .system = std::move(system)});
    search = {where, tries, most, {}};
    stage.step("open_or_next()", to_string(where) + ", tries: " + std::to_string(tries));
    search.gave = gave(stage, "open_or_next", [&] { return open_or_next(where, tries); });
    const auto& opened = search.gave.value;
    const std::string outcome =
        opened ? in_words(opened->listener) : "it " + search.gave.thrown_in_words();
    stage.step(opened ? "it returns" : "open_or_next()",
               outcome + (opened ? "; " + in_words(opened->skipped) : ""));
    return outcome;
}

// It finds `door`. Returns what it says that it has skipped.
const std::vector<Skipped>& finds(Stage& stage, const Endpoint& where, int tries,
                                  const Endpoint& door, SystemAnswer system = nullptr) {
    const std::string wish = "a listener at " + to_string(door);
    const auto most = static_cast<std::size_t>(tries);
    const std::string seen = is_searched(stage, where, tries, most, wish, std::move(system));
    stage.requires_that(search.is_open() && search.at() == door, wish, seen);
    return search.gave.value->skipped;
}

void skips(Stage& stage, const std::vector<Skipped>& skipped,
           const std::vector<Skipped>& expected) {
    stage.requires_that(in_words(skipped) == in_words(expected), in_words(expected),
                        in_words(skipped));
}

// It throws `error` after it has asked for `doors` doors.
void gives_up(Stage& stage, const Endpoint& where, int tries, std::size_t doors, std::errc error,
              SystemAnswer system) {
    const std::string wish =
        "it throws " + name_of(error) + " after " + harness::count(doors, "door");
    const std::string seen = is_searched(stage, where, tries, doors, wish, std::move(system));
    stage.requires_that(search.gave.code == error, wish, seen);
    const std::size_t asked = stage.doors().seen().count();
    stage.requires_that(asked == doors, wish, "it gives up after " + harness::count(asked, "door"));
}

// ---- only_instance ----

// One call. Returns what came of it.
std::string starts(Stage& stage, const Endpoint& where, bool somebody_has_it,
                   const std::string& wish, SystemAnswer system = nullptr) {
    stage.doors().begins({.may = has_a_number, .expected = wish, .system = std::move(system)});
    start = {where, somebody_has_it, {}};
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
    const bool has_it = start.is_open() && (*start.gave.value)->local_endpoint() == door;
    stage.requires_that(has_it, wish, seen);
    return std::move(**start.gave.value);
}

// A start while `holder` has the door, and notices nothing.
void yields(Stage& stage, TcpListener& holder) {
    const std::string door = to_string(holder.local_endpoint());
    const std::string wish = "nothing: " + door + " has an owner";
    const std::string seen = starts(stage, holder.local_endpoint(), true, wish);
    stage.requires_that(start.gave.value && !start.is_first(), wish, seen);
    std::error_code nobody;
    const Accepted visitor = holder.accept(nobody, std::chrono::milliseconds{0});
    start.was_noticed = !nobody;
    stage.requires_that(!start.was_noticed, "the first instance notices nothing",
                        "a client knocked there, " + to_string(visitor.peer));
}

void start_throws(Stage& stage, const Endpoint& door, std::errc error) {
    const std::string wish = "it throws " + name_of(error) + ": nobody runs";
    const std::string seen = starts(stage, door, false, wish, at(door, error));
    stage.requires_that(start.gave.code == error, wish, seen);
}

}  // namespace

LOOPBACK_CHECK("5.1", "tells in use from free") {
    Stage& stage = Stage::open(lesson, causes::one_owner, causes::why_diagnose);
    const Endpoint door = free_door();
    gives(stage, door, Diagnosis::free);
    gives(stage, door, Diagnosis::free);

    auto b = TcpListener::bind(door);
    stage.step("B listens", "at " + to_string(door));
    gives(stage, door, Diagnosis::in_use);
    b.close();
    stage.step("B ends");
    gives(stage, door, Diagnosis::free);

    const Socket c = harness::take_without_listening();
    stage.step("C has", to_string(c.local_endpoint()) + ", and does not listen");
    gives(stage, c.local_endpoint(), Diagnosis::in_use);
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
    Stage& stage = Stage::open(lesson, causes::another_port, causes::why_search);
    auto doors = take_doors(3);
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
    Stage& stage = Stage::open(lesson, causes::no_cure, causes::why_search);
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
    Stage& stage = Stage::open(lesson, causes::yields, causes::why_start);
    stage.doors().have_a_rival();
    auto b = TcpListener::bind({loopback_v4, 0});
    stage.step("B has", to_string(b.local_endpoint()) + ", in another process");
    yields(stage, b);

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
    auto again = is_first(stage, door);
    again.close();

    stage.step("The system", "has reserved " + to_string(door));
    start_throws(stage, door, std::errc::permission_denied);
    stage.step("The machine", "does not have the address " + to_string(foreign));
    start_throws(stage, {foreign, door.port}, std::errc::address_not_available);
}
