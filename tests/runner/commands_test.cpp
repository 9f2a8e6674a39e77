// Every command, as typed by a learner without a terminal, in a course in miniature.

#include <doctest/doctest.h>
#include <unistd.h>

#include "loopback/tcp.hpp"
#include "runner/judge/build.hpp"
#include "scratch.hpp"

using namespace scratch;
using runner::Finished;

namespace {

const std::string twice = "int twice(int n) { return 2 * n; }";
const std::string good = "int answer() { return 42; }\n" + twice;

}  // namespace

// One course for all cases of this program; each case starts from the stub.
static Course& course() {
    static Course one;
    for (const auto& entry : fs::directory_iterator(one.root() / "exercises" / "01-small"))
        if (entry.path().filename().string().starts_with("exercise.cpp")) fs::remove(entry.path());
    fs::remove_all(one.build() / "state");
    return one;
}

TEST_CASE("the bare command says where one is, what is next, and the commands") {
    const Finished finished = course().sandbox({});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "0 of 2 exercises done"));
    CHECK(mentions(finished.output, "./sandbox tour"));
    CHECK(mentions(finished.output, "start ./sandbox watch 1"));
    CHECK_FALSE(mentions(finished.output, "62893"));
    CHECK(mentions(finished.output, "check [N[.K]]"));
}

TEST_CASE("help names every command and flag, and status 0") {
    for (const char* word : {"--help", "-h", "help"}) {
        const Finished finished = course().sandbox({word});
        CHECK(finished.code == 0);
        for (const char* part :
             {"tour", "list", "run N", "check [N[.K]]", "try", "hint", "solution", "reset",
              "doctor", "test", "watch [N]", "--edit-cmd", "LOOPBACK_PORT", "Exit status"})
            CHECK_MESSAGE(mentions(finished.output, part), part);
    }
}

TEST_CASE("check starts from the stub, and says that nothing is written yet") {
    const Finished finished = course().sandbox({"check"});
    CHECK(finished.code == 1);
    CHECK(mentions(finished.output, "exercise.cpp is new: a copy of stub.cpp"));
    CHECK(mentions(finished.output, "FAIL 1.1 knows the answer: NOT WRITTEN YET\n"));
    CHECK(mentions(finished.output, "0 of 3 checks pass."));
    CHECK(course().read(course().exercise("stub.cpp")) != "(no file)");
}

TEST_CASE("check tells the first failure's story, and with --all each one's") {
    Course& here = course();
    here.answer("int answer() { return 41; }\nint twice(int n) { return n; }");
    const Finished first = here.sandbox({"check", "1"});
    CHECK(first.code == 1);
    CHECK(mentions(first.output,
                   "Expected: 42\nSeen:     another answer\nCause:    the question was not read\n"
                   "Next:     ./sandbox hint 1.1, or lessons/01-small/README.md"));
    const auto stories = [](const std::string& text) {
        std::size_t count = 0;
        for (std::size_t at = text.find("Seen:"); at != std::string::npos;
             at = text.find("Seen:", at + 1))
            ++count;
        return count;
    };
    CHECK(stories(first.output) == 1);
    CHECK(stories(here.sandbox({"check", "1", "--all"}).output) == 3);
}

TEST_CASE("one check alone") {
    Course& here = course();
    here.answer("int answer() { return 41; }\n" + twice);
    const Finished passes = here.sandbox({"check", "1.2"});
    CHECK(passes.code == 0);
    CHECK(mentions(passes.output, "PASS 1.2 doubles a number\n"));
    const Finished fails = here.sandbox({"check", "1.1", "--trace"});
    CHECK(fails.code == 1);
    CHECK(mentions(fails.output, "FAIL 1.1"));
    CHECK(mentions(fails.output, "| trace: the check begins"));
    CHECK(mentions(here.sandbox({"list"}).output, "1 of 3 checks pass"));
}

