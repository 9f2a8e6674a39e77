// Judges one answer to an exercise and compares the verdicts with what must come of it:
//
//     misconceptions_driver PROGRAM passes|is-another-way|is-unwritten|is-caught SOURCE
//     misconceptions_driver PROGRAM may-fail SOURCE     says which check fails first, or "none"
//
// What is said in the head of SOURCE, of an answer that is another way or is caught, must hold.

#include <chrono>
#include <fstream>
#include <iostream>
#include <set>

#include "head.hpp"
#include "runner/judge/judge.hpp"

namespace {

using misconceptions::Head;
using runner::Judgement;
using runner::Outcome;

int complaints = 0;

void complain(const std::string& what) {
    std::cerr << "WRONG: " << what << '\n';
    ++complaints;
}

std::string told(const Judgement& judgement) {
    std::string text;
    for (const runner::StoryStep& step : judgement.records.steps) {
        text += "\n      " + step.action + "  " + step.detail;
    }
    return "  " + judgement.check.id + " verdict " +
           std::to_string(static_cast<int>(judgement.outcome)) + text + "\n    expected " +
           judgement.records.expected + "\n    seen     " + judgement.seen + "\n    cause    " +
           judgement.cause + "\n    read     " + judgement.records.read + '\n';
}

void must_pass(const Judgement& judgement) {
    if (judgement.outcome != Outcome::pass) {
        complain("check " + judgement.check.id + " should pass\n" + told(judgement));
    }
}

void must_be_unwritten(const Judgement& judgement) {
    if (judgement.outcome != Outcome::unwritten) {
        complain("check " + judgement.check.id + " should find it unwritten\n" + told(judgement));
    }
}

// A failure must say where to read on, unless the process died and the runner speaks for it.
void must_be_helpful(const Judgement& judgement) {
    if (judgement.records.verdicts.empty()) return;
    if (judgement.seen.empty() || judgement.records.read.empty()) {
        complain("check " + judgement.check.id + " fails without a word\n" + told(judgement));
    }
}

void must_be_caught(const Judgement& judgement, const Head& head) {
    const bool passed = judgement.outcome == Outcome::pass;
    const std::string& id = judgement.check.id;
    if (id != head.caught_by) {
        if (!passed && !head.also.contains(id)) complain("unexpected failure\n" + told(judgement));
        return;
    }
    if (passed) {
        complain("check " + id + " lets it pass: " + head.misconception);
    } else if (head.cause == "(none)" ? !judgement.cause.empty()
                                      : judgement.cause.find(head.cause) == std::string::npos) {
        complain("the cause should say \"" + head.cause + "\"\n" + told(judgement));
    } else {
        must_be_helpful(judgement);
    }
}

// What the head of an answer says; nothing about the others.
Head read_head(const std::string& file, const std::string& expectation,
               const std::vector<runner::Check>& checks) {
    std::ifstream in(file);
    std::set<std::string> ids;
    for (const runner::Check& check : checks) ids.insert(check.id);
    try {
        if (expectation == "is-caught") return misconceptions::head_of_wrong(in, ids);
        if (expectation == "is-another-way") misconceptions::head_of_right(in);
    } catch (const std::runtime_error& error) {
        complain(file + ": " + error.what());
    }
    return {};
}

// Which check fails; the others are ended then, since one is enough.
int say_what_fails(const std::vector<runner::Check>& checks, runner::Judging judging) {
    std::stop_source enough;
    judging.stop = enough.get_token();
    std::string failed = "none";
    try {
        runner::judge(checks, judging, [&](const Judgement& judgement) {
            if (judgement.outcome == Outcome::pass || failed != "none") return;
            failed = judgement.check.id;
            enough.request_stop();
        });
    } catch (const runner::Canceled&) {
    }
    std::cout << failed << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string expectation = argc == 4 ? argv[2] : "";
    const bool is_caught = expectation == "is-caught";
    const bool is_unwritten = expectation == "is-unwritten";
    if (!std::set<std::string>{"passes", "is-another-way", "is-unwritten", "is-caught", "may-fail"}
             .contains(expectation)) {
        std::cerr << "usage: misconceptions_driver PROGRAM "
                     "passes|is-another-way|is-unwritten|is-caught|may-fail SOURCE\n";
        return 2;
    }
    runner::Judging judging;
    judging.program = argv[1];
    const char* scale = std::getenv("LOOPBACK_TIME_SCALE");
    if (scale != nullptr) judging.time_scale = std::strtod(scale, nullptr);
    runner::Finished finished;
    const auto checks = runner::list_checks(judging, finished);
    if (checks.empty()) complain("--list names no check");
    if (expectation == "may-fail") return say_what_fails(checks, judging);
    const Head head = read_head(argv[3], expectation, checks);
    if (complaints > 0) return 1;

    const auto start = std::chrono::steady_clock::now();
    runner::judge(checks, judging, [&](const Judgement& judgement) {
        if (is_unwritten) {
            must_be_unwritten(judgement);
        } else if (is_caught) {
            must_be_caught(judgement, head);
        } else {
            must_pass(judgement);
        }
    });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << checks.size() << " checks in " << took.count() << " s\n";
    return complaints == 0 ? 0 : 1;
}
