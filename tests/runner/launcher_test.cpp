// ./sandbox before the runner: the tools, setting them up, the build folder. The machines on which
// things are missing are made of a PATH with little in it and an apt-get that only pretends.

#include <doctest/doctest.h>

#include <array>
#include <thread>

#include "scratch.hpp"

using namespace scratch;
using runner::Finished;

namespace {

/// A machine: a folder that is the whole PATH.
class Machine {
public:
    Machine() {
        for (const char* name : {"sh", "awk", "cat", "find", "sed", "grep", "tail", "mkdir",
                                 "uname", "mv", "rm", "env", "readlink", "head", "ln", "sleep"})
            give(name);
        is_user("0");
    }

    void give(const std::string& name) const {
        const auto real = runner::platform::find_program(name);
        if (real && !fs::exists(bin() / name)) fs::create_symlink(*real, bin() / name);
    }
    void script(const std::string& name, const std::string& lines) const {
        write_script(bin() / name, lines);
    }
    void is_user(const std::string& id) const { script("id", "echo " + id + "\n"); }

    /// An apt-get that writes down what it was asked, and installs the tools that the test has.
    void give_apt(const std::string& then = "") const {
        for (const char* name : {"as", "ld", "ld.mold"}) give(name);  // parts of a compiler
        std::string links;
        for (const char* name : {"cmake", "ctest", "ninja"})
            if (const auto real = runner::platform::find_program(name))
                links += "ln -s '" + real->string() + "' '" + (bin() / name).string() + "'\n";
        links += "ln -s '" + std::string(COMPILER) + "' '" + (bin() / "c++").string() + "'\n";
        script(
            "apt-get",
            "echo \"apt-get $*\" >> '" + asked().string() + "'\n" +
                (then.empty() ? "case \"$*\" in *install*) " + links + ";; esac\nexit 0\n" : then));
    }

    [[nodiscard]] fs::path bin() const { return folder_.path(); }
    [[nodiscard]] fs::path asked() const { return folder_.path() / "asked.txt"; }
    [[nodiscard]] std::string was_asked() const { return runner::read_file(asked()).value_or(""); }

    [[nodiscard]] Finished sandbox(const Course& course, std::vector<std::string> arguments,
                                   Environment more = {}) const {
        more.emplace_back("PATH", bin().string());
        more.emplace_back("CXX", "c++");
        return course.sandbox(std::move(arguments), std::move(more));
    }

private:
    Folder folder_;
};

/// A course that was never started: no build folder.
struct FreshCourse : Course {
    FreshCourse() { forget(); }
    void forget() const { fs::remove_all(build()); }
    /// The small course has nothing to compile for target `runner`: it is put there.
    void bring_runner() const {
        fs::create_directories(build() / "bin");
        fs::copy(RUNNER, build() / "bin", fs::copy_options::skip_existing);
    }
};

FreshCourse& course() {
    static FreshCourse one;
    one.forget();
    return one;
}

bool has_doctest() { return fs::exists("/usr/include/doctest/doctest.h"); }

}  // namespace

TEST_CASE("LOOPBACK_NO_INSTALL forbids to install: the exact command, status 3") {
    const Machine machine;
    machine.give_apt();
    const Finished finished = machine.sandbox(course(), {"tour"}, {{"LOOPBACK_NO_INSTALL", "1"}});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "Missing: a C++20 compiler, CMake"));
    CHECK(mentions(finished.output,
                   "    apt-get update && apt-get install -y g++ cmake ninja-build"));
    CHECK(machine.was_asked().empty());
}

TEST_CASE("root installs at once, without a terminal, and says what") {
    const Machine machine;
    machine.give_apt();
    FreshCourse& here = course();
    here.bring_runner();
    const Finished finished = machine.sandbox(here, {"try", "99"});
    CHECK_MESSAGE(finished.code == 2, finished.output);  // the runner has the word: there is no 99
    CHECK(mentions(finished.output, "Installing with apt-get: g++ cmake ninja-build"));
    CHECK(machine.was_asked().starts_with("apt-get update\n"));
    CHECK(
        mentions(machine.was_asked(), "install -y --no-install-recommends g++ cmake ninja-build"));
}

TEST_CASE("a user without sudo is told what root would type") {
    const Machine machine;
    machine.give_apt();
    machine.is_user("1000");
    const Finished finished = machine.sandbox(course(), {"check", "1"});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "su -c 'apt-get update && apt-get install -y g++"));
    CHECK(machine.was_asked().empty());
}

TEST_CASE("a user with sudo, but without a terminal, is not asked: the command, status 3") {
    const Machine machine;
    machine.give_apt();
    machine.is_user("1000");
    machine.script("sudo", "exit 1\n");
    const Finished finished = machine.sandbox(course(), {"check", "1"});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "sudo apt-get update && sudo apt-get install -y g++"));
    CHECK(machine.was_asked().empty());
}