TEST_CASE("a full pass is one sentence and the next lesson") {
    Course& here = course();
    here.answer(good);
    const Finished finished = here.sandbox({"check"});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "All 3 checks pass: exercise 01-small is done."));
    CHECK(mentions(finished.output, "Next:     lessons/02-later/README.md, and ./sandbox run 2"));
    CHECK(mentions(here.sandbox({"list"}).output, "01  small  done, 3 checks pass"));
    CHECK(mentions(here.sandbox({}).output, "1 of 2 exercises done"));
}

TEST_CASE("a stretch is counted apart: without it the exercise is done") {
    Course& here = course();
    const fs::path file = here.root() / "exercises" / "02-later" / "exercise.cpp";
    const std::string start = "#include \"records.hpp\"\nint answer() { return 42; }\n";
    const std::string without = "int twice(int n) { if (n > 99) throw Unwritten(); return 2 * n; }";
    write(file, start + without);
    const Finished left_out = here.sandbox({"check", "2"});
    CHECK(left_out.code == 0);
    CHECK(mentions(left_out.output, "2.4 stretch: doubles a large number: NOT WRITTEN YET"));
    CHECK(mentions(left_out.output, "All 3 checks pass: exercise 02-later is done."));
    CHECK(mentions(left_out.output, "Stretch, counted apart: 0 of 1 check passes."));
    CHECK_FALSE(mentions(left_out.output, "Seen:"));
    CHECK(here.sandbox({"check", "2.4"}).code == 1);
    CHECK(mentions(here.sandbox({"list"}).output, "02  later  done, 3 checks pass\n"));
    CHECK(mentions(here.sandbox({"hint", "2"}).output, "2.4"));

    write(file, start + "int twice(int n) { return n > 99 ? n : 2 * n; }");
    const Finished wrong = here.sandbox({"check", "2"});
    CHECK(wrong.code == 0);
    CHECK(mentions(wrong.output, "FAIL 2.4"));
    CHECK(mentions(wrong.output, "Seen:"));

    write(file, start + twice);
    CHECK(here.sandbox({"check", "2"}).code == 0);
    CHECK(mentions(here.sandbox({"list"}).output, "done, 3 checks pass, and 1 of the stretch"));

    write(file, start + "int twice(int n) { return n > 99 ? 2 * n : n; }");
    const Finished only = here.sandbox({"check", "2"});
    CHECK(only.code == 1);
    CHECK(mentions(only.output, "1 of 3 checks pass."));
    CHECK(mentions(only.output, "Stretch, counted apart: 1 of 1 check passes."));
    fs::remove(file);
}

TEST_CASE("passing one check after the other makes the exercise done") {
    Course& here = course();
    here.answer(good);
    for (const char* id : {"1.1", "1.2"})
        CHECK(mentions(here.sandbox({"check", id}).output, " passes."));
    CHECK(mentions(here.sandbox({"check", "1.3"}).output, "exercise 01-small is done"));
}

TEST_CASE("a change of the file takes its verdicts back, and forgetting them loses nothing") {
    Course& here = course();
    here.answer(good);
    here.sandbox({"check", "1"});
    here.answer(good + "\n// changed");
    CHECK(mentions(here.sandbox({"list"}).output, "not judged since the last change"));
    here.sandbox({"check", "1"});
    fs::remove_all(here.build() / "state");
    CHECK(mentions(here.sandbox({"check"}).output, "exercise 01-small is done"));
    CHECK(here.read(here.exercise("exercise.cpp")).ends_with("// changed\n"));
}

TEST_CASE("a file that is moved back into place is judged, however old it is") {
    Course& here = course();
    here.answer(good);
    CHECK(here.sandbox({"check", "1"}).code == 0);
    here.sandbox({"reset", "1"});
    CHECK(here.sandbox({"check", "1"}).code == 1);
    const fs::path file = here.exercise("exercise.cpp");
    fs::rename(here.exercise("exercise.cpp.kept-1"), file);
    fs::last_write_time(file, fs::last_write_time(file) - std::chrono::hours(1));
    CHECK(here.sandbox({"check", "1"}).code == 0);
}

