// sandbox.cmd, the launcher, by cmd.exe: as far as it goes without the real tools. A stand-in
// (stand_in.cpp) plays CMake, Ninja and the compiler, and keeps a record of what it was asked.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "process.hpp"

using namespace tests;
namespace fs = std::filesystem;

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

void set(const char* name, const std::string& value) {
    ::SetEnvironmentVariableA(name, value.empty() ? nullptr : value.c_str());
}

std::string backslashes(const fs::path& path) { return fs::path(path).make_preferred().string(); }

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A course folder and tools in folders whose names have spaces and brackets.
class Place {
public:
    Place() {
        fs::remove_all(here_);
        fs::create_directories(tools_);
        fs::create_directories(course_);
        fs::copy_file(fs::path(SOURCE_FOLDER) / "sandbox.cmd", course_ / "sandbox.cmd");
        for (const char* tool : {"cmake.exe", "ninja.exe", "g++.exe"}) {
            fs::copy_file(fs::path(BIN_FOLDER) / "stand_in.exe", tools_ / tool);
        }
        static const std::string path = variable("PATH");  // where a compiler's own DLLs may be
        set("PATH", backslashes(tools_) + ';' + path);
        set("CXX", "");
        set("VCINSTALLDIR", "");
        set("LOOPBACK_BUILD", "");
        set("STAND_IN_RECORD", backslashes(here_ / "record.txt"));
        set("STAND_IN_FAILS", "");
    }
    ~Place() {
        std::error_code ignored;
        fs::remove_all(here_, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    void take_the_tools_away() const {
        char system[MAX_PATH];
        ::GetSystemDirectoryA(system, sizeof system);
        set("PATH", system);
    }
    [[nodiscard]] Process sandbox(const std::string& argument) const {
        return Process({backslashes(course_ / "sandbox.cmd"), argument});  // by cmd.exe
    }
    [[nodiscard]] std::string record() const { return content_of(here_ / "record.txt"); }
    [[nodiscard]] const fs::path& course() const { return course_; }
    [[nodiscard]] fs::path here() const { return here_; }

private:
    fs::path here_ = fs::absolute(BIN_FOLDER).parent_path() / "launcher test";
    fs::path tools_ = here_ / "to ols";
    fs::path course_ = here_ / "my course (1)";
};

}  // namespace

TEST_CASE("without its tools sandbox.cmd names the commands that install them, and exits 3") {
    const Place place;
    place.take_the_tools_away();
    Process run = place.sandbox("list");
    CHECK(run.wait() == 3);
    CHECK(has(run.output(), "Missing: a C++20 compiler, CMake or Ninja."));
    CHECK(has(run.output(), "winget install --exact --id Kitware.CMake\n"));
}

TEST_CASE("sandbox.cmd configures, builds and hands over, whatever the folders are called") {
    const Place place;
    Process first = place.sandbox("an argument");
    CHECK(first.wait() == 7);  // the stand-in's own
    const std::string root = place.course().generic_string();
    const std::string build = backslashes(place.course() / ".build");
    CHECK(place.record() == "cmake|-S|" + root + "|-B|" + build +
                                "|-G|Ninja|-DLOOPBACK_TESTS=OFF\n" + "cmake|--build|" + build +
                                "|--target|runner\n" + "sandbox-runner|an argument\n" +
                                "LOOPBACK_ROOT=" + root + '\n' + "LOOPBACK_BUILD=" + build + '\n');
    fs::remove(place.here() / "record.txt");
    Process second = place.sandbox("x");
    CHECK(second.wait() == 7);
    CHECK_FALSE(has(place.record(), "|-S|"));  // it is configured once
}

TEST_CASE("LOOPBACK_BUILD may end in a backslash and stand in quotation marks") {
    const Place place;
    const std::string build = backslashes(place.here() / "build folder");
    for (const std::string& written : {build, build + '\\', '"' + build + '"'}) {
        set("LOOPBACK_BUILD", written);
        Process run = place.sandbox("x");
        CHECK(run.wait() == 7);
        CHECK(has(place.record(), "LOOPBACK_BUILD=" + build + '\n'));
        fs::remove(place.here() / "record.txt");
    }
}

TEST_CASE("a build that fails shows why, and exits 3") {
    const Place place;
    set("STAND_IN_FAILS", "FAILED: main.obj");
    Process run = place.sandbox("x");
    CHECK(run.wait() == 3);
    CHECK(has(run.output(), "FAILED: main.obj"));
    CHECK(has(run.output(), "The program behind sandbox could not be built."));
}
