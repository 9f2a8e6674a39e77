// What a program sees of this machine when it runs confined: as root and as an ordinary user.

#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>

#include "scratch.hpp"

using namespace scratch;
using runner::End;
using runner::Finished;

namespace {

/// A copy of the program that confines, which an ordinary user can start, and an empty folder.
class Place {
public:
    Place() {
        fs::copy_file(CLASSROOM, program());
        fs::create_directory(root());
        fs::permissions(folder_.path(), fs::perms(0755));
        fs::permissions(program(), fs::perms(0755));
        fs::permissions(root(), fs::perms(0755));
    }
    [[nodiscard]] fs::path program() const { return folder_.path() / "classroom"; }
    [[nodiscard]] fs::path root() const { return folder_.path() / "root"; }
    [[nodiscard]] const fs::path& path() const { return folder_.path(); }

private:
    Folder folder_;
};

enum class User { as_we_are, ordinary };

/// Runs `script` confined. Ends the test as skipped where that is not allowed.
Finished confined(const Place& place, User user, const std::string& script,
                  const Environment& environment = {}, const std::string& processes = "64") {
    std::vector<std::string> words;
    if (user == User::ordinary && ::geteuid() == 0)
        words = {"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"};
    words.insert(words.end(), {place.program().string(), "--confined", place.root().string(),
                               "67108864", "65536", "10", processes, "0", "/bin/sh", "-c", script});
    Finished finished = run(words, environment);
    if (finished.code == 125 && mentions(finished.output, "unshare")) skip(finished.output);
    return finished;
}

}  // namespace

TEST_CASE("confined: no file, no process, no network of this machine, and no rights") {
    const Place place;
    write(place.path() / "grades.csv", "ada,1\n");
    for (const User user : {User::as_we_are, User::ordinary}) {
        const Finished finished = confined(
            place, user,
            "echo user $(id -u); ls -d /*; ls /proc | grep -c '^[0-9]'; cut -d: -f1 -s "
            "/proc/net/dev;"
            "test -e " +
                (place.path() / "grades.csv").string() +
                " && echo the grades;"
                "touch /x /usr/x /check 2>/dev/null && echo wrote; touch /tmp/x && echo room;"
                "grep CapEff /proc/self/status; echo secret $A_TOKEN; env | grep LOOPBACK_");
        INFO(finished.output);
        CHECK_FALSE(mentions(finished.output, "user 0\n"));
        CHECK_FALSE(mentions(finished.output, "/home"));
        CHECK_FALSE(mentions(finished.output, "/root"));
        CHECK_FALSE(mentions(finished.output, "the grades"));
        CHECK_FALSE(mentions(finished.output, "wrote"));
        CHECK_FALSE(mentions(finished.output, "eth"));
        CHECK(mentions(finished.output, "lo\n"));
        CHECK(mentions(finished.output, "room"));
        CHECK(mentions(finished.output, "CapEff:\t0000000000000000"));
    }
}

TEST_CASE("confined: of our environment only what a check needs, and no proof of a verdict") {
    const Place place;
    const Finished finished =
        confined(place, User::as_we_are, "env",
                 {{"A_TOKEN", "secret"}, {"LOOPBACK_PROOF", "word"}, {"LOOPBACK_TIME_SCALE", "3"}});
    CHECK_FALSE(mentions(finished.output, "secret"));
    CHECK_FALSE(mentions(finished.output, "word"));
    CHECK(mentions(finished.output, "LOOPBACK_TIME_SCALE=3"));
}

TEST_CASE("confined: the program's end is told as it was") {
    const Place place;
    CHECK(confined(place, User::as_we_are, "exit 7").code == 7);
    for (const User user : {User::as_we_are, User::ordinary}) {
        const Finished finished = confined(place, user, "kill -SEGV $$");
        CHECK(finished.end == End::signaled);
        CHECK(finished.code == SIGSEGV);
    }
}

TEST_CASE("confined: files and processes have a limit, and nothing outlives the program") {
    const Place place;
    const Finished file =
        confined(place, User::ordinary, "head -c 1000000 /dev/zero > /tmp/x; wc -c < /tmp/x");
    CHECK(mentions(file.output, "65536"));
    // Each child waits for a pipe that nobody writes to.
    const Finished many = confined(place, User::as_we_are,
                                   "mkfifo /tmp/p; i=0; while [ $i -lt 40 ]; do cat /tmp/p & "
                                   "i=$((i+1)); done; echo all",
                                   {}, "16");
    CHECK_FALSE(mentions(many.output, "all\n"));
}
