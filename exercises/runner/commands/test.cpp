// ./sandbox test [-- CTEST-ARGUMENTS]: the project's own test suite.

#include <algorithm>
#include <cstdio>

#include "commands/commands.hpp"
#include "judge/build.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

/// How many tests there were. A suite that ended without telling counts as one that failed.
struct SuiteCount {
    int tests = 0;
    int failed = 0;
    int skipped = 0;
};

/// CTest's own summary: "100% tests passed, 0 tests failed out of 25".
std::string count_line(const SuiteCount& count) {
    const int passed = count.tests - count.failed;
    const int percent = count.tests > 0 ? (200 * passed + count.tests) / (2 * count.tests) : 0;
    return fill(
        "{1}% tests passed, {2} tests failed out of {3}",
        {std::to_string(percent), std::to_string(count.failed), std::to_string(count.tests)});
}

bool read_count(const std::string& line, SuiteCount& count) {
    return std::sscanf(line.c_str(), "%*d%% tests passed, %d tests failed out of %d", &count.failed,
                       &count.tests) == 2;
}

/// Passes CTest's lines on as they come, but for the count: that is to be the last word.
class Relay {
public:
    explicit Relay(Printer& printer) : printer_(printer) {}

    void take(const std::string& output) {
        for (;;) {
            const std::size_t end = output.find('\n', taken_);
            if (end == std::string::npos) return;
            const std::string line = output.substr(taken_, end - taken_);
            taken_ = end + 1;
            if (line.find("***Skipped") != std::string::npos) ++count_.skipped;
            if (!read_count(line, count_) && !line.starts_with("Internal ctest"))
                printer_.line(line);
        }
    }

    [[nodiscard]] const SuiteCount& count() const { return count_; }

private:
    Printer& printer_;
    std::size_t taken_ = 0;
    SuiteCount count_;
};

/// A program that runs tests, and what came of it.
struct Suite {
    std::string name;
    SuiteCount count{};
    bool succeeded = false;
    bool left_out = false;
};

constexpr int left_out_status = 77;

Suite run_suite(Printer& printer, const std::string& name, std::vector<std::string> words) {
    platform::Command command;
    command.words = std::move(words);
    command.family = platform::Family::tool;
    Relay relay(printer);
    const Finished finished =
        run(command, {}, [&](const Finished& so_far) { relay.take(so_far.output); });
    relay.take(finished.output + "\n");
    if (finished.end == End::not_started)
        throw Trouble{Status::setup_missing,
                      fill(messages::tool_not_started, {command.words.front(), finished.reason})};
    const bool left_out = finished.end == End::exited && finished.code == left_out_status;
    return {name, relay.count(), finished.succeeded(), left_out};
}

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
        if (c == '\t')
            fields.emplace_back();
        else
            fields.back() += c;
    }
    return fields;
}

/// Suites that run after this machine's own tests, each in its turn. tests/ writes one line for
/// each, "SUITE<tab>PROGRAM<tab>ARGUMENT...", into the build folder while it is configured.
std::vector<Suite> run_further_suites(Context& context) {
    std::vector<Suite> suites;
    for (const std::string& line :
         lines_of(read_file(context.build / "further-suites.txt").value_or(""))) {
        std::vector<std::string> words = fields_of(line);
        const std::string name = words.front();
        words.erase(words.begin());
        context.printer.line();
        context.printer.paragraph(fill(messages::suite_begins, {name}));
        suites.push_back(run_suite(context.printer, name, std::move(words)));
    }
    return suites;
}

/// What this run leaves out. tests/ writes one line for each suite that this machine cannot run,
/// "SUITE<tab>WHY", into the build folder while it is configured.
void say_what_is_left_out(Context& context) {
    Printer& printer = context.printer;
    printer.line();
    printer.paragraph(messages::left_out_long);
    for (const std::string& line :
         lines_of(read_file(context.build / "left-out.txt").value_or(""))) {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        const std::string why = tab < line.size() ? line.substr(tab + 1) : "";
        printer.paragraph(fill(messages::left_out, {line.substr(0, tab), why}));
    }
}

/// Each suite's count, and CTest's line for all of them as the last word.
ExitStatus tell_counts(Printer& printer, const Suite& own, std::vector<Suite> suites) {
    suites.insert(suites.begin(), own);
    SuiteCount all;
    bool succeeded = true;
    for (Suite& suite : suites) {
        if (suite.left_out) continue;
        if (!suite.succeeded && suite.count.failed == 0) {
            ++suite.count.failed;
            ++suite.count.tests;
        }
        if (suites.size() > 1)
            printer.line(fill(messages::suite_count, {suite.name, std::to_string(suite.count.tests),
                                                      std::to_string(suite.count.failed),
                                                      std::to_string(suite.count.skipped)}));
        all.tests += suite.count.tests;
        all.failed += suite.count.failed;
        succeeded = succeeded && suite.succeeded;
    }
    printer.line(count_line(all));
    return exit_with(succeeded ? Status::done : Status::check_failed);
}

/// Tests are built in a folder of their own, by the same compiler: what a learner builds carries
/// nothing of them.
Context in_folder_of_tests(const Context& learners) {
    Context context = learners;
    context.build = learners.build / "tests";
    const std::string compiler = cached(learners.build, "CMAKE_CXX_COMPILER");
    std::error_code error;
    if (std::filesystem::exists(context.build / "build.ninja", error) &&
        cached(context.build, "CMAKE_CXX_COMPILER") == compiler)
        return context;
    const Built made = configure(context, {"LOOPBACK_TESTS=ON", "CMAKE_CXX_COMPILER=" + compiler});
    if (!made.succeeded)
        throw Trouble{
            Status::setup_missing,
            fill(messages::own_build_failed, {messages::what_build_folder, useful_part(made.output),
                                              platform::text_of(made.log)})};
    return context;
}

}  // namespace

ExitStatus test(Context& learners, const Request& request) {
    Context context = in_folder_of_tests(learners);
    Printer& printer = context.printer;
    build_own_target(context, "tests", messages::what_tests);
    std::vector<std::string> words = {"ctest", "--test-dir", platform::text_of(context.build),
                                      "--output-on-failure", "--no-tests=error",
                                      "--no-label-summary", "-LE", "^long$",
                                      // Answers wait for most of their time; other tests count
                                      // twice (tests/CMakeLists.txt).
                                      "-j", std::to_string(2 * (platform::processors() + 1))};
    words.insert(words.end(), request.passed_on.begin(), request.passed_on.end());
    const Suite own = run_suite(printer, std::string(messages::own_suite), std::move(words));
    // Arguments for CTest choose among this machine's own tests.
    std::vector<Suite> suites;
    if (request.passed_on.empty()) suites = run_further_suites(context);
    say_what_is_left_out(context);
    printer.line();
    if (own.count.tests == 0) {
        printer.paragraph(messages::no_count_line);
        return exit_with(own.succeeded ? Status::done : Status::check_failed);
    }
    return tell_counts(printer, own, suites);
}

}  // namespace runner