TEST_CASE("an update of the course keeps what the learner wrote, and judges it anew") {
    Course& here = course();
    here.answer(good);
    const std::string written = here.read(here.exercise("exercise.cpp"));
    CHECK(here.sandbox({"check", "1"}).code == 0);
    const std::string stub = here.read(here.exercise("stub.cpp"));
    const std::string checks = here.read(here.exercise("checks.cpp"));
    write(here.exercise("stub.cpp"), stub + "// a newer stub\n");
    write(here.exercise("checks.cpp"), checks + "// newer checks\n");
    CHECK(mentions(here.sandbox({"list"}).output, "not judged since the last change"));
    CHECK(here.sandbox({"check", "1"}).code == 0);
    CHECK(here.read(here.exercise("exercise.cpp")) == written);
    write(here.exercise("stub.cpp"), stub);
    write(here.exercise("checks.cpp"), checks);
}

TEST_CASE("another library or another compiler takes the verdicts back") {
    Course& here = course();
    here.answer(good);
    here.sandbox({"check", "1"});
    const fs::path header = here.root() / "include" / "loopback" / "tcp.hpp";
    const std::string library = here.read(header);
    write(header, library + "// changed\n");
    CHECK(mentions(here.sandbox({"list"}).output, "not judged since the last change"));
    write(header, library);
    CHECK(mentions(here.sandbox({"list"}).output, "done, 3 checks pass"));
    const fs::path compiler = here.build() / "CMakeFiles" / "99" / "CMakeCXXCompiler.cmake";
    write(compiler, "set(CMAKE_CXX_COMPILER_VERSION \"99.1\")\n");
    CHECK(mentions(here.sandbox({"list"}).output, "not judged since the last change"));
    fs::remove_all(compiler.parent_path());
}

TEST_CASE("what does not compile is shown as the learner's own, first line first") {
    Course& here = course();
    here.answer("int answer() { return fortytwo; }\n" + twice);
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"check", "1"}, {"try", "1"}}) {
        const Finished finished = here.sandbox(arguments);
        CHECK(finished.code == 1);
        CHECK(mentions(finished.output, "01-small/exercise.cpp does not compile"));
        CHECK(mentions(finished.output, "\nexercise.cpp:6:23: "));
        CHECK(mentions(finished.output, "Full log: "));
        CHECK_FALSE(mentions(finished.output, "ninja"));
    }
}

TEST_CASE("a function with another signature is named as missing") {
    Course& here = course();
    here.answer("long answer(int) { return 42; }\n" + twice);
    const Finished finished = here.sandbox({"check", "1"});
    CHECK(finished.code == 1);
    CHECK(mentions(finished.output, "missing: answer()"));
}

TEST_CASE("a warning in the learner's file is shown beside the verdicts") {
    Course& here = course();
    here.answer("int answer() { int forgotten = 1; return 42; }\n" + twice);
    const Finished finished = here.sandbox({"check", "1"});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "It compiles, and the compiler warns:"));
    CHECK(mentions(finished.output, "exercise.cpp:6:20: unused variable 'forgotten'"));
}

TEST_CASE("crash, exit(0), a hang and a gigabyte cost their check alone, and are named") {
    Course& here = course();
    const std::pair<const char*, const char*> mishaps[] = {
        {"int answer() { std::abort(); }", "FAIL 1.1 knows the answer: CRASHED\n"},
        {"int answer() { std::exit(0); }", "FAIL 1.1 knows the answer: EXITED\n"},
        {"int answer() { for (volatile int i = 0;; i = 0) {} }",
         "FAIL 1.1 knows the answer: OUT OF TIME\n"},
        {"int answer() { for (;;) std::puts(\"spam\"); }",
         "FAIL 1.1 knows the answer: PRINTED TOO MUCH\n"},
    };
    for (const auto& [code, verdict] : mishaps) {
        here.answer(std::string(code) + "\n" + twice);
        const Finished finished = here.sandbox({"check", "1"});
        CHECK(finished.code == 1);
        CHECK_MESSAGE(mentions(finished.output, verdict), finished.output);
        CHECK(mentions(finished.output, "PASS 1.2 doubles a number\nPASS 1.3"));
        CHECK(finished.output.size() < 4000);
    }
}

