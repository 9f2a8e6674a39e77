// What watch looks like in a terminal of some size, by tmux: golden screens, resizing, Ctrl-Z.
// LOOPBACK_WRITE_GOLDEN=1 writes the golden screens anew: read the difference before you keep it.

#include <doctest/doctest.h>

#include <functional>

#include "process.hpp"
#include "scratch.hpp"

using namespace scratch;

namespace {

const std::string twice = "int twice(int n) { return 2 * n; }";
const std::string good = "int answer() { return 42; }\n" + twice;
const std::string wrong = "int answer() { return 41; }\nint twice(int n) { return n; }";
// The compiler's line is wider than some windows.
const std::string broken =
    "int answer() { const int one = 1; const int six = 6; return one * six * fortytwo; }\n" + twice;

/// A terminal of any size, with an interactive shell in it.
class Tmux {
public:
    Tmux(const Course& course, int columns, int rows)
        : name_("loopback-" + std::to_string(runner::platform::process_id())) {
        if (!runner::platform::find_program("tmux")) skip("there is no tmux");
        static int count = 0;
        name_ += "-" + std::to_string(++count);
        const Environment environment{{"LOOPBACK_BUILD", course.build().string()},
                                      {"LOOPBACK_PORT", "0"},
                                      {"PS1", "shell> "},
                                      {"ENV", ""},
                                      {"VISUAL", ""},
                                      {"EDITOR", ""},
                                      {"TERM", "screen"}};
        const auto finished = run({"tmux", "-L", name_, "-f", "/dev/null", "new-session", "-d",
                                   "-x", std::to_string(columns), "-y", std::to_string(rows), "-c",
                                   course.root().string(), "env PS1='shell> ' sh -i"},
                                  environment);
        if (!finished.succeeded()) skip("tmux does not start: " + finished.output);
        tmux({"set-option", "-g", "status", "off"});
        resize(columns, rows);
        REQUIRE(shows("shell>"));
    }
    ~Tmux() { tmux({"kill-server"}); }
    Tmux(const Tmux&) = delete;
    Tmux& operator=(const Tmux&) = delete;

    void press(const std::string& key) { tmux({"send-keys", key}); }
    void type(const std::string& line) {
        tmux({"send-keys", "-l", line});
        press("Enter");
    }
    void resize(int columns, int rows) {
        tmux({"resize-window", "-x", std::to_string(columns), "-y", std::to_string(rows)});
    }

    [[nodiscard]] std::string screen() const {
        return run({"tmux", "-L", name_, "capture-pane", "-p"}).output;
    }

    [[nodiscard]] bool comes_true(const std::function<bool(const std::string&)>& what) const {
        const auto limit = tests::Clock::now() + tests::patience();
        while (!what(screen())) {
            if (tests::Clock::now() >= limit) return false;
            static_cast<void>(::poll(nullptr, 0, 20));
        }
        return true;
    }
    [[nodiscard]] bool shows(std::string_view words) const {
        return comes_true([&](const std::string& screen) { return mentions(screen, words); });
    }

    /// Waits until the screen is the one in golden/NAME.txt.
    void compare(const std::string& name) const {
        const fs::path file =
            fs::path(SOURCE_DIR) / "tests" / "runner" / "golden" / (name + ".txt");
        if (runner::platform::variable("LOOPBACK_WRITE_GOLDEN")) write(file, screen());
        const std::string golden = runner::read_file(file).value_or("(no file)");
        const bool same = comes_true([&](const std::string& screen) { return screen == golden; });
        CHECK_MESSAGE(same, file.string(), "\n", screen());
    }

private:
    void tmux(std::vector<std::string> words) const {
        words.insert(words.begin(), {"tmux", "-L", name_});
        run(words);
    }

    std::string name_;
};

}  // namespace

// What a learner sees from the first screen to the list, in a terminal of this width.
static void golden_screens(int columns) {
    Course& here = fresh_course();
    const std::string size = "-" + std::to_string(columns) + "x24";
    Tmux terminal(here, columns, 24);
    terminal.type("clear; ./sandbox");
    REQUIRE(terminal.shows("--help tells more."));
    terminal.compare("overview" + size);
    here.answer(wrong);
    terminal.type("clear; ./sandbox watch");
    REQUIRE(terminal.shows("0 of 3 checks pass."));
    terminal.compare("failure" + size);
    terminal.press("h");
    REQUIRE(terminal.shows("Hint 1 of 2"));
    terminal.compare("hint" + size);
    here.answer(broken);
    REQUIRE(terminal.shows("f full log"));
    // Each compiler has its own words.
    if (mentions(run({COMPILER, "--version"}).output, "Free Software Foundation"))
        terminal.compare("compile-error" + size);
    here.answer(good);
    REQUIRE(terminal.shows("is done."));
    terminal.compare("done" + size);
    terminal.press("l");
    REQUIRE(terminal.shows("> 01"));
    terminal.compare("list" + size);
}

TEST_CASE("golden screens, 60 columns: from the first screen to the list") { golden_screens(60); }
TEST_CASE("golden screens, 80 columns: from the first screen to the list") { golden_screens(80); }
TEST_CASE("golden screens, 120 columns: from the first screen to the list") { golden_screens(120); }

TEST_CASE("resizing draws it anew for the new size, down to a few columns") {
    Course& here = fresh_course();
    here.answer(wrong);
    Tmux terminal(here, 80, 24);
    terminal.type("./sandbox watch");
    REQUIRE(terminal.shows("0 of 3 checks pass."));
    terminal.resize(40, 15);
    REQUIRE(terminal.shows("[----------] 0 of 2 exercises done"));
    terminal.compare("failure-40x15");
    terminal.press("Space");
    CHECK(terminal.comes_true([](const std::string& screen) {
        return !mentions(screen, "FAIL 1.1 knows the answer") &&
               mentions(screen, "[the end; 5 more above");
    }));
    terminal.resize(12, 4);
    CHECK(terminal.shows("[----------]"));
    terminal.resize(120, 40);
    CHECK(terminal.shows("[--------------------] 0 of 2 exercises done"));
    CHECK(terminal.shows("x reset  q quit"));
}

TEST_CASE("Ctrl-Z gives the shell its terminal back, fg brings the screen back, and keys work") {
    Course& here = fresh_course();
    here.answer(wrong);
    Tmux terminal(here, 80, 24);
    terminal.type("before=$(stty -g); ./sandbox watch");
    REQUIRE(terminal.shows("0 of 3 checks pass."));
    terminal.press("C-z");
    REQUIRE(terminal.shows("Stopped"));
    CHECK_FALSE(mentions(terminal.screen(), "0 of 3 checks pass."));
    terminal.type("[ \"$before\" = \"$(stty -g)\" ] && echo as it was");
    CHECK(terminal.shows("shell> [ \"$before\" = \"$(stty -g)\" ] && echo as it was as it was"));
    here.answer(good);  // while it stands still
    terminal.type("fg");
    REQUIRE(terminal.shows("3 of 3 checks pass."));
    terminal.press("h");
    CHECK(terminal.shows("Hint 1 of"));
    terminal.press("C-c");
    terminal.type("echo status $?");
    CHECK(terminal.shows("status 130"));
    CHECK_FALSE(mentions(terminal.screen(), "3 of 3 checks pass."));
}
