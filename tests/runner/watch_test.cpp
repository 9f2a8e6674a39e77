// ./sandbox watch, as a learner sees it: in a terminal, and without one.

#include <doctest/doctest.h>
#include <signal.h>

#include <functional>

#include "process.hpp"
#include "scratch.hpp"

using namespace scratch;

namespace {

const std::string twice = "int twice(int n) { return 2 * n; }";
const std::string good = "int answer() { return 42; }\n" + twice;
const std::string wrong = "int answer() { return 41; }\n" + twice;
const std::string hangs = "int answer() { for (volatile int i = 0;; i = 0) {} }\n" + twice;

Environment environment_of(const Course& course, Environment more) {
    Environment all{{"LOOPBACK_BUILD", course.build().string()},
                    {"LOOPBACK_PORT", "0"},
                    {"LOOPBACK_TIME_SCALE", "1"},
                    {"TERM", "xterm"},
                    {"VISUAL", ""},
                    {"EDITOR", ""}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::string path_of(const Course& course) { return (course.root() / "sandbox").string(); }

/// A terminal of 80 columns and 24 rows in which watch runs.
class Terminal {
public:
    explicit Terminal(const Course& course, std::vector<std::string> arguments = {},
                      const Environment& more = {})
        : process_({with(course, std::move(arguments)), environment_of(course, more), "",
                    tests::Streams::terminal}) {}

    void press(std::string_view keys) { process_.write(keys); }

    /// Waits until the screen has all of `words` on it.
    [[nodiscard]] bool shows(std::string_view words) {
        while (!mentions(screen(), words))
            if (!process_.hear_more_than(process_.output().size())) return false;
        return true;
    }

    /// The last screen that is complete, as text: it ends with the keys.
    [[nodiscard]] std::string screen() const {
        const std::string& all = process_.output();
        const std::size_t end = all.rfind("q quit");
        const std::size_t start = end == std::string::npos ? end : all.rfind("\x1b[H", end);
        if (start == std::string::npos) return "";
        return runner::without_colors(all.substr(start, end + 6 - start));
    }

    tests::Process& process() { return process_; }

private:
    static std::vector<std::string> with(const Course& course, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {path_of(course), "watch"});
        return arguments;
    }

    tests::Process process_;
};

/// The processes whose command line has `words` in it.
std::size_t running(const std::string& words) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "cmdline", std::ios::binary);
        std::string line(4096, '\0');
        file.read(line.data(), static_cast<std::streamsize>(line.size()));  // it may be gone by now
        line.resize(static_cast<std::size_t>(file.gcount()));
        count += line.find(words) != std::string::npos ? 1 : 0;
    }
    return count;
}

/// Waits for what only looking again and again can tell.
bool comes_true(const std::function<bool()>& what) {
    const auto limit = tests::Clock::now() + tests::patience();
    while (!what()) {
        if (tests::Clock::now() >= limit) return false;
        static_cast<void>(::poll(nullptr, 0, 5));
    }
    return true;
}

}  // namespace

TEST_CASE("the screen shows progress, exercise, verdict, the first failure's story and the keys") {
    Course& here = fresh_course();
    here.answer("int answer() { return 42; }\nint twice(int n) { return n; }");
    Terminal terminal(here);
    REQUIRE_MESSAGE(terminal.shows("1 of 3 checks pass."), terminal.process().output());
    const std::string screen = terminal.screen();
    for (const char* part :
         {"[--------------------] 0 of 2 exercises done", "exercises/01-small/exercise.cpp",
          "PASS 1.1", "FAIL 1.2 1.3", "FAIL 1.2 doubles a number",
          "Expected: 42 Seen: another answer Cause: the question was not read",
          "1 more check fails; key a tells its story.", "a all stories", "h hint", "n next",
          "l list", "s solution", "r run the lesson", "t try", "c check all", "x reset", "q quit"})
        CHECK_MESSAGE(mentions(screen, part), part, screen);
    CHECK_FALSE(mentions(screen, "FAIL 1.3 doubles"));
    CHECK(std::count(screen.begin(), screen.end(), '\n') == 23);
    for (const std::string& line : runner::lines_of(screen)) CHECK(runner::columns(line) <= 80);
}