TEST_CASE("code that ends the program before main is explained") {
    Course& here = course();
    here.answer("struct Early { Early() { std::exit(0); } } early;\n" + good);
    const Finished finished = here.sandbox({"check", "1"});
    CHECK(finished.code == 1);
    CHECK(mentions(finished.output, "before its first check"));
}

TEST_CASE("numbers that are none get one message with what there is, and status 2") {
    for (const char* number : {"0", "99", "abc", "1.9", "1.0", "-1"}) {
        for (const char* command : {"check", "run", "hint", "solution", "reset"}) {
            if (number == std::string("1.9") &&
                (command == std::string("solution") || command == std::string("reset")))
                continue;  // the exercise of that check
            const Finished finished = course().sandbox({command, number});
            CHECK_MESSAGE(finished.code == 2, command, " ", number, finished.output);
            // One sentence, and a line for each that there is.
            CHECK(std::count(finished.output.begin(), finished.output.end(), '\n') < 10);
        }
    }
    CHECK(mentions(course().sandbox({"check", "1.9"}).output, "exercise 1 has 1.1 to 1.3"));
}

TEST_CASE("hints come one at a time, all at once with --all, and the check that fails first") {
    Course& here = course();
    Finished finished = here.sandbox({"hint", "1.1"});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "Hint 1 of 2\nIt is a number of two digits"));
    CHECK_FALSE(mentions(finished.output, "Hint 2"));
    CHECK(mentions(here.sandbox({"hint", "1.1"}).output, "Hint 2 of 2\n    return 42;"));
    CHECK(mentions(here.sandbox({"hint", "1.1"}).output, "that was the last hint"));
    fs::remove_all(here.build() / "state");
    CHECK(mentions(here.sandbox({"hint", "1.1", "--all"}).output, "Hint 2 of 2"));
    here.answer("int answer() { return 42; }\nint twice(int) { return 0; }");
    here.sandbox({"check", "1"});
    CHECK(mentions(here.sandbox({"hint"}).output, "Check 1.2: doubles a number"));
}

TEST_CASE("nothing is hinted at where all passes, unless a check is named") {
    Course& here = course();
    here.answer(good);
    here.sandbox({"check", "1"});
    const Finished none = here.sandbox({"hint", "1"});
    CHECK(none.code == 0);
    CHECK(mentions(none.output, "Every check of exercise 1 passes"));
    CHECK_FALSE(mentions(none.output, "Hint 1"));
    CHECK(mentions(here.sandbox({"hint", "1.1"}).output, "Hint 1 of 2"));
}

TEST_CASE("an exercise or a lesson may be given by its folder's name") {
    Course& here = course();
    here.answer(good);
    for (const char* name : {"01-small", "exercises/01-small/", "./exercises/01-small"})
        CHECK_MESSAGE(here.sandbox({"check", name}).code == 0, name);
    CHECK(mentions(here.sandbox({"run", "lessons/01-small"}).output, "lesson 01: "));
    CHECK(here.sandbox({"check", "01-smal"}).code == 2);
}

