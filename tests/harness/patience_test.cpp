// How a check that hangs is told from one that is only slow, on machines of every kind: each row is
// a check that goes on in the same way, look after look, until it is told or given up on.

#include "harness/patience.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace std::chrono_literals;
using harness::Hang;
using harness::Look;
using harness::Moved;
using harness::Patience;
using harness::usable;

namespace {

constexpr std::optional<bool> nobody_says{};
constexpr std::chrono::minutes longest{20};

struct Outcome {
    Hang hang = Hang::none;
    std::chrono::duration<double> after{};  // by the clock
};

Outcome outcome_of(const Look& look, double scale = 1) {
    Patience patience{scale};
    Outcome outcome;
    while (outcome.hang == Hang::none && outcome.after < longest) {
        outcome.hang = patience.after(look);
        outcome.after += look.elapsed;
    }
    return outcome;
}

struct Told {
    Hang hang;
    std::chrono::duration<double> from;  // no sooner than this, by the clock,
    std::chrono::duration<double> to;    // and no later
};

struct Row {
    const char* what;
    Look look;
    Told told;
};

const Row rows[] = {
    {"idle: everyone waits", {20ms, 0ms, false}, {Hang::silent, 2s, 2.05s}},
    {"idle: your code computes", {20ms, 20ms, true}, {Hang::busy, 2s, 2.05s}},
    {"idle: three threads compute on two processors", {20ms, 40ms, true}, {Hang::busy, 2s, 2.05s}},
    {"idle: your code asks again and again, in vain",
     {20ms, 20ms, true, true},
     {Hang::busy, 2s, 2.05s}},
    {"idle: bytes move, the script gets on",
     {20ms, 10ms, true, true, Moved::the_script},
     {Hang::aimless, 80s, 81s}},
    {"idle: your code moves things, and the script waits",
     {20ms, 20ms, true, true, Moved::your_code},
     {Hang::aimless, 8s, 8.05s}},

    {"a load of 60: everyone waits, and the watchdog comes on time",
     {20ms, 0ms, false},
     {Hang::silent, 2s, 2.05s}},
    {"a load of 60: everyone waits, and the watchdog comes late",
     {200ms, 0ms, false},
     {Hang::silent, 45s, 55s}},
    {"a load of 60: one waits for a processor, and gets next to none",
     {20ms, 0ms, true},
     {Hang::aimless, 540s, 541s}},
    {"a load of 60: your code computes, and gets a thirtieth",
     {30ms, 1ms, true},
     {Hang::busy, 14s, 16s}},
    {"a load of 60: bytes move now and then",
     {200ms, 5ms, true, true, Moved::the_script},
     {Hang::aimless, 540s, 541s}},
    {"a load of 60: your code moves things, and the script waits for a processor",
     {200ms, 1ms, true, true, Moved::your_code},
     {Hang::aimless, 390s, 410s}},
    {"the system does not tell: everyone waits",
     {20ms, 0ms, nobody_says},
     {Hang::silent, 2s, 2.05s}},
    {"the system does not tell: your code computes",
     {20ms, 20ms, nobody_says},
     {Hang::busy, 2s, 2.05s}},
    {"the system does not tell: your code takes naps between calls in vain",
     {20ms, 1ms, nobody_says, true},
     {Hang::silent, 2s, 2.05s}},
    {"the system does not tell, and the machine is busy: your code computes",
     {40ms, 2ms, nobody_says},
     {Hang::busy, 9s, 11s}},
    {"the system does not tell, and the machine is busy: the watchdog comes late",
     {400ms, 0ms, nobody_says},
     {Hang::silent, 190s, 210s}},
};

}  // namespace

TEST_CASE("what hangs is told by what it could have done, and not by the clock") {
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Outcome outcome = outcome_of(row.look);
        CHECK((outcome.hang == row.told.hang));
        CHECK(outcome.after.count() >= row.told.from.count() - 0.001);
        CHECK(outcome.after.count() <= row.told.to.count());
    }
}

TEST_CASE("whatever moves begins the silence anew") {
    Patience patience;
    for (int i = 0; i < 99; ++i) CHECK((patience.after({20ms, 0ms, false}) == Hang::none));
    CHECK((patience.after({20ms, 0ms, false, true, Moved::your_code}) == Hang::none));
    for (int i = 0; i < 99; ++i) CHECK((patience.after({20ms, 0ms, false}) == Hang::none));
    CHECK((patience.after({20ms, 0ms, false}) == Hang::silent));
}

TEST_CASE("a silence is busy if most looks found somebody computing, and not if a few did") {
    for (const bool busy : {true, false}) {
        Patience patience;
        Hang hang = Hang::none;
        for (int i = 0; hang == Hang::none; ++i) {
            const bool computes = i % 5 == 0 ? !busy : busy;
            hang = patience.after({20ms, computes ? 20ms : 0ms, computes});
        }
        CHECK((hang == (busy ? Hang::busy : Hang::silent)));
    }
}

TEST_CASE("an hour in which the program was stopped does not count") {
    Patience patience;
    CHECK((patience.after({1h, 0ms, false}) == Hang::none));
    CHECK((patience.after({20ms, 0ms, false}) == Hang::none));
}

TEST_CASE("a time scale stretches every limit") {
    CHECK(outcome_of({20ms, 0ms, false}, 3).after.count() == doctest::Approx(6.0));
    const Look aimless{20ms, 20ms, true, true, Moved::your_code};
    CHECK(outcome_of(aimless, 3).after.count() == doctest::Approx(24.0));
}

TEST_CASE("what a process could use is never more than the clock says") {
    for (const auto elapsed : {1ms, 20ms, 40ms, 41ms, 1000ms}) {
        for (const auto used : {0ms, 1ms, 20ms, 4000ms}) {
            for (const auto one_runs : {nobody_says, std::optional{true}, std::optional{false}}) {
                CHECK(usable({elapsed, used, one_runs}) <= elapsed);
                CHECK(usable({elapsed, used, one_runs}) >= 0ms);
            }
        }
    }
}
