// ./sandbox grade as an instructor types it, on this build's own checks of exercise 01: honest
// submissions, broken ones, and those that want to fool the judge.

#include <doctest/doctest.h>
#include <unistd.h>

#include <map>

#include "runner/classroom/submissions.hpp"
#include "runner/words/trouble.hpp"
#include "submissions.hpp"

using namespace scratch;
using runner::Finished;

namespace {

const fs::path& exercise = first_exercise;

Finished grade(const fs::path& folder, std::vector<std::string> more = {},
               Environment environment = {}) {
    std::vector<std::string> words{RUNNER, "grade", folder.string(), "--only", "1"};
    words.insert(words.end(), more.begin(), more.end());
    environment.emplace_back("LOOPBACK_ROOT", SOURCE_DIR);
    environment.emplace_back("LOOPBACK_BUILD", BUILD_DIR);
    environment.emplace_back("LOOPBACK_TIME_SCALE", "3");
    return run(words, environment);
}

struct Row {
    std::string outcome;
    std::string points;
    std::string message;
};

/// "alice 1.3" and what became of it.
std::map<std::string, Row> graded(const fs::path& folder, std::vector<std::string> more = {}) {
    const fs::path file = folder.parent_path() / "results.csv";
    more.insert(more.end(), {"--format", "csv", "--output", file.string()});
    const Finished finished = grade(folder, more);
    CHECK_MESSAGE(finished.code == 0, finished.output);
    std::map<std::string, Row> result;
    for (const auto& row : rows_of(runner::read_file(file).value_or(""))) {
        REQUIRE(row.size() == 14);
        result[row[0] + " " + row[2]] = {row[4], row[5], row[10]};
    }
    return result;
}

/// A folder of submissions.
class Submissions {
public:
    void add(const std::string& name, const std::string& code) const {
        write(path() / name / "exercises" / exercise / "exercise.cpp", code);
    }
    [[nodiscard]] fs::path path() const { return folder_.path() / "submissions"; }
    [[nodiscard]] fs::path beside(const std::string& name) const { return folder_.path() / name; }

private:
    Folder folder_;
};

}  // namespace

TEST_CASE("honest submissions: all, some and none of the points, and who handed in nothing") {
    Submissions all;
    all.add("ada", solution());
    all.add("bob", stub());
    all.add("dan", solution() + "this is no C++\n");
    all.add("eve", without_echo());
    write(all.path() / "zoe" / "notes.txt", "sorry\n");
    auto results = graded(all.path());
    CHECK(results["ada 1.1"].outcome == "passed");
    CHECK(results["ada 1.7"].points == "1");
    CHECK(results["bob 1.1"].outcome == "unwritten");
    CHECK(results["dan 1.1"].outcome == "compile-error");
    CHECK(mentions(results["dan 1.1"].message, "exercise.cpp:2"));
    CHECK(results["eve 1.1"].outcome == "link-error");
    CHECK(mentions(results["eve 1.1"].message, "missing: echo("));
    CHECK(results["zoe 1.1"].outcome == "missing");
    CHECK(results.size() == 1 + 5 * 7);
    for (const auto& [check, row] : results) CHECK_FALSE(row.message.empty());

    const Finished table = grade(all.path());
    CHECK(table.code == 0);
    CHECK(mentions(table.output, "ada 7/7 7/7"));
    CHECK(mentions(table.output, "bob 0/7 0/7"));
    CHECK(mentions(table.output, "Loopback "));
    CHECK(fs::exists(all.path() / "ada" / "exercises" / exercise / "exercise.cpp"));
}

TEST_CASE("what crashes, hangs, ends early or prints without end costs its own checks") {
    Submissions all;
    for (const auto& [name, code] : troublemakers()) all.add(name, code);
    auto results = graded(all.path());
    CHECK(results["abort 1.2"].outcome == "crashed");
    CHECK(results["early 1.2"].outcome == "failed");
    CHECK(results["exit 1.2"].outcome == "exited");
    CHECK(results["hang 1.2"].outcome == "stuck");
#if defined(SANITIZED)  // a sanitizer has no limit on memory
    CHECK(results["memory 1.2"].outcome != "passed");
#else
    CHECK(results["memory 1.2"].outcome == "crashed");
#endif
    CHECK(results["output 1.2"].outcome == "too-much-output");
    for (const auto& one : troublemakers()) {
        CHECK_MESSAGE(results[one.first + " 1.1"].outcome == "passed", one.first);
        CHECK_FALSE(results[one.first + " 1.2"].message.empty());
    }
}

TEST_CASE("nobody fools the judge") {
    Submissions all;
    const auto attempts = cheats();
    for (const auto& [name, code] : attempts) all.add(name, code);
    fs::create_directories(all.path() / "link" / exercise);
    fs::create_symlink(fs::path(SOURCE_DIR) / "exercises" / exercise / "solution.cpp",
                       all.path() / "link" / exercise / "exercise.cpp");
    // Somebody's own checks and harness are not looked at.
    all.add("own-checks", stub());
    write(all.path() / "own-checks" / "exercises" / exercise / "checks.cpp", "int main() {}\n");
    write(all.path() / "own-checks" / "exercises" / exercise / "exercise.hpp", "#error mine\n");

    auto results = graded(all.path());
    CHECK(results.size() == 1 + 7 * (attempts.size() + 2));
    CHECK(mentions(results["redirects-records 1.2"].message, "lacks this run's secret word"));
    for (const auto& entry : results) {
        const auto& check = entry.first;  // a binding cannot be captured by clang 14
        const auto& row = entry.second;
        if (check == "submission check") continue;
        CHECK_MESSAGE(row.outcome != "passed", check, ": ", row.message);
        CHECK_MESSAGE(row.points == "0", check);
        CHECK_FALSE(row.message.empty());
        CHECK_FALSE(mentions(row.message, "client.send_all(received)"));
    }
}