TEST_CASE("reset without a number leaves a finished exercise alone") {
    Course& here = course();
    const fs::path second = here.root() / "exercises" / "02-later" / "exercise.cpp";
    here.answer(good);
    write(second, "#include \"records.hpp\"\n" + good + "\n");
    for (const char* number : {"1", "2"}) REQUIRE(here.sandbox({"check", number}).code == 0);
    const std::string written = here.read(second);
    const Finished finished = here.sandbox({"reset"});
    CHECK(finished.code == 2);
    CHECK(mentions(finished.output, "Exercise 2 is done. To start it over all the same"));
    CHECK(here.read(second) == written);
    CHECK(here.sandbox({"reset", "2"}).code == 0);
    for (const auto& entry : fs::directory_iterator(second.parent_path()))
        if (entry.path().filename().string().starts_with("exercise.cpp")) fs::remove(entry.path());
}

TEST_CASE("the solution opens once the checks pass, or with --anyway") {
    Course& here = course();
    const Finished locked = here.sandbox({"solution", "1"});
    CHECK(locked.code == 1);
    CHECK(mentions(locked.output, "./sandbox solution 1 --anyway"));
    CHECK(mentions(here.sandbox({"solution", "1", "--anyway"}).output,
                   "int answer() { return 42; }"));
    here.answer(good);
    here.sandbox({"check", "1"});
    CHECK(here.sandbox({"solution", "1"}).code == 0);
}

TEST_CASE("reset keeps what it replaces, and never an older copy's place") {
    Course& here = course();
    here.answer("// first");
    const std::string first = here.read(here.exercise("exercise.cpp"));
    Finished finished = here.sandbox({"reset", "1"});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "exercise.cpp.kept-1"));
    CHECK(here.read(here.exercise("exercise.cpp")) == here.read(here.exercise("stub.cpp")));
    here.answer("// second");
    here.sandbox({"reset", "1"});
    CHECK(here.read(here.exercise("exercise.cpp.kept-1")) == first);
    CHECK(mentions(here.read(here.exercise("exercise.cpp.kept-2")), "// second"));
    CHECK(mentions(here.sandbox({"reset", "1"}).output, "nothing to reset"));
    CHECK_FALSE(fs::exists(here.exercise("exercise.cpp.kept-3")));
}

TEST_CASE("run hands its arguments over and the exit status back") {
    const Finished finished = course().sandbox({"run", "1", "exit", "7", "--help", "two words"});
    CHECK(finished.code == 7);
    CHECK(mentions(finished.output, "lesson 01: [exit] [7] [--help] [two words]\n"));
    const Finished crashed = course().sandbox({"run", "1", "abort"});
    CHECK(crashed.code == 1);
    CHECK(mentions(crashed.output, "ended by SIGABRT"));
    CHECK(course().sandbox({"run"}).code == 2);
}

TEST_CASE("try runs the learner's own functions") {
    Course& here = course();
    here.answer("int answer() { return 43; }\n" + twice);
    const Finished finished = here.sandbox({"try", "1", "--port", "5"});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "your answer: 43\n[--port]\n[5]\n"));
    CHECK(mentions(here.sandbox({"try"}).output, "your answer: 43"));
}

TEST_CASE("the tour lets a server and a client talk, and ends the server") {
    const Finished finished = course().sandbox({"tour"});
    CHECK_MESSAGE(finished.code == 0, finished.output);
    std::size_t last = 0;
    for (const char* part :
         {"server | Listening on 127.0.0.1:", "client | connect to 127.0.0.1:", "server | accept ",
          "client | send \"hello\\n\"", "server | send 6 bytes", "client | recv gives \"hello\\n\"",
          "client | shut down sending", "client | recv gives the end", "server | served, and gone",
          "That was a connection's whole life."}) {
        const std::size_t at = finished.output.find(part);
        CHECK_MESSAGE(at != std::string::npos, part);
        CHECK_MESSAGE(at >= last, part);
        last = at == std::string::npos ? last : at;
    }
    CHECK_FALSE(mentions(finished.output, "server | set SO_"));
    CHECK_FALSE(mentions(finished.output, "server | getsockname"));
    CHECK_FALSE(mentions(finished.output, "Enter goes on"));
    const Finished all = course().sandbox({"tour", "--all"});
    CHECK(mentions(all.output, "server | set SO_"));
    CHECK(mentions(all.output, "server | getsockname"));
}

