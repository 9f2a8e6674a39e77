#include "runner/judge/judge.hpp"

#include <doctest/doctest.h>

#include <csignal>

#include "loopback/tcp.hpp"

using namespace runner;

namespace {

// Short, for the checks that hang on purpose; long enough for a loaded machine to start one.
const Judging judging{.program = FAKE_CHECK, .time_scale = 0.3};

Judgement judge_one(const std::string& id, Judging how = judging) {
    return judge({{id, "a title"}}, how, [](const Judgement&) {}).front();
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a check that says pass once, ran once and exits 0 passes") {
    CHECK(judge_one("1.1").outcome == Outcome::pass);
}

TEST_CASE("a check that fails keeps its story") {
    const Judgement judgement = judge_one("1.2");
    CHECK(judgement.outcome == Outcome::fail);
    CHECK(judgement.records.expected == "a");
    CHECK(judgement.seen == "b");
    CHECK(judgement.records.steps.size() == 1);
    CHECK(judge_one("1.19").outcome == Outcome::stuck);
}

TEST_CASE("exit() in the middle is named with its number, after the steps so far") {
    for (const auto& [id, status] : {std::pair{"1.3", "exit(0)"}, {"1.4", "exit(3)"}}) {
        const Judgement judgement = judge_one(id);
        CHECK(judgement.outcome == Outcome::exited);
        CHECK(mentions(judgement.seen, status));
        CHECK(judgement.records.steps.size() == 1);
    }
}

TEST_CASE("a signal is named") {
    const Judgement judgement = judge_one("1.5");
    CHECK(judgement.outcome == Outcome::crashed);
    CHECK(mentions(judgement.seen, "abort()"));
}

TEST_CASE("what a crash means is said beforehand, and counts until it is taken back") {
    const Judgement told = judge_one("1.24");
    CHECK(told.outcome == Outcome::crashed);
    CHECK(told.cause == "there is nothing behind it");
    CHECK(told.records.read == "lessons/01");
    const Judgement taken_back = judge_one("1.22");
    CHECK(taken_back.outcome == Outcome::crashed);
    CHECK(taken_back.cause.empty());
    CHECK(taken_back.records.read.empty());
    const Judgement failed = judge_one("1.23");
    CHECK(failed.outcome == Outcome::fail);
    CHECK(failed.cause == "this");
    CHECK(failed.records.read.empty());
}

TEST_CASE("a check that hangs is ended at the outer limit") {
    const Judgement judgement = judge_one("1.6");
    CHECK(judgement.outcome == Outcome::out_of_time);
    CHECK(mentions(judgement.seen, "3.0 s"));
}

TEST_CASE("a check that tells that it lives is given more time than the outer limit") {
    CHECK(judge_one("1.25").outcome == Outcome::pass);  // after 3.6 s
}

TEST_CASE("one that tells so without an end is ended all the same") {
    Judging impatient = judging;
    impatient.time_scale = 0.005;
    CHECK(judge_one("1.26", impatient).outcome == Outcome::out_of_time);
}

TEST_CASE("a gigabyte of output, or of records, is stopped and named") {
    Judging patient = judging;  // it ends by itself: a loaded machine may take its time
    patient.time_scale = 3;
    for (const char* id : {"1.7", "1.16"}) {
        const Judgement judgement = judge_one(id, patient);
        CHECK(judgement.outcome == Outcome::too_much_output);
        CHECK(mentions(judgement.seen, "printed more than 1 MB"));
        CHECK(judgement.output.size() < 2 * output_limit);
    }
}

TEST_CASE("two verdicts are none, even when the last says pass") {
    CHECK(judge_one("1.8").outcome == Outcome::not_counted);
}

TEST_CASE("a filter that matched nothing, or two cases, does not pass") {
    CHECK(judge_one("1.9").outcome == Outcome::not_counted);
    CHECK(judge_one("1.17").outcome == Outcome::not_counted);
    CHECK(judge_one("1.13").outcome == Outcome::not_counted);
}

TEST_CASE("garbage between the records does not pass") {
    CHECK(judge_one("1.10").outcome == Outcome::not_counted);
    CHECK(judge_one("1.20").outcome == Outcome::not_counted);
}

TEST_CASE("a verdict about another check does not count") {
    CHECK(judge_one("1.14").outcome == Outcome::not_counted);
}

TEST_CASE("a pass does not survive a crash, a hang or another exit status at the end") {
    CHECK(judge_one("1.11").outcome == Outcome::crashed);
    CHECK(judge_one("1.12").outcome == Outcome::exited);
    CHECK(judge_one("1.18").outcome == Outcome::out_of_time);
    CHECK(mentions(judge_one("1.11").cause, "had passed"));
}

TEST_CASE("a program that is not there gives no pass") {
    Judging nowhere = judging;
    nowhere.program = "/nowhere/check-01";
    const Judgement judgement = judge_one("1.1", nowhere);
    CHECK(judgement.outcome == Outcome::not_counted);
    CHECK(mentions(judgement.seen, "could not be started"));
}

TEST_CASE("a process that the check leaves behind costs the pass, is ended, and its port is free" *
          doctest::skip(platform::executable("x") != "x")) {
    const Judgement judgement = judge_one("1.15");
#ifdef __linux__
    CHECK(judgement.outcome == Outcome::left_process);
    CHECK(mentions(judgement.seen, "still running"));
#endif
    std::error_code error;
    const loopback::Port port(static_cast<std::uint16_t>(std::stoi(judgement.output)));
    auto stream = loopback::TcpStream::connect({loopback::loopback_v4, port}, error);
    CHECK(error == std::errc::connection_refused);
}

TEST_CASE("a process with a session of its own is ended, too, and its port is free" *
          doctest::skip(platform::executable("x") != "x")) {
#ifdef __linux__
    const Judgement judgement = judge_one("1.21");
    CHECK(judgement.outcome == Outcome::left_process);
    const loopback::Port port(static_cast<std::uint16_t>(std::stoi(judgement.output)));
    std::error_code error;
    auto stream = loopback::TcpStream::connect({loopback::loopback_v4, port}, error);
    CHECK(error == std::errc::connection_refused);
#endif
}

TEST_CASE("what something else leaves behind is nobody's, and is left alone" *
          doctest::skip(platform::executable("x") != "x")) {
#ifdef __linux__
    platform::Command daemon;  // as an editor does that opens a window and returns
    daemon.words = {"sh", "-c",
                    "fifo=$(mktemp -u) && mkfifo \"$fifo\" || exit\n"
                    "setsid sh -c \"echo \\$\\$ > $fifo; exec sleep 60\" > /dev/null 2>&1 &\n"
                    "read -r id < \"$fifo\"; rm \"$fifo\"; echo $id"};
    daemon.family = platform::Family::own;
    const int process = std::stoi(run(daemon, {}).output);
    judge_one("1.1");
    CHECK(std::filesystem::exists("/proc/" + std::to_string(process)));
    ::kill(process, SIGKILL);
#endif
}

TEST_CASE("judging ends early when it is asked to, and leaves nothing running") {
    std::stop_source stop;
    Judging until_stopped = judging;
    until_stopped.time_scale = 100;
    until_stopped.stop = stop.get_token();
    std::vector<std::string> told;
    const auto on_verdict = [&](const Judgement& judgement) {
        told.push_back(judgement.check.id);
        stop.request_stop();
    };
    CHECK_THROWS_AS(judge({{"1.1", "passes"}, {"1.6", "hangs"}}, until_stopped, on_verdict),
                    Canceled);
    CHECK(told == std::vector<std::string>{"1.1"});
    Finished finished;
    CHECK_THROWS_AS(list_checks(until_stopped, finished), Canceled);
}

TEST_CASE("verdicts are told in the order of the checks, however long each takes") {
    std::vector<Check> checks;
    for (const char* id :
         {"1.6", "1.1", "1.2", "1.7", "1.1", "1.3", "1.1", "1.1", "1.1", "1.5", "1.1"})
        checks.push_back({id, "a title"});
    std::vector<std::string> told;
    const auto judgements = judge(
        checks, judging, [&](const Judgement& judgement) { told.push_back(judgement.check.id); });
    REQUIRE(told.size() == checks.size());
    for (std::size_t i = 0; i < checks.size(); ++i) CHECK(told[i] == checks[i].id);
    CHECK(judgements[0].outcome == Outcome::out_of_time);
    CHECK(judgements[1].outcome == Outcome::pass);
}

TEST_CASE("--trace reaches the check, and what it prints is kept") {
    Judging traced = judging;
    traced.trace = true;
    CHECK(mentions(judge_one("1.1", traced).output, "traced"));
}

TEST_CASE("the list of checks is told apart from other output") {
    Finished finished;
    const std::vector<Check> checks = list_checks(judging, finished);
    REQUIRE(checks.size() == 2);
    CHECK(checks[1].id == "1.2");
    CHECK(checks[1].title == "fails");
}
