// Judges one answer to an exercise and compares the verdicts with what must come of it:
//
//     misconceptions_driver PROGRAM passes|is-unwritten|is-caught SOURCE
//
// `is-caught` reads it from the head of SOURCE:
//
//     // Misconception: one send is one recv
//     // Caught by: 1.3
//     // Cause: your loop ended after the first recv()   ((none): nothing may be guessed)
//     // Also: 1.5                          (checks that may fail too; may be missing)

#include <chrono>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "runner/judge/judge.hpp"

namespace {

using runner::Judgement;
using runner::Outcome;

struct Head {
    std::string misconception;
    std::string caught_by;
    std::string cause;
    std::set<std::string> also;
};

int complaints = 0;

void complain(const std::string& what) {
    std::cerr << "WRONG: " << what << '\n';
    ++complaints;
}

std::string rest_of(const std::string& line, const std::string& key) {
    const std::string start = "// " + key + ": ";
    return line.starts_with(start) ? line.substr(start.size()) : "";
}

Head read_head(const std::string& file) {
    std::ifstream in(file);
    Head head;
    std::string line;
    for (std::string* field : {&head.misconception, &head.caught_by, &head.cause}) {
        std::getline(in, line);
        const char* key = field == &head.misconception ? "Misconception"
                          : field == &head.caught_by   ? "Caught by"
                                                       : "Cause";
        *field = rest_of(line, key);
        if (field->empty()) complain(file + " lacks its line \"// " + key + ": ...\"");
    }
    std::getline(in, line);
    std::istringstream also(rest_of(line, "Also"));
    for (std::string id; also >> id;) head.also.insert(id);
    return head;
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

}  // namespace

int main(int argc, char** argv) {
    const std::string expectation = argc == 4 ? argv[2] : "";
    const bool is_caught = expectation == "is-caught";
    if (!is_caught && expectation != "passes" && expectation != "is-unwritten") {
        std::cerr << "usage: misconceptions_driver PROGRAM passes|is-unwritten|is-caught SOURCE\n";
        return 2;
    }
    const Head head = is_caught ? read_head(argv[3]) : Head{};
    runner::Judging judging;
    judging.program = argv[1];
    const char* scale = std::getenv("LOOPBACK_TIME_SCALE");
    if (scale != nullptr) judging.time_scale = std::strtod(scale, nullptr);
    runner::Finished finished;
    const auto checks = runner::list_checks(judging, finished);
    if (checks.empty()) complain("--list names no check");
    bool caught_by_exists = false;
    const auto start = std::chrono::steady_clock::now();
    runner::judge(checks, judging, [&](const Judgement& judgement) {
        if (expectation == "passes") must_pass(judgement);
        if (expectation == "is-unwritten") must_be_unwritten(judgement);
        if (is_caught) must_be_caught(judgement, head);
        caught_by_exists = caught_by_exists || judgement.check.id == head.caught_by;
    });
    if (is_caught && !caught_by_exists) complain("there is no check " + head.caught_by);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << checks.size() << " checks in " << took.count() << " s\n";
    if (expectation == "is-unwritten" && took.count() > 1.0 * judging.time_scale) {
        complain("the stub takes more than a second");
    }
    return complaints == 0 ? 0 : 1;
}
