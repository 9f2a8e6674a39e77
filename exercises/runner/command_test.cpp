// ./sandbox test [-- CTEST-ARGUMENTS]: the project's own test suite.

#include <algorithm>

#include "build.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "messages.hpp"
#include "platform.hpp"
#include "process.hpp"
#include "text.hpp"

namespace runner {
namespace {

/// CTest's own summary: "100% tests passed, 0 tests failed out of 25".
bool is_count_line(std::string_view line) {
    return line.find("% tests passed, ") != std::string_view::npos;
}

/// Passes CTest's lines on as they come, but for the count: that is to be the last word.
class Relay {
public:
    explicit Relay(Screen& screen) : screen_(screen) {}

    void take(const std::string& output) {
        for (;;) {
            const std::size_t end = output.find('\n', taken_);
            if (end == std::string::npos) return;
            const std::string line = output.substr(taken_, end - taken_);
            taken_ = end + 1;
            if (is_count_line(line))
                count_ = line;
            else if (!line.starts_with("Internal ctest"))
                screen_.line(line);
        }
    }

    [[nodiscard]] const std::string& count() const { return count_; }

private:
    Screen& screen_;
    std::size_t taken_ = 0;
    std::string count_;
};

/// What this run leaves out. tests/ writes one line for each suite that this machine cannot run,
/// "SUITE<tab>WHY", into the build folder while it is configured.
void say_what_is_left_out(Context& context) {
    Screen& screen = context.screen;
    screen.line();
    screen.paragraph(messages::left_out_long);
    for (const std::string& line :
         lines_of(read_file(context.build / "left-out.txt").value_or(""))) {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        const std::string why = tab < line.size() ? line.substr(tab + 1) : "";
        screen.paragraph(fill(messages::left_out, {line.substr(0, tab), why}));
    }
}

}  // namespace

ExitStatus test(Context& context, const Request& request) {
    Screen& screen = context.screen;
    build_own_target(context, "tests", messages::what_tests);
    platform::Command command;
    command.words = {"ctest",
                     "--test-dir",
                     platform::text_of(context.build),
                     "--output-on-failure",
                     "--no-tests=error",
                     "--no-label-summary",
                     "-LE",
                     "^long$",
                     "-j",
                     std::to_string(platform::processors())};
    command.words.insert(command.words.end(), request.passed_on.begin(), request.passed_on.end());
    command.family = platform::Family::tool;
    Relay relay(screen);
    const Finished finished =
        run(command, {}, [&](const Finished& so_far) { relay.take(so_far.output); });
    relay.take(finished.output + "\n");
    if (finished.end == End::not_started)
        throw Trouble{Status::setup_missing,
                      fill(messages::tool_not_started, {"ctest", finished.reason})};
    say_what_is_left_out(context);
    screen.line();
    if (relay.count().empty()) {
        screen.paragraph(messages::no_count_line);
        return exit_with(finished.succeeded() ? Status::done : Status::check_failed);
    }
    screen.line(relay.count());
    return exit_with(finished.succeeded() ? Status::done : Status::check_failed);
}

}  // namespace runner