TEST_CASE("hidden checks are judged too, with their own points, and cannot take a known id") {
    Submissions all;
    all.add("ada", solution());
    all.add("bob", stub());
    const std::string checks =
        "#include \"harness/check.hpp\"\n#include \"exercise.hpp\"\n#include "
        "\"harness/stage.hpp\"\n"
        "LOOPBACK_CHECK(\"1.51\", \"opens a second door\") {\n"
        "    harness::Stage& stage = harness::Stage::open(\"lessons/01-echo-server\", {});\n"
        "    stage.runs(\"open_door\", [] { open_door(0); open_door(0); });\n"
        "    stage.waits_until_returned();\n}\n";
    const fs::path hidden = all.beside("hidden");
    write(hidden / exercise / "checks.cpp", checks);
    write(hidden / "points.txt", "1.51 5\n");
    auto results = graded(all.path(), {"--checks", hidden.string()});
    CHECK(results["ada 1.51"].outcome == "passed");
    CHECK(results["ada 1.51"].points == "5");
    CHECK(results["bob 1.51"].outcome == "unwritten");
    CHECK(results["ada 1.7"].outcome == "passed");

    std::string known = checks;
    known.replace(known.find("1.51"), 4, "1.7");
    write(hidden / exercise / "checks.cpp", known);
    const Finished twice = grade(all.path(), {"--checks", hidden.string()});
    CHECK(twice.code == 3);
    CHECK(mentions(twice.output, "The check 1.7 is there twice"));
    write(hidden / exercise / "checks.cpp", "no C++\n");
    const Finished broken = grade(all.path(), {"--checks", hidden.string()});
    CHECK(broken.code == 3);
    CHECK(mentions(broken.output, "checks.cpp could not be built"));
}

TEST_CASE("a folder takes a file for each; what was handed in stays as it is") {
    Submissions all;
    all.add("ada", solution());
    all.add("bob", "int x\n");
    const auto before = fs::last_write_time(all.path() / "ada" / "exercises" / exercise);
    fs::create_directory(all.beside("out"));
    const Finished finished = grade(
        all.path(), {"--format", "gradescope", "--output", all.beside("out").string(), "-j", "2"});
    CHECK(finished.code == 0);
    CHECK(mentions(runner::read_file(all.beside("out") / "ada.json").value_or(""),
                   "\"status\": \"passed\""));
    CHECK(mentions(runner::read_file(all.beside("out") / "bob.json").value_or(""),
                   "does not compile"));
    CHECK(fs::last_write_time(all.path() / "ada" / "exercises" / exercise) == before);
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(all.path()))
        files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 2);
}

TEST_CASE("without isolation it says so plainly, and judges all the same") {
    Submissions all;
    all.add("ada", solution());
    const Finished finished = grade(all.path(), {"--no-isolation"});
    CHECK(finished.code == 0);
    CHECK(mentions(finished.output, "NOT APART"));
    CHECK(mentions(finished.output, "ada 7/7"));
}

TEST_CASE("wrong usage: one message with the next step, and status 2") {
    Submissions all;
    all.add("ada", solution());
    all.add("bob", stub());
    const auto refused = [&](std::vector<std::string> more, const char* words) {
        const Finished finished = grade(all.path(), std::move(more));
        CHECK_MESSAGE(finished.code == 2, words);
        CHECK_MESSAGE(mentions(finished.output, words), finished.output);
    };
    refused({"--format", "xml"}, "There is no format \"xml\"");
    refused({"--format", "autolab"}, "holds one submission");
    refused({"-j", "0"}, "-j takes a number");
    refused({"--only", "99"}, "--only takes exercises");
    refused({"--output", "/nowhere/x"}, "There is no folder /nowhere");
    refused({"--checks", all.path().string()}, "There are no hidden checks in");
    refused({"more"}, "one word too many");
    CHECK(grade("/nowhere/at/all").code == 2);
}

TEST_CASE(
    "where namespaces are not allowed the results say so; in a container that has them, none") {
    Submissions all;
    all.add("ada", solution());
    const auto in_namespace = [&](const std::string& before) {
        return run({"unshare", "-Ur", "sh", "-c",
                    before + "exec '" RUNNER "' grade '" + all.path().string() + "' --only 1"},
                   {{"LOOPBACK_ROOT", SOURCE_DIR},
                    {"LOOPBACK_BUILD", BUILD_DIR},
                    {"LOOPBACK_TIME_SCALE", "3"}});
    };
    if (!run({"unshare", "-Ur", "true"}).succeeded()) return;  // then the cases above say it
    const Finished none = in_namespace("echo 0 > /proc/sys/user/max_user_namespaces; ");
    CHECK_MESSAGE(mentions(none.output, "NOT APART"), none.output);
    CHECK(mentions(none.output, "this machine does not allow it: unshare"));
    CHECK(mentions(none.output, "ada 7/7"));
    const Finished nested = in_namespace("");
    // Some containers hide parts of /proc, and then allow no new one.
    const bool apart = mentions(nested.output, "each check ran apart");
    CHECK_MESSAGE((apart || mentions(nested.output, "mount /proc")), nested.output);
    CHECK(mentions(nested.output, "ada 7/7"));
}
