// A disk without room, and one that is read-only: a small file system of our own, where the
// machine lets us have one.

#include <doctest/doctest.h>

#include "scratch.hpp"

using namespace scratch;
using runner::Finished;

namespace {

/// Runs `line` in a namespace where `place` is a file system of one megabyte.
Finished on_small_disk(const fs::path& place, const std::string& line) {
    const std::string mount = "mount -t tmpfs -o size=1m none '" + place.string() + "'";
    static const bool allowed = [&] {
        return runner::platform::find_program("unshare") &&
               run({"unshare", "-m", "sh", "-c", mount}).succeeded();
    }();
    if (!allowed) skip("this machine does not let us mount a file system (unshare -m)");
    return run({"unshare", "-m", "sh", "-c", mount + " && " + line},
               {{"LOOPBACK_PORT", "0"}, {"LOOPBACK_BUILD", ""}});
}

std::string typed(const Course& course, const std::string& arguments) {
    return "'" + (course.root() / "sandbox").string() + "' " + arguments;
}

}  // namespace

TEST_CASE("a full build folder: one message with the next step, status 3") {
    const Course course;
    const fs::path disk = course.root() / "disk";
    fs::create_directory(disk);
    const std::string build = "LOOPBACK_BUILD='" + (disk / "build").string() + "' ";
    const Finished finished =
        on_small_disk(disk, "head -c 1100000 /dev/zero > '" + (disk / "filler").string() + "'; " +
                                build + typed(course, "list"));
    CHECK(finished.code == 3);
    CHECK_MESSAGE(mentions(finished.output, "disk is full"), finished.output);
    CHECK(mentions(finished.output, "LOOPBACK_BUILD=/path/with/room"));
}

TEST_CASE("a disk that becomes full while the learner's file is built") {
    const Course course;
    const fs::path disk = course.build() / "CMakeFiles" / "check-01.dir";
    const std::string keep =
        "cp -r '" + disk.string() + "' '" + (course.root() / "kept").string() + "'";
    CHECK(run({"sh", "-c", keep}).succeeded());
    const Finished finished =
        on_small_disk(disk, "cp -r '" + (course.root() / "kept").string() + "/.' '" +
                                disk.string() + "'; head -c 1100000 /dev/zero > '" +
                                (disk / "filler").string() + "'; " + typed(course, "check 1"));
    CHECK(finished.code == 3);
    CHECK_MESSAGE(mentions(finished.output, "The disk is full"), finished.output);
}

TEST_CASE("a full disk never costs the learner's file: reset changes nothing") {
    const Course course;
    const fs::path disk = course.root() / "exercises" / "01-small";
    const std::string place = "'" + disk.string() + "'";
    const std::string aside = "'" + (course.root() / "aside").string() + "'";
    CHECK(run({"sh", "-c", "cp -r " + place + " " + aside}).succeeded());
    const Finished finished = on_small_disk(
        disk,
        "cp -r " + aside + "/. " + place + " && cd " + place +
            " && printf '// precious' > exercise.cpp && head -c 1100000 /dev/zero > filler; " +
            typed(course, "reset 1") + "; status=$?; cat exercise.cpp; echo; ls; exit $status");
    CHECK(finished.code == 3);
    CHECK_MESSAGE(mentions(finished.output, "No space left on device. Nothing was changed."),
                  finished.output);
    CHECK(mentions(finished.output, "// precious\n"));
    CHECK_FALSE(mentions(finished.output, "exercise.cpp.kept"));
    CHECK_FALSE(mentions(finished.output, "exercise.cpp.new"));
}

TEST_CASE("a read-only course: the copy for the learner cannot be made, and where to go") {
    const Course course;
    const fs::path place = course.root() / "exercises";
    const Finished finished =
        on_small_disk(course.root() / "lessons" / "01-small",
                      "mount --bind '" + place.string() + "' '" + place.string() +
                          "' && mount -o remount,ro,bind '" + place.string() + "' && " +
                          typed(course, "check 1"));
    CHECK(finished.code == 3);
    CHECK_MESSAGE(mentions(finished.output, "Read-only file system"), finished.output);
    CHECK(mentions(finished.output, "copy the course into a folder of yours"));
}
