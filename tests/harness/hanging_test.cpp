// The watchdog as the runner meets it: hanging.cpp's answers. The watchdog's limits are a tenth of
// what they are (LOOPBACK_TIME_SCALE, in CMakeLists.txt); the runner's, behind them, are not.

#include <doctest/doctest.h>

#include "runner/judge/judge.hpp"

using runner::Outcome;

namespace {

runner::Judgement judgement_of(const char* id) {
    const runner::Judging judging{.program = HANGING};
    return runner::judge({{id, ""}}, judging, [](const runner::Judgement&) {}).front();
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("where everyone waits, the story says where, and for how long") {
    const auto judgement = judgement_of("9.1");
    CHECK((judgement.outcome == Outcome::stuck));
    CHECK_MESSAGE(mentions(judgement.seen, "recv() in hanging.cpp:"), judgement.seen);
    CHECK_MESSAGE(mentions(judgement.seen, " has waited 0."), judgement.seen);
}

TEST_CASE("an endless loop is told from a wait") {
    const auto judgement = judgement_of("9.2");
    CHECK((judgement.outcome == Outcome::stuck));
    CHECK_MESSAGE(mentions(judgement.seen, "it is busy all the time"), judgement.seen);
}

TEST_CASE("an answer that moves things without an end is told from one that gets on") {
    const auto judgement = judgement_of("9.3");
    CHECK((judgement.outcome == Outcome::stuck));
    CHECK_MESSAGE(mentions(judgement.seen, "your answer() is still at work after "),
                  judgement.seen);
}

TEST_CASE("a right answer passes, however long it was not let run") {
    const auto judgement = judgement_of("9.4");
    CHECK_MESSAGE((judgement.outcome == Outcome::pass), judgement.seen);
}