TEST_CASE("each scene of the tour is drawn: who is where, and what goes between them") {
    const std::string output = course().sandbox({"tour"}).output;
    const auto line_with = [&](std::string_view a, std::string_view b) {
        for (const std::string& line : runner::lines_of(output)) {
            const std::size_t at = line.find(a);
            if (at != std::string::npos && line.find(b, at) != std::string::npos) return true;
        }
        return false;
    };
    CHECK(line_with("] <===========> [127.0.0.1:", "]"));
    CHECK(line_with("------------>", "[127.0.0.1:"));
    CHECK(line_with("client", "\"hello\\n\""));
    CHECK(mentions(output, "<------------\n"));
    CHECK(line_with("client", "the end"));
    CHECK(line_with("", "nobody any more"));
}

TEST_CASE("the tour on a taken port says who has it and three ways on") {
    auto holder = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::string port = std::to_string(holder.local_endpoint().port.number());
    const Finished finished = course().sandbox({"tour"}, {{"LOOPBACK_PORT", port}});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "Port " + port + " on 127.0.0.1 is taken: "));
    const Finished doctor = course().sandbox({"doctor"}, {{"LOOPBACK_PORT", port}});
    CHECK(mentions(doctor.output, "taken: "));
    for (const std::string& output : {finished.output, doctor.output}) {
        CAPTURE(output);
        CHECK(mentions(output, "1. See who it is: "));
        CHECK(mentions(output, "2. Use another port: LOOPBACK_PORT="));
        CHECK(mentions(output, "3. Let the system choose a free one: LOOPBACK_PORT=0"));
#if defined(__linux__)
        CHECK(mentions(output, "runner_commands"));
        CHECK(mentions(output, std::to_string(::getpid()) + ","));
        CHECK(mentions(output, "started"));
#endif
    }
}

#if defined(__linux__)
TEST_CASE("a port of a client's end: no listener is accused, and the command shows the end") {
    auto server = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    auto client = loopback::TcpStream::connect(server.local_endpoint());
    const std::string port = std::to_string(client.local_endpoint().port.number());
    for (const char* command : {"tour", "doctor"}) {
        const Finished told = course().sandbox({command}, {{"LOOPBACK_PORT", port}});
        const std::string text = in_one_line(told.output);
        CHECK_MESSAGE(mentions(text, "taken: nobody listens there"), text);
        CHECK_FALSE(mentions(text, "End it"));
        const std::string ss = "ss -tanp 'sport = :" + port + "'";
        CHECK_MESSAGE(mentions(text, "See what has it: " + ss), text);
        if (runner::platform::find_program("ss"))
            CHECK(mentions(run({"sh", "-c", ss}).output, "127.0.0.1:" + port));
    }
}

TEST_CASE("the other port that is advised is free, and the tour goes there") {
    auto holder = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::uint16_t port = holder.local_endpoint().port.number();
    std::error_code taken_anyway;
    auto next = loopback::TcpListener::bind(
        {loopback::loopback_v4, loopback::Port(static_cast<std::uint16_t>(port + 1))},
        taken_anyway);
    const Finished told = course().sandbox({"tour"}, {{"LOOPBACK_PORT", std::to_string(port)}});
    const std::string words = "Use another port: LOOPBACK_PORT=";
    const std::string text = in_one_line(told.output);
    const std::size_t at = text.find(words);
    REQUIRE_MESSAGE(at != std::string::npos, text);
    const std::size_t start = at + words.size();
    const std::string other = text.substr(start, text.find(' ', start) - start);
    CHECK(other != std::to_string(port + 1));
    CHECK(course().sandbox({"tour"}, {{"LOOPBACK_PORT", other}}).code == 0);
}
#endif