TEST_CASE("each save is judged again, and nothing of the old screen stays") {
    Course& here = fresh_course();
    here.answer(wrong);
    Terminal terminal(here);
    REQUIRE(terminal.shows("2 of 3 checks pass."));
    here.answer("int answer() { return fortytwo; }\n" + twice);
    REQUIRE(terminal.shows("exercise.cpp:6:23: "));
    CHECK(mentions(terminal.screen(), "Not judged: the code has to compile first."));
    CHECK_FALSE(mentions(terminal.screen(), "another answer"));
    CHECK_FALSE(mentions(terminal.screen(), "ninja"));
    here.answer(good);
    REQUIRE(terminal.shows("All 3 checks pass: exercise 01-small is done."));
    CHECK(mentions(terminal.screen(), "[##########----------] 1 of 2 exercises done"));
    CHECK_FALSE(mentions(terminal.screen(), "fortytwo"));
}

TEST_CASE("editors that save by renaming are fine: over the file, or after it was gone") {
    Course& here = fresh_course();
    here.answer(wrong);
    const fs::path file = here.exercise("exercise.cpp");
    const fs::path beside = here.exercise("exercise.cpp~");
    Terminal terminal(here);
    REQUIRE(terminal.shows("2 of 3 checks pass."));
    here.answer(good);
    fs::rename(file, beside);
    here.answer(wrong);
    fs::rename(beside, file);
    REQUIRE(terminal.shows("3 of 3 checks pass."));
    fs::rename(file, beside);
    REQUIRE(terminal.shows("exercises/01-small/exercise.cpp is gone."));
    here.answer(wrong);
    REQUIRE(terminal.shows("2 of 3 checks pass."));
    fs::remove(beside);
}

TEST_CASE("a save during a run ends that run, with all its processes, and starts another") {
    Course& here = fresh_course();
    here.answer(hangs);
    // The hang would be ended after 1000 s.
    Terminal terminal(here, {}, {{"LOOPBACK_TIME_SCALE", "100"}});
    REQUIRE(terminal.shows("Judging: 0 of 3 checks."));
    here.answer(good);
    REQUIRE(terminal.shows("3 of 3 checks pass."));
    CHECK(running((here.build() / "bin" / "check-01").string()) == 0);
    here.answer(hangs);
    REQUIRE(terminal.shows("Judging: 0 of 3 checks."));
    terminal.press("q");
    CHECK(terminal.process().wait().status == 0);
    CHECK(running((here.build() / "bin" / "check-01").string()) == 0);
}

TEST_CASE("a crash, an exit and too much output are named in watch as in check") {
    Course& here = fresh_course();
    Terminal terminal(here);
    for (const auto& [code, verdict] :
         {std::pair{"int answer() { std::abort(); }", "FAIL 1.1 knows the answer: CRASHED"},
          {"int answer() { std::exit(0); }", "FAIL 1.1 knows the answer: EXITED"},
          {"int answer() { for (;;) std::puts(\"spam\"); }",
           "FAIL 1.1 knows the answer: PRINTED TOO MUCH"},
          {"struct Early { Early() { std::exit(0); } } early;\nint answer() { return 42; }",
           "ended before its first check"}}) {
        here.answer(std::string(code) + "\n" + twice);
        CHECK_MESSAGE(terminal.shows(verdict), terminal.screen());
    }
}