TEST_CASE("--yes goes through sudo, without waiting for a password") {
    const Machine machine;
    machine.give_apt();
    machine.is_user("1000");
    machine.script("sudo", "[ \"$1\" = -n ] || exit 1\nshift\nexec \"$@\"\n");
    FreshCourse& here = course();
    here.bring_runner();
    CHECK(machine.sandbox(here, {"--yes", "try", "99"}).code == 2);
    CHECK(mentions(machine.was_asked(), "apt-get -o DPkg::Lock::Timeout=300 install"));
}

TEST_CASE("an apt-get that fails is quoted, with the log's place, and status 3") {
    const Machine machine;
    machine.give_apt("echo 'E: Unable to locate package g++'\nexit 100\n");
    const Finished finished = machine.sandbox(course(), {"tour"});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "E: Unable to locate package g++"));
    CHECK(mentions(finished.output, "Full log: "));
}

TEST_CASE("elsewhere the command of that system is printed") {
    for (const auto& [manager, command] : {std::pair{"brew", "brew install cmake ninja"},
                                           {"dnf", "dnf install -y gcc-c++ cmake ninja-build"},
                                           {"pacman", "pacman -S --needed gcc cmake ninja"},
                                           {"zypper", "zypper install gcc-c++ cmake ninja"}}) {
        const Machine machine;
        machine.script(manager, "exit 1\n");
        const Finished finished = machine.sandbox(course(), {"tour"});
        CHECK(finished.code == 3);
        CHECK_MESSAGE(mentions(finished.output, command), finished.output);
    }
}

TEST_CASE("without a compiler, help and doctor still speak, and the rest says how to go on") {
    const Machine machine;
    machine.give_apt();
    const Finished help = machine.sandbox(course(), {"--help"});
    CHECK(help.code == 0);
    CHECK(help.output == Course().sandbox({"--help"}).output);
    const Finished doctor = machine.sandbox(course(), {"doctor"});
    CHECK(doctor.code == 3);
    CHECK(mentions(doctor.output, "MISSING  a C++20 compiler\n"));
    CHECK(mentions(doctor.output, "./sandbox tour installs them"));
    if (has_doctest()) CHECK(mentions(doctor.output, "ok       doctest\n"));
    for (const char* command : {"list", "hint", "solution", "reset"}) {
        const Finished finished = machine.sandbox(course(), {command});
        CHECK(finished.code == 3);
        CHECK(mentions(finished.output, "./sandbox tour"));
    }
    CHECK(machine.sandbox(course(), {}).code == 3);
    CHECK(machine.was_asked().empty());
}

TEST_CASE("a compiler that knows no C++20 and an old CMake count as missing") {
    const Machine machine;
    machine.give("ninja");
    machine.script("c++", "exit 1\n");
    machine.script("cmake", "echo 'cmake version 3.16.3'\n");
    const Finished finished = machine.sandbox(course(), {"tour"}, {{"LOOPBACK_NO_INSTALL", "1"}});
    CHECK(mentions(finished.output, "Missing: a C++20 compiler, CMake 3.21 or later"));
    CHECK_FALSE(mentions(finished.output, "Ninja"));
}

TEST_CASE("a first start prepares the build folder and says so; a second one is silent") {
    FreshCourse& here = course();
    here.bring_runner();
    const Finished first = here.sandbox({"list"});
    CHECK(first.code == 0);
    CHECK(mentions(first.output, "Preparing the build folder ..."));
    const Finished second = here.sandbox({"list"});
    CHECK(second.output.starts_with("Lessons and exercises\n"));
}

TEST_CASE("where several people share a host, each gets a port of their own, and is told") {
    const Machine machine;
    FreshCourse& here = course();
    here.bring_runner();
    const auto doctor = [&](const std::string& user, const std::string& accounts) {
        machine.is_user(user);
        machine.script("getent", accounts.empty() ? "exit 1\n" : "echo '" + accounts + "'\n");
        for (const char* name : {"c++", "cmake", "ninja", "as", "ld"}) {
            if (!fs::exists(machine.bin() / name)) {
                const auto real = runner::platform::find_program(name);
                fs::create_symlink(name == std::string("c++") ? COMPILER : real.value(),
                                   machine.bin() / name);
            }
        }
        return run({runner::platform::find_program("env").value(), "-u", "LOOPBACK_PORT",
                    (here.root() / "sandbox").string(), "doctor"},
                   {{"PATH", machine.bin().string()},
                    {"CXX", "c++"},
                    {"LOOPBACK_BUILD", here.build().string()}})
            .output;
    };
    const std::string root = "root:x:0:0:root:/root:/bin/bash\n";
    const std::string service = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
    const std::string ann = "ann:x:1000:1000:Ann:/home/ann:/bin/bash\n";
    const std::string bob = "bob:x:1001:1001:Bob:/home/bob:/bin/sh\n";

    SUBCASE("others may log in") {
        const std::string said = doctor("1001", root + service + ann + bob);
        CHECK_MESSAGE(mentions(said, "port 21001"), said);
        CHECK(mentions(said, "yours on a host with several users"));
    }
    SUBCASE("an account of an institution") {
        CHECK(mentions(doctor("123456", root + service), "port 23456"));
    }
    SUBCASE("nobody else") {
        const std::string said = doctor("1000", root + service + ann);
        CHECK_MESSAGE(mentions(said, "port 62893"), said);
        CHECK_FALSE(mentions(said, "several users"));
    }
    SUBCASE("the system's own users") {
        CHECK(mentions(doctor("0", root + ann + bob), "port 62893"));
    }
    SUBCASE("a system that keeps its people elsewhere") {
        CHECK(mentions(doctor("1000", ""), "port 62893"));
    }
}