TEST_CASE("doctor names each thing and status 0 on a machine that is ready") {
    const Finished finished = course().sandbox({"doctor"});
    CHECK_MESSAGE(finished.code == 0, finished.output);
    for (const char* subject : {"C++ compiler", "CMake", "Ninja", "doctest", "127.0.0.1", "::1",
                                "build folder", "terminal"})
        CHECK_MESSAGE(mentions(finished.output, subject), subject);
    CHECK_FALSE(mentions(finished.output, "MISSING"));
}

TEST_CASE("doctor says MISSING, how to mend it, and status 3") {
    Course& here = course();
    const std::string cache = here.read(here.build() / "CMakeCache.txt");
    std::string without = cache;
    without.replace(without.find("CMAKE_MAKE_PROGRAM:"), 19, "GONE:");
    write(here.build() / "CMakeCache.txt", without);
    const Finished finished = here.sandbox({"doctor"});
    write(here.build() / "CMakeCache.txt", cache);
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "MISSING  Ninja"));
    CHECK(mentions(finished.output, "apt-get install ninja-build"));
}

TEST_CASE("test runs all but the slow suites, says what it left out, and ends with the count") {
    const Finished finished = course().sandbox({"test"});
    CHECK_MESSAGE(finished.code == 0, finished.output);
    CHECK(mentions(finished.output, "Left out: the slow suites"));
    CHECK(mentions(finished.output, "Left out: the Windows suite: Wine is not installed."));
    CHECK(mentions(finished.output, "This machine: 2 tests, 0 failed, 0 skipped\n"));
    CHECK(mentions(finished.output, "Elsewhere: 5 tests, 0 failed, 0 skipped\n"));
    CHECK(finished.output.ends_with("\n100% tests passed, 0 tests failed out of 7\n"));
}

TEST_CASE("tests have a build folder of their own, with the learner's compiler") {
    Course& here = course();
    const auto tests = here.build() / "tests";
    REQUIRE(here.sandbox({"test"}).code == 0);
    const auto compiler = [](const fs::path& build) {
        return runner::cached(build, "CMAKE_CXX_COMPILER");
    };
    CHECK(compiler(tests) == compiler(here.build()));
    CHECK(runner::cached(tests, "LOOPBACK_TESTS") == "ON");
    CHECK_FALSE(fs::exists(here.build() / "Testing"));
    std::string cache = here.read(tests / "CMakeCache.txt");
    cache.replace(cache.find(COMPILER), std::string(COMPILER).size(), "/gone/c++");
    write(tests / "CMakeCache.txt", cache);
    CHECK(here.sandbox({"test"}).code == 0);
    CHECK(compiler(tests) == compiler(here.build()));
}

TEST_CASE("test fails when a further suite fails, and tells one that is left out") {
    Course& here = course();
    const auto tests = here.build() / "tests";
    REQUIRE(here.sandbox({"test"}).code == 0);
    const auto file = tests / "further-suites.txt";
    const std::string passing =
        "Good\tcmake\t-E\techo\t100% tests passed, 0 tests failed out of 5\n";
    write(file, passing + "Silent\tcmake\t-E\tfalse\n");
    const Finished silent = here.sandbox({"test"});
    CHECK(silent.code == 1);
    CHECK(mentions(silent.output, "Silent: 1 test, 1 failed, 0 skipped\n"));
    CHECK(silent.output.ends_with("\n88% tests passed, 1 tests failed out of 8\n"));

    write(file, "Absent\tsh\t-c\techo no tool for it; exit 77\n" + passing);
    const Finished absent = here.sandbox({"test"});
    CHECK(absent.code == 0);
    CHECK(mentions(absent.output, "\nno tool for it\n"));
    CHECK(absent.output.ends_with("\n100% tests passed, 0 tests failed out of 7\n"));
    run({"cmake", tests.string()});
}

