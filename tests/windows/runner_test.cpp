// sandbox-runner.exe, the program behind sandbox.cmd, in a course and a build folder whose names
// have spaces. It cannot compile here: a stand-in (stand_in.cpp) plays CMake, and what it would
// have built lies there already.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "loopback/tcp.hpp"
#include "process.hpp"

using namespace tests;
namespace fs = std::filesystem;

namespace {

std::string backslashes(const fs::path& path) { return fs::path(path).make_preferred().string(); }

/// Every run of spaces and line ends as one space: where lines wrap does not matter.
std::string in_one_line(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank || !result.ends_with(' ')) result += blank ? ' ' : c;
    }
    return result;
}

bool has(const std::string& text, const std::string& part) {
    return in_one_line(text).find(part) != std::string::npos;
}

/// A copy of the course: one for all cases.
class Course {
public:
    Course() {
        std::error_code ignored;
        fs::remove_all(here_, ignored);
        const fs::path source = SOURCE_FOLDER;
        fs::create_directories(root());
        for (const char* part : {"lessons", "exercises"}) {
            fs::copy(source / part, root() / part, fs::copy_options::recursive);
        }
        for (const auto& entry : fs::directory_iterator(root() / "exercises")) {
            if (entry.is_directory()) fs::remove(entry.path() / "exercise.cpp");
        }
        fs::create_directories(build() / "bin");
        fs::create_directories(here_ / "to ols");
        fs::copy_file(fs::path(BIN_FOLDER) / "stand_in.exe", here_ / "to ols" / "cmake.exe");
        fs::copy_file(fs::path(BIN_FOLDER) / "lesson-01.exe", build() / "bin" / "lesson-01.exe");
        answer("solution");
        const char* others = std::getenv("PATH");  // a compiler's own DLLs may be there
        const std::string path =
            backslashes(here_ / "to ols") + ';' + (others != nullptr ? others : "");
        ::SetEnvironmentVariableA("PATH", path.c_str());
        ::SetEnvironmentVariableA("LOOPBACK_ROOT", root().generic_string().c_str());
        ::SetEnvironmentVariableA("LOOPBACK_BUILD", backslashes(build()).c_str());
        ::SetEnvironmentVariableA("LOOPBACK_PORT", "0");
        ::SetEnvironmentVariableA("STAND_IN_RECORD", nullptr);
    }
    ~Course() {
        std::error_code ignored;
        fs::remove_all(here_, ignored);
    }
    Course(const Course&) = delete;
    Course& operator=(const Course&) = delete;

    [[nodiscard]] fs::path root() const { return here_ / "my course (1)"; }
    [[nodiscard]] fs::path build() const { return here_ / "build folder"; }
    [[nodiscard]] fs::path exercise() const {
        return root() / "exercises" / "01-echo-server" / "exercise.cpp";
    }

    /// What a build of exercise 01 would make of this answer to it.
    void answer(const std::string& name) const {
        const fs::path program = build() / "bin" / "check-01.exe";
        fs::remove(program);  // MinGW's copy_file overwrites nothing, asked to or not
        fs::copy_file(fs::path(BIN_FOLDER) / "variants" / ("check-01-" + name + ".exe"), program);
    }

private:
    fs::path here_ = fs::absolute(BIN_FOLDER).parent_path() / "runner test";
};

struct Ran {
    int status;
    std::string output;
};

Ran sandbox(std::vector<std::string> words) {
    words.insert(words.begin(), std::string(BIN_FOLDER) + "/sandbox-runner.exe");
    Process run(words);
    run.close_input();
    const int status = run.wait();
    return {status, run.output()};
}

const Course& course() {
    static const Course one;
    return one;
}

}  // namespace

TEST_CASE("the bare command, help and list know the course") {
    (void)course();
    const Ran bare = sandbox({});
    CHECK(bare.status == 0);
    CHECK(has(bare.output, "exercises done"));
    const Ran help = sandbox({"--help"});
    CHECK(help.status == 0);
    CHECK(has(help.output, "Exit status"));
    const Ran list = sandbox({"list"});
    CHECK(list.status == 0);
    for (const auto& entry : fs::directory_iterator(course().root() / "lessons")) {
        const std::string name = entry.path().filename().string();
        if (name[0] < '0' || name[0] > '9') continue;
        CHECK_MESSAGE(has(list.output, name.substr(0, 2) + ' ' + name.substr(3)), name);
    }
}

TEST_CASE("wrong usage is told with status 2") {
    (void)course();
    CHECK(sandbox({"no-such-command"}).status == 2);
    CHECK(sandbox({"check", "99"}).status == 2);
    const Ran meant = sandbox({"test", "3"});
    CHECK(meant.status == 2);
    CHECK(has(meant.output, "Did you mean: ./sandbox check 3?"));
}

TEST_CASE("hints and the solution are read from the course") {
    (void)course();
    const Ran hint = sandbox({"hint", "1.1"});
    CHECK(hint.status == 0);
    CHECK(has(hint.output, "Hint 1 of"));
    CHECK(sandbox({"solution", "1"}).status == 1);
    const Ran solution = sandbox({"solution", "1", "--anyway"});
    CHECK(solution.status == 0);
    CHECK(has(solution.output, "TcpListener open_door(Port port)"));
}

TEST_CASE("check starts from the stub, judges each check in a process, and tells what came of it") {
    course().answer("solution");
    const Ran passed = sandbox({"check", "1"});
    CHECK_MESSAGE(passed.status == 0, passed.output);
    CHECK(fs::exists(course().exercise()));
    course().answer("replies-once");
    const Ran failed = sandbox({"check", "1", "--all"});
    CHECK(failed.status == 1);
    CHECK_MESSAGE(has(failed.output, "FAIL 1."), failed.output);
    CHECK(has(failed.output, "Expected:"));
    CHECK(sandbox({"reset", "1"}).status == 0);
}

TEST_CASE("run hands its arguments over and the exit status back") {
    (void)course();
    const Ran help = sandbox({"run", "1", "--help"});
    CHECK(help.status == 0);
    CHECK(has(help.output, "Usage: lesson-01"));
    CHECK(sandbox({"run", "1", "--no-such-flag"}).status == 2);
}

TEST_CASE("the tour lets a server and a client talk, and ends the server") {
    (void)course();
    const Ran tour = sandbox({"tour"});
    CHECK_MESSAGE(tour.status == 0, tour.output);
    CHECK(has(tour.output, "server | Listening on 127.0.0.1:"));
    CHECK(has(tour.output, "client | recv gives \"hello\\n\""));
}

TEST_CASE("doctor names what is missing here, and that loopback works") {
    (void)course();
    const Ran doctor = sandbox({"doctor"});
    CHECK(doctor.status == 3);
    CHECK(has(doctor.output, "MISSING C++ compiler"));
    CHECK(has(doctor.output, "ok 127.0.0.1"));
}