TEST_CASE(
    "hints, the list, all stories, the log and the solution are a key away, and Esc leads back") {
    Course& here = fresh_course();
    here.answer("int answer() { return 41; }\nint twice(int n) { return n; }");
    Terminal terminal(here);
    REQUIRE(terminal.shows("0 of 3 checks pass."));
    terminal.press("h");
    CHECK(terminal.shows("Check 1.1: knows the answer Hint 1 of 2"));
    CHECK_FALSE(mentions(terminal.screen(), "another answer"));
    terminal.press("h");
    CHECK(terminal.shows("Hint 2 of 2 return 42; Next: that was the last hint"));
    terminal.press("a");
    CHECK(terminal.shows("FAIL 1.3 doubles another number"));
    terminal.press("s");
    CHECK(terminal.shows("Key s again shows the solution all the same."));
    terminal.press("s");
    CHECK(terminal.shows("One good answer, from exercises/01-small/solution.cpp."));
    terminal.press("l");
    CHECK(terminal.shows("> 01 small 0 of 3 checks pass 02 later not started"));
    terminal.press("\x1b");
    CHECK(terminal.shows("2 more checks fail; key a tells their stories."));
    terminal.press("?");
    CHECK(terminal.shows("Key ? does nothing here."));
    terminal.press("e");
    CHECK(terminal.shows("No editor is known"));
    here.answer("int answer() { std::vector<int> v; v.push_back(\"x\"); return 0; }\n" + twice);
    REQUIRE(terminal.shows("f full log"));
    terminal.press("f");
    CHECK(terminal.shows("The full log, " + (here.build() / "log" / "check-01.log").string()));
    CHECK(mentions(terminal.screen(), "FAILED: "));
    CHECK(mentions(terminal.screen(), "[more lines: "));
    terminal.press("\x1b[F");
    CHECK(terminal.shows("[the end; "));
    // A hint is for the check that one was at.
    terminal.press("h");
    CHECK(terminal.shows("Check 1.1"));
}

TEST_CASE("the list and n lead to another exercise; so does saving its file") {
    Course& here = fresh_course();
    here.answer(good);
    Terminal terminal(here);
    REQUIRE(terminal.shows("3 of 3 checks pass."));
    terminal.press("n");
    REQUIRE(terminal.shows("exercises/02-later/exercise.cpp"));
    REQUIRE(terminal.shows("FAIL 2.1 2.2 2.3"));
    CHECK_FALSE(mentions(terminal.screen(), "2.4"));  // a stretch that was not begun
    terminal.press("n");
    CHECK(terminal.shows("02-later is the last exercise."));
    terminal.press("l\x1b[A\n");
    CHECK(terminal.shows("All 3 checks pass: exercise 01-small is done."));
    write(here.root() / "exercises" / "02-later" / "exercise.cpp",
          "#include \"02-later/exercise.hpp\"\n" + good);
    REQUIRE(terminal.shows("exercise 02-later is done. Good work! Stretch, counted apart: 1 of 1"));
    CHECK(terminal.shows("You have done every exercise of the course."));
    terminal.press("c");
    CHECK(terminal.shows("> 02 later done, 3 checks pass, and 1 of the stretch"));
    CHECK(terminal.shows("[####################] 2 of 2 exercises done"));
    terminal.press("q");
    terminal.process().wait();
    CHECK(mentions(terminal.process().output(),
                   "2 of 2 exercises done. You have done every exercise of the course."));
}

TEST_CASE("reset asks first, and keeps what was written") {
    Course& here = fresh_course();
    here.answer(wrong);
    const std::string written = here.read(here.exercise("exercise.cpp"));
    Terminal terminal(here);
    REQUIRE(terminal.shows("2 of 3 checks pass."));
    terminal.press("x");
    REQUIRE(terminal.shows("Start exercises/01-small/exercise.cpp over?"));
    terminal.press("n");
    REQUIRE(terminal.shows("Nothing was reset."));
    CHECK(here.read(here.exercise("exercise.cpp")) == written);
    terminal.press("x");
    REQUIRE(terminal.shows("Start exercises/01-small/exercise.cpp over?"));
    terminal.press("y");
    REQUIRE(terminal.shows("0 of 3 checks pass."));
    CHECK(mentions(terminal.screen(), "is kept in exercises/01-small/exercise.cpp.kept-1"));
    CHECK(here.read(here.exercise("exercise.cpp.kept-1")) == written);
}

TEST_CASE("the lesson and the learner's program have the terminal while they run") {
    Course& here = fresh_course();
    here.answer(good);
    Terminal terminal(here);
    REQUIRE(terminal.shows("3 of 3 checks pass."));
    std::size_t from = terminal.process().output().size();
    terminal.press("t");
    REQUIRE(terminal.process().hear("your answer: 42\n\nAny key: back to watch.", from));
    CHECK(terminal.process().output().find("\x1b[?1049l", from) != std::string::npos);
    from = terminal.process().output().size();
    terminal.press(" ");
    REQUIRE(terminal.process().hear("\x1b[?1049h", from));
    REQUIRE(terminal.process().hear("3 of 3 checks pass.", from));
    from = terminal.process().output().size();
    terminal.press("r");
    REQUIRE(terminal.process().hear("lesson 01:\n\nAny key: back to watch.", from));
    terminal.press(" ");
    REQUIRE(terminal.process().hear("3 of 3 checks pass.", from));
    terminal.press("q");
    CHECK(terminal.process().wait().status == 0);
    CHECK(mentions(terminal.process().output(),
                   "1 of 2 exercises done. ./sandbox watch goes on with 02-later.\n"));
}