TEST_CASE("those that start at once take turns") {
    FreshCourse& here = course();
    here.bring_runner();
    std::array<Finished, 3> finished;
    std::array<std::thread, 3> threads;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        threads[i] = std::thread([&, i] { finished[i] = here.sandbox({"list"}); });
    }
    for (std::thread& thread : threads) thread.join();
    for (const Finished& one : finished) CHECK_MESSAGE(one.code == 0, one.output);
}

TEST_CASE("a half made, damaged or moved build folder heals") {
    FreshCourse& here = course();
    here.bring_runner();
    CHECK(here.sandbox({"list"}).code == 0);
    fs::remove(here.build() / "build.ninja");
    CHECK(here.sandbox({"list"}).code == 0);
    fs::remove(here.build() / "build.ninja");
    write(here.build() / "CMakeCache.txt", "CMAKE_GENERATOR:INTERNAL=Unix Makefiles\n");
    CHECK(here.sandbox({"list"}).code == 0);
    fs::remove(here.build() / ".launcher");
    write(here.build() / "build.ninja", "garbage\n");
    CHECK(here.sandbox({"list"}).code == 0);
    write(here.build() / ".launcher", "/elsewhere\n" + std::string(COMPILER) + "\n/dev/null\n");
    CHECK(here.sandbox({"list"}).code == 0);
    CHECK(here.sandbox({"run", "1"}).code == 0);
}

TEST_CASE("the build folder of another project is left alone") {
    const FreshCourse& here = course();
    const Folder other;
    write(here.build() / "CMakeCache.txt",
          "CMAKE_HOME_DIRECTORY:INTERNAL=" + other.path().string() + "\n");
    const Finished finished = here.sandbox({"list"});
    CHECK(finished.code == 2);
    CHECK(mentions(finished.output, "another project"));
    CHECK(fs::exists(here.build() / "CMakeCache.txt"));
}

TEST_CASE("a build folder that cannot be made is told with a way on, and status 3") {
    const FreshCourse& here = course();
    write(here.root() / "a-file", "");
    const Finished finished =
        here.sandbox({"list"}, {{"LOOPBACK_BUILD", (here.root() / "a-file" / "build").string()}});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "The build folder cannot be written"));
    CHECK(mentions(finished.output, "LOOPBACK_BUILD=$HOME/"));
}

TEST_CASE("a source of the runner that does not compile is quoted, with status 3") {
    FreshCourse& here = course();
    const std::string lists = here.read(here.root() / "CMakeLists.txt");
    std::string broken = lists;
    broken.replace(broken.find("add_custom_target(runner)"), 25,
                   "add_executable(runner exercises/runner/broken.cpp)");
    write(here.root() / "exercises" / "runner" / "broken.cpp", "int main() { return gone; }\n");
    write(here.root() / "CMakeLists.txt", broken);
    const Finished finished = here.sandbox({"list"});
    write(here.root() / "CMakeLists.txt", lists);
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "broken.cpp:1:21: error:"));
    CHECK(mentions(finished.output, "Full log: "));
}

TEST_CASE("learners build nothing because a source of the instructors' program is newer") {
    const Course here;
    const fs::path rooms = here.root() / "exercises" / "runner";
    const fs::path built_something = here.build() / "log" / "launcher.log";
    const auto change = [](const fs::path& file) {
        fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours(1));
    };
    write(rooms / "classroom" / "grade.cpp", "");
    here.make_ready();
    change(rooms / "classroom" / "grade.cpp");
    CHECK(here.sandbox({"list"}).code == 0);
    CHECK_FALSE(fs::exists(built_something));
    change(rooms / "commands" / "table.cpp");
    CHECK(here.sandbox({"list"}).code == 0);
    CHECK(fs::exists(built_something));
}

TEST_CASE("a program for instructors that cannot be built is told, with status 3") {
    const Course here;  // which has no such target
    const Finished finished = here.sandbox({"grade", "."});
    CHECK(finished.code == 3);
    CHECK(mentions(finished.output, "the program for grade and handout could not be built"));
}

TEST_CASE("it starts from any folder, through a link, and in a path with spaces") {
    const Course here;
    const Folder elsewhere;
    const fs::path link = elsewhere.path() / "my sandbox";
    fs::create_symlink(here.root() / "sandbox", link);
    const Finished finished = run({"sh", "-c", "cd / && '" + link.string() + "' list"},
                                  {{"LOOPBACK_BUILD", here.build().string()}});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "01  small"));
}
