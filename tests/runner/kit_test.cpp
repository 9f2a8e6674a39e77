// The learner's file, built without Ninja: by the kit, whenever something that it is made of
// changed.

#include <doctest/doctest.h>

#include "runner/judge/kit.hpp"
#include "scratch.hpp"

using namespace scratch;
using runner::files_of_rule;
using runner::Finished;

namespace {

const std::string good = "int answer() { return 42; }\nint twice(int n) { return 2 * n; }";
const std::string no_build_file = "this is no build file\n";

/// A course whose CMake tells how one file is built. What is typed goes to the runner itself: the
/// launcher would mend a build folder.
class KitCourse {
public:
    KitCourse() {
        write(course_.root() / "with-a-kit", "");
        REQUIRE(run({"cmake", course_.build().string()}).succeeded());
        course_.answer(good);
        REQUIRE_MESSAGE(check().code == 0, check().output);
    }
    [[nodiscard]] Finished check() const {
        return run({RUNNER, "check", "1"}, {{"LOOPBACK_ROOT", course_.root().string()},
                                            {"LOOPBACK_BUILD", course_.build().string()},
                                            {"LOOPBACK_PORT", "0"},
                                            {"LOOPBACK_TIME_SCALE", "3"}});
    }
    /// From now on whoever asks Ninja makes the build folder anew.
    void break_ninja() const { write(course_.build() / "build.ninja", no_build_file); }
    [[nodiscard]] bool ninja_was_asked() const {
        return course_.read(course_.build() / "build.ninja") != no_build_file;
    }
    const Course& operator*() const { return course_; }
    const Course* operator->() const { return &course_; }

private:
    Course course_;
};

}  // namespace

TEST_CASE("a saved file is compiled and linked, and Ninja is not asked") {
    const KitCourse here;
    here.break_ninja();
    here->answer("int answer() { return 41; }\nint twice(int n) { return 2 * n; }");
    CHECK(mentions(here.check().output, "FAIL 1.1"));
    here->answer(good);
    CHECK(here.check().code == 0);
    CHECK(here.check().code == 0);  // nothing to do
    CHECK_FALSE(here.ninja_was_asked());
}

TEST_CASE("what the learner includes counts, wherever it lies") {
    const KitCourse here;
    const fs::path beside = here->exercise("numbers.hpp");
    const fs::path elsewhere = here->root() / "mine" / "more.inc";
    write(beside, "inline int my_answer() { return 42; }\n");
    write(elsewhere, "inline int my_twice(int n) { return 2 * n; }\n");
    here->answer("#include \"numbers.hpp\"\n#include \"" + elsewhere.string() +
                 "\"\nint answer() { return my_answer(); }\n"
                 "int twice(int n) { return my_twice(n); }");
    const Finished first = here.check();
    CHECK_MESSAGE(first.code == 0, first.output);
    write(beside, "inline int my_answer() { return 41; }\n");
    CHECK(mentions(here.check().output, "FAIL 1.1"));
    write(beside, "inline int my_answer() { return 42; }\n");
    write(elsewhere, "inline int my_twice(int n) { return 3 * n; }\n");
    CHECK(here.check().code == 1);
    fs::remove(beside);
    CHECK(mentions(here.check().output, "does not compile"));
}

TEST_CASE("a file that is moved back into place is built, however old it is") {
    const KitCourse here;
    const fs::path file = here->exercise("exercise.cpp");
    const fs::path aside = here->exercise("aside");
    fs::rename(file, aside);
    here->answer("int answer() { return 41; }\nint twice(int n) { return 2 * n; }");
    CHECK(here.check().code == 1);
    fs::last_write_time(aside, fs::last_write_time(aside) - std::chrono::hours(1));
    fs::rename(aside, file);
    CHECK(here.check().code == 0);
}

TEST_CASE("a change of the course's own part, or a program that is gone, is made good") {
    const KitCourse here;
    fs::remove(here->build() / "bin" / "check-01");
    CHECK(here.check().code == 0);
    here.break_ninja();
    const fs::path checks = here->exercise("checks.cpp");
    write(checks, here->read(checks) + "// newer\n");
    const Finished finished = here.check();
    CHECK_MESSAGE(finished.code == 0, finished.output);
    CHECK(here.ninja_was_asked());
}

TEST_CASE("warnings are told again while they are true; errors name the line") {
    const KitCourse here;
    here->answer("int answer() { int unused = 1; return 42; }\nint twice(int n) { return 2 * n; }");
    CHECK(mentions(here.check().output, "unused"));
    CHECK(mentions(here.check().output, "unused"));
    here->answer("int answer() { return forty_two; }\nint twice(int n) { return 2 * n; }");
    const Finished broken = here.check();
    CHECK(broken.code == 1);
    CHECK(mentions(broken.output, "forty_two"));
    here->answer("int answer() { return 42; }");
    CHECK(mentions(here.check().output, "twice"));
}

TEST_CASE("a rule of Make: names with spaces, and lines that go on") {
    const auto files = files_of_rule("a\\ b.o: /x/a\\ b.cpp \\\n /y/c.hpp /z/$$d \\\n  /e\n");
    CHECK(files == std::vector<std::string>{"/x/a b.cpp", "/y/c.hpp", "/z/$d", "/e"});
    CHECK(files_of_rule("").empty());
}