TEST_CASE("the last pass tells what was learned, in the lesson's words, and what is next") {
    Course& here = fresh_course();
    here.answer(good);
    Terminal terminal(here);
    REQUIRE(terminal.shows("exercise 01-small is done."));
    CHECK(mentions(terminal.screen(), "Learned: a small thing is a whole thing, said twice."));
    CHECK(mentions(terminal.screen(),
                   "read lessons/02-later/README.md; key n goes on to exercises/02-later"));
    CHECK(mentions(terminal.screen(), "s shows another good answer"));
}

TEST_CASE("--edit-cmd opens the next file at the last pass; $VISUAL and $EDITOR do at key n") {
    Course& here = fresh_course();
    const fs::path opened = here.root() / "opened";
    const fs::path next = here.root() / "exercises" / "02-later" / "exercise.cpp";
    write_script(here.root() / "an editor", "echo \"$@\" > '" + opened.string() + "'\n");
    const std::string command = "'" + (here.root() / "an editor").string() + "' -r";

    SUBCASE("--edit-cmd") {
        here.answer(wrong);
        Terminal terminal(here, {"--edit-cmd", command});
        REQUIRE(terminal.shows("2 of 3 checks pass."));
        CHECK_FALSE(fs::exists(opened));
        here.answer(good);
        REQUIRE(terminal.shows("exercises/02-later/exercise.cpp is open in your editor."));
        CHECK(comes_true([&] { return here.read(opened) == "-r " + next.string() + "\n"; }));
        write(next, "#include \"02-later/exercise.hpp\"\n" + wrong);
        CHECK(terminal.shows("FAIL 2.1 knows the answer"));
    }
    SUBCASE("$EDITOR") {
        here.answer(good);
        Terminal terminal(here, {}, {{"EDITOR", command}});
        REQUIRE(terminal.shows("key n opens exercises/02-later/exercise.cpp"));
        CHECK_FALSE(fs::exists(opened));
        terminal.press("n");
        REQUIRE(terminal.shows("FAIL 2.1 2.2 2.3"));
        CHECK(here.read(opened) == "-r " + next.string() + "\n");
    }
    SUBCASE("one that is not there is named") {
        here.answer(good);
        Terminal terminal(here, {"--edit-cmd=no-such-editor"});
        CHECK(terminal.shows("no-such-editor could not be started: No such file"));
    }
    fs::remove(opened);
}

TEST_CASE("without a number it finds the place again after the memory of verdicts was deleted") {
    Course& here = fresh_course();
    here.answer(good);
    write(here.root() / "exercises" / "02-later" / "exercise.cpp",
          "#include \"02-later/exercise.hpp\"\n" + wrong);
    Terminal terminal(here);
    REQUIRE(terminal.shows("FAIL 2.1 knows the answer"));
    CHECK(mentions(terminal.screen(), "[##########----------] 1 of 2 exercises done"));
}

TEST_CASE(
    "NO_COLOR leaves no color; a terminal without a name and --plain leave nothing that moves") {
    Course& here = fresh_course();
    here.answer(wrong);
    const auto colors = [](const std::string& text) {
        return text.find("\x1b[31m") != std::string::npos ||
               text.find("\x1b[1m") != std::string::npos;
    };
    {
        Terminal terminal(here);
        REQUIRE(terminal.shows("2 of 3 checks pass."));
        CHECK(colors(terminal.process().output()));
    }
    {
        Terminal terminal(here, {}, {{"NO_COLOR", "1"}});
        REQUIRE(terminal.shows("2 of 3 checks pass."));
        CHECK_FALSE(colors(terminal.process().output()));
    }
    for (const auto& [arguments, term] :
         {std::pair{std::vector<std::string>{"--plain"}, "xterm"}, {{}, "dumb"}}) {
        Terminal terminal(here, arguments, {{"TERM", term}});
        REQUIRE(terminal.process().hear("2 of 3 checks pass."));
        std::size_t from = terminal.process().output().size();
        terminal.press("h");
        REQUIRE(terminal.process().hear("Check 1.1: knows the answer", from));
        here.answer(good);
        REQUIRE(terminal.process().hear("is done.", from));
        terminal.press("q");
        CHECK(terminal.process().wait().status == 0);
        const std::string& output = terminal.process().output();
        CHECK(std::all_of(output.begin(), output.end(),
                          [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }));
        here.answer(wrong);
    }
}