TEST_CASE("test fails when a test fails, and when none was found") {
    Course& here = course();
    const auto tests = here.build() / "tests";
    REQUIRE(here.sandbox({"test"}).code == 0);
    write(here.root() / "break-a-test", "");
    run({"cmake", tests.string()});
    const Finished broken = here.sandbox({"test"});
    fs::remove(here.root() / "break-a-test");
    run({"cmake", tests.string()});
    CHECK(broken.code == 1);
    CHECK(broken.output.ends_with("\n88% tests passed, 1 tests failed out of 8\n"));
    CHECK(here.sandbox({"test", "--", "-R", "no-such-test"}).code == 1);
    CHECK(mentions(here.sandbox({"test", "--", "-R", "also"}).output, "out of 1\n"));
}

TEST_CASE("test 3 asks whether check 3 was meant") {
    const Finished finished = course().sandbox({"test", "3"});
    CHECK(finished.code == 2);
    CHECK(mentions(finished.output, "Did you mean: ./sandbox check 3?"));
}

TEST_CASE("unknown commands and flags, and a bad environment, are wrong usage") {
    CHECK(course().sandbox({"frobnicate"}).code == 2);
    CHECK(course().sandbox({"check", "--frobnicate"}).code == 2);
    for (const char* port : {"-1", "65536", "80abc", "", " 80", "0x50"}) {
        const Finished finished = course().sandbox({"list"}, {{"LOOPBACK_PORT", port}});
        CHECK_MESSAGE(finished.code == 2, port);
        CHECK(mentions(finished.output, "LOOPBACK_PORT is \"" + std::string(port) + "\""));
    }
    CHECK(course().sandbox({"list"}, {{"LOOPBACK_TIME_SCALE", "fast"}}).code == 2);
}

TEST_CASE("--plain is ASCII without a color, also for what the learner's code prints") {
    Course& here = course();
    here.answer("int answer() { std::puts(\"caf\\xc3\\xa9 \\x1b[31m\"); return 1; }\n" + twice);
    const Finished finished = here.sandbox({"check", "1", "--plain"});
    CHECK(mentions(finished.output, "| caf\\u{e9} \\x1b[31m"));
    CHECK(std::all_of(finished.output.begin(), finished.output.end(),
                      [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }));
}

TEST_CASE("missing folders and files of the course are named with the way back") {
    Course broken;
    fs::remove(broken.exercise("stub.cpp"));
    const Finished no_stub = broken.sandbox({"check", "1"});
    CHECK(no_stub.code == 3);
    CHECK(mentions(no_stub.output, "git restore exercises/01-small/stub.cpp"));
    fs::create_directory(broken.exercise("exercise.cpp"));
    CHECK(mentions(broken.sandbox({"check", "1"}).output, "is not a file"));
    fs::remove_all(broken.root() / "exercises" / "01-small");
    fs::remove_all(broken.root() / "exercises" / "02-later");
    const Finished none = broken.sandbox({"list"});
    CHECK(none.code == 3);
    CHECK(mentions(none.output, "git restore exercises"));
}

TEST_CASE("a build folder that is broken heals, and the learner's file is untouched") {
    Course& here = course();
    here.answer(good);
    const std::string written = here.read(here.exercise("exercise.cpp"));
    write(here.build() / "build.ninja", "this is no build file\n");
    CHECK(mentions(here.sandbox({"check", "1"}).output, "exercise 01-small is done"));
    write(here.build() / "CMakeCache.txt", "neither is this a cache\n");
    fs::remove(here.build() / "build.ninja");
    CHECK(mentions(here.sandbox({"check", "1"}).output, "exercise 01-small is done"));
    CHECK(here.read(here.exercise("exercise.cpp")) == written);
}

TEST_CASE("output that cannot be written is told, with status 3") {
    if (!fs::exists("/dev/full")) return;
    Course& here = course();
    const Finished finished =
        run({"sh", "-c", "'" + (here.root() / "sandbox").string() + "' list > /dev/full"},
            {{"LOOPBACK_BUILD", here.build().string()}});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "could not be written"));
}
