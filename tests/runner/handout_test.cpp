// The student edition: what is in it, what is not, and that it builds.

#include <doctest/doctest.h>

#include <regex>

#include "scratch.hpp"

using namespace scratch;
using runner::Finished;

namespace {

Finished handout(const fs::path& target, std::vector<std::string> more = {}) {
    std::vector<std::string> words{RUNNER, "handout", target.string()};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, {{"LOOPBACK_ROOT", SOURCE_DIR}, {"LOOPBACK_BUILD", BUILD_DIR}});
}

std::vector<fs::path> exercises(const fs::path& root) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(root / "exercises"))
        if (fs::exists(entry.path() / "checks.cpp")) folders.push_back(entry.path());
    return folders;
}

void links_lead_somewhere(const fs::path& text) {
    const std::string words = runner::read_file(text).value_or("");
    const std::regex link(R"(\]\(([^)#:]+)(#[^)]*)?\))");
    for (std::sregex_iterator it(words.begin(), words.end(), link), end; it != end; ++it)
        CHECK_MESSAGE(fs::exists(text.parent_path() / it->str(1)), text.string(), it->str(0));
}

}  // namespace

TEST_CASE("the student edition has stubs to commit, and no solution or misconception") {
    Folder folder;
    const fs::path target = folder.path() / "handout";
    fs::create_directory(target);  // an empty folder may be there
    const Finished finished = handout(target);
    CHECK_MESSAGE(finished.code == 0, finished.output);
    CHECK(exercises(target).size() == exercises(SOURCE_DIR).size());
    run({"git", "init", "-q", target.string()});
    for (const fs::path& exercise : exercises(target)) {
        CHECK(runner::read_file(exercise / "exercise.cpp") ==
              runner::read_file(exercise / "stub.cpp"));
        CHECK_FALSE(fs::exists(exercise / "solution.cpp"));
        CHECK(run({"git", "-C", target.string(), "check-ignore", "--no-index",
                   (exercise / "exercise.cpp").string()})
                  .code != 0);
    }
    CHECK_FALSE(fs::exists(target / "tests" / "misconceptions"));
    CHECK_FALSE(fs::exists(target / "docs" / "classroom.md"));
    CHECK_FALSE(fs::exists(target / "docs" / "authors.md"));
    CHECK_FALSE(fs::exists(target / "offline"));
    CHECK(fs::exists(target / ".devcontainer" / "devcontainer.json"));
    CHECK(mentions(runner::read_file(target / ".github" / "workflows" / "grade.yml").value_or(""),
                   "grade submission"));
    const std::string readme = runner::read_file(target / "README.md").value_or("");
    CHECK(mentions(readme, "This is the student edition"));
    CHECK_FALSE(mentions(readme, "CONTRIBUTING"));
    CHECK_FALSE(mentions(readme, "classroom"));
    for (const auto& entry : fs::recursive_directory_iterator(target))
        if (entry.path().extension() == ".md") links_lead_somewhere(entry.path());
    const Finished help =
        run({RUNNER, "--help"}, {{"LOOPBACK_ROOT", SOURCE_DIR}, {"LOOPBACK_BUILD", BUILD_DIR}});
    CHECK(mentions(help.output, "./sandbox handout DIR"));
    const std::string table =
        runner::read_file(target / "exercises/runner/classroom/commands.hpp").value_or("");
    CHECK(mentions(table, "{\"grade\", "));
    CHECK_FALSE(mentions(table, "{\"handout\", "));
    CHECK_FALSE(mentions(table, "--offline"));
    // Beside it nothing is left.
    std::size_t entries = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        static_cast<void>(entry);
        ++entries;
    }
    CHECK(entries == 1);

    const Finished again = handout(target);
    CHECK(again.code == 2);
    CHECK(mentions(again.output, "is there and not empty; nothing was written"));
}

TEST_CASE("the student edition is configured offline by the doctest that lies beside it") {
    Folder folder;
    const fs::path target = folder.path() / "handout";
    CHECK(handout(target, {"--offline"}).code == 0);
    const fs::path build = folder.path() / "build";
    const Finished configured = run({"cmake", "-S", target.string(), "-B", build.string(), "-G",
                                     "Ninja", std::string("-DCMAKE_CXX_COMPILER=") + COMPILER});
    CHECK_MESSAGE(configured.code == 0, configured.output);
    const std::string kit = runner::read_file(build / "kit.txt").value_or("");
    CHECK(mentions(kit, "doctest\t" + (target / "offline").string()));
    const Finished tests =
        run({"ctest", "--test-dir", build.string(), "-N", "-R", "answer_[0-9]+_stub"});
    CHECK(mentions(tests.output, "Total Tests: " + std::to_string(exercises(SOURCE_DIR).size())));
    const Finished solution =
        run({RUNNER, "solution", "1", "--anyway"},
            {{"LOOPBACK_ROOT", target.string()}, {"LOOPBACK_BUILD", build.string()}});
    CHECK(solution.code == 1);
    CHECK(mentions(solution.output, "the solutions are with your instructor"));
    const Finished last_hint =
        run({RUNNER, "hint", "1.1", "--all"},
            {{"LOOPBACK_ROOT", target.string()}, {"LOOPBACK_BUILD", build.string()}});
    CHECK_FALSE(mentions(last_hint.output, "./sandbox solution"));
    CHECK_FALSE(mentions(solution.output, "./sandbox hint"));
    const Finished another =
        run({CLASSROOM, "handout", (folder.path() / "another").string()},
            {{"LOOPBACK_ROOT", target.string()}, {"LOOPBACK_BUILD", build.string()}});
    CHECK(another.code == 2);
    CHECK(mentions(another.output, "no further edition can be made of it"));
    CHECK_FALSE(fs::exists(folder.path() / "another"));
}

TEST_CASE("a place that will not do: one message, status 2, and nothing written") {
    Folder folder;
    CHECK(handout(folder.path() / "no" / "parent").code == 2);
    const Finished inside = handout(fs::path(SOURCE_DIR) / "handout-of-a-test");
    CHECK(inside.code == 2);
    CHECK_FALSE(fs::exists(fs::path(SOURCE_DIR) / "handout-of-a-test"));
    write(folder.path() / "file", "x");
    CHECK(handout(folder.path() / "file").code == 2);
    CHECK(runner::read_file(folder.path() / "file") == "x");
}