TEST_CASE("without a terminal: a line per verdict at each save, until the input ends") {
    Course& here = fresh_course();
    here.answer(wrong);
    tests::Process watch({{path_of(here), "watch", "1"}, environment_of(here, {})});
    REQUIRE(watch.hear("FAIL 1.1 knows the answer\nPASS 1.2 doubles a number\nPASS 1.3 "));
    REQUIRE(watch.hear("2 of 3 checks pass.\n"));
    const std::size_t from = watch.output().size();
    here.answer(good);
    REQUIRE(watch.hear("PASS 1.1 knows the answer\n", from));
    REQUIRE(watch.hear("exercise 01-small is done.", from));
    CHECK(watch.output().find('\x1b') == std::string::npos);
    watch.close_input();
    CHECK(watch.wait().status == 0);
}

TEST_CASE(
    "without a terminal, the end of the input waits for the verdict and ends with its status") {
    Course& here = fresh_course();
    here.answer(wrong);
    const runner::Finished finished = here.sandbox({"watch"});
    CHECK(finished.code == 1);
    CHECK(mentions(finished.output, "2 of 3 checks pass."));
    here.answer(good);
    CHECK(here.sandbox({"watch", "1"}).code == 0);
}

TEST_CASE("Ctrl-C ends it, and every process of its run") {
    Course& here = fresh_course();
    here.answer(hangs);
    tests::Process watch(
        {{path_of(here), "watch"}, environment_of(here, {{"LOOPBACK_TIME_SCALE", "100"}})});
    REQUIRE(watch.hear("Judging exercises/01-small/exercise.cpp"));
    const std::string program = (here.build() / "bin" / "check-01").string();
    REQUIRE(comes_true([&] { return running(program + '\0' + "--check") > 0; }));
    watch.send_signal(SIGINT);
    CHECK(watch.wait().status == 130);
    CHECK(comes_true([&] { return running(program) == 0; }));
}

TEST_CASE("the terminal is as it was, however it ends") {
    Course& here = fresh_course();
    here.answer(wrong);
    for (const auto& [signal, told] : {std::pair{0, "status 0"},
                                       {SIGINT, "status 130"},
                                       {SIGTERM, "status 143"},
                                       {SIGSEGV, "status 139"},
                                       {SIGABRT, "status 134"},
                                       {SIGQUIT, "status 131"}}) {
        const std::string status = told;
        CAPTURE(status);
        tests::Process shell(
            {{"sh", "-c",
              "ulimit -c 0; echo \"before $(stty -g)\"; '" + path_of(here) +
                  "' watch </dev/tty & echo \"process $!\"; wait $!; echo \"status $?\"; "
                  "echo \"after $(stty -g)\""},
             environment_of(here, {}),
             "",
             tests::Streams::terminal});
        REQUIRE(shell.hear("2 of 3 checks pass."));
        const auto word_after = [&](const std::string& label) {
            const std::string& text = shell.output();
            const std::size_t start = text.find(label) + label.size();
            return text.substr(start, text.find_first_of(" \n\x1b", start) - start);
        };
        const std::size_t from = shell.output().size();
        if (signal == 0)
            shell.write("q");
        else
            ::kill(std::stoi(word_after("process ")), signal);
        REQUIRE(shell.hear("after ", from));
        shell.wait();
        CHECK(mentions(shell.output(), status));
        CHECK(word_after("before ") == word_after("after "));
        CHECK(shell.output().find("\x1b[?25h\x1b[?1049l", from) != std::string::npos);
    }
}
