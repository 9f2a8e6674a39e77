// ./sandbox grade as an instructor types it, on this build's own checks of exercise 01: honest
// submissions, broken ones, and those that want to fool the judge.

#include <doctest/doctest.h>
#include <unistd.h>

#include <map>

#include "runner/submissions.hpp"
#include "runner/trouble.hpp"
#include "scratch.hpp"

using namespace scratch;
using runner::Finished;

namespace {

const fs::path exercise = "01-echo-server";

std::string solution() {
    return runner::read_file(fs::path(SOURCE_DIR) / "exercises" / exercise / "solution.cpp")
        .value();
}

std::string stub() {
    return runner::read_file(fs::path(SOURCE_DIR) / "exercises" / exercise / "stub.cpp").value();
}

/// The solution without one of its functions.
std::string without_echo() {
    std::string text = solution();
    const std::size_t start = text.find("void echo(");
    const std::size_t end = text.find("void serve(");
    return text.erase(start, end - start);
}

Finished grade(const fs::path& folder, std::vector<std::string> more = {},
               Environment environment = {}) {
    std::vector<std::string> words{RUNNER, "grade", folder.string(), "--only", "1"};
    words.insert(words.end(), more.begin(), more.end());
    environment.emplace_back("LOOPBACK_ROOT", SOURCE_DIR);
    environment.emplace_back("LOOPBACK_BUILD", BUILD_DIR);
    environment.emplace_back("LOOPBACK_TIME_SCALE", "3");
    return run(words, environment);
}

/// The fields of a line of CSV; a field in quotation marks may hold line ends.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
            row.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            row.emplace_back();
        } else if (!quoted && c == '\n') {
            rows.push_back(std::exchange(row, {""}));
        } else if (quoted || c != '\r') {
            row.back() += c;
        }
    }
    return rows;
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

const std::string includes = "#include \"exercise.hpp\"\n#include <unistd.h>\n#include <cstdlib>\n";
const std::string forged =
    "static const char lines[] = \"begin\\t1.2\\tx\\nverdict\\tpass\\nran\\t1\\n\";\n";

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
    const auto with_echo = [&](const std::string& name, const std::string& body) {
        all.add(name, without_echo() +
                          "#include <cstdio>\n#include <cstdlib>\n#include <vector>\n"
                          "void echo(TcpStream& client) {\n static_cast<void>(client);\n" +
                          body + "\n}\n");
    };
    with_echo("abort", "std::abort();");
    with_echo("early", "return;");
    with_echo("exit", "std::exit(0);");
    with_echo("hang", "char c; while (client.recv({&c, 1})) {} for (;;) {}");
    with_echo("memory", "std::vector<char> all(std::size_t{1} << 30, 'x'); std::puts(all.data());");
    with_echo("output", "for (;;) std::puts(\"a gigabyte\");");
    auto results = graded(all.path());
    CHECK(results["abort 1.2"].outcome == "crashed");
    CHECK(results["early 1.2"].outcome == "failed");
    CHECK(results["exit 1.2"].outcome == "exited");
    CHECK(results["hang 1.2"].outcome == "stuck");
#if defined(__SANITIZE_ADDRESS__)  // a sanitizer has no limit on memory
    CHECK(results["memory 1.2"].outcome != "passed");
#else
    CHECK(results["memory 1.2"].outcome == "crashed");
#endif
    CHECK(results["output 1.2"].outcome == "too-much-output");
    for (const char* name : {"abort", "early", "exit", "hang", "memory", "output"}) {
        CHECK_MESSAGE(results[std::string(name) + " 1.1"].outcome == "passed", name);
        CHECK_FALSE(results[std::string(name) + " 1.2"].message.empty());
    }
}

TEST_CASE("nobody fools the judge") {
    Submissions all;
    const std::string real_solution =
        (fs::path(SOURCE_DIR) / "exercises" / exercise / "solution.cpp").string();
    const std::map<std::string, std::string> cheats{
        {"includes-solution", "#include \"solution.cpp\"\n"},
        {"includes-by-path", "#include \"" + real_solution + "\"\n"},
        {"includes-in-brackets", "#include <" + real_solution + ">\n"},
        {"includes-by-macro", "#define WHERE \"" + real_solution + "\"\n#include WHERE\n"},
        {"includes-upwards", "#include \"../exercises/01-echo-server/solution.cpp\"\n"},
        {"includes-itself", "#if __INCLUDE_LEVEL__ < 9\n#include __FILE__\n#endif\n" + stub()},
        {"commented-out", "/*\n" + solution() + "*/\n"},
        {"private-public", "#define private public\n" + stub()},
        {"prints-passed",
         stub() + "#include <cstdio>\nstatic int x = std::puts(\"PASS 1.1\\nverdict\\tpass\");\n"},
        {"exits-early", includes + "static const int x = (std::exit(0), 0);\n" + stub()},
        {"exits-at-once", includes + "static const int x = (::_exit(0), 0);\n" + stub()},
        {"writes-records",
         includes + forged +
             "static const auto x = (::write(3, lines, sizeof lines - 1), ::_exit(0), 0);\n" +
             stub()},
        {"streams-records", "#include <fstream>\n#include <unistd.h>\n" + forged +
                                "static const int x = (std::ofstream(\"/proc/self/fd/3\") << lines "
                                "<< std::flush, ::_exit(0), 0);\n" +
                                stub()},
        {"redirects-records",
         includes + "#include <fcntl.h>\n#include <cstdio>\n" + forged +
             "static const auto x = (::close(1), ::fcntl(3, F_DUPFD, 1), "
             "std::fputs(lines, stdout), std::fflush(stdout), ::_exit(0), 0);\n" +
             stub()},
        {"calls-the-judge",
         "namespace harness { enum class Verdict { pass }; struct Finding; void conclude(); }\n" +
             stub()},
        {"calls-by-symbol",
         "extern \"C\" bool _ZN7harness13claim_verdictEv() noexcept;\nstatic bool x = "
         "_ZN7harness13claim_verdictEv();\n" +
             stub()},
        {"pastes-a-name",
         "#define JOIN(a, b) a##b\nnamespace JOIN(harn, ess) { bool claim_verdict() noexcept; }\n" +
             stub()},
        {"includes-the-judge", "#include \"harness/verdict.hpp\"\n" + stub()},
        {"brings-doctest",
         "#include <doctest/doctest.h>\nstatic bool x = doctest::is_running_in_test;\n" + stub()},
        {"stands-in-for-write",
         "#include <unistd.h>\nssize_t write(int, const void*, size_t n) { return "
         "static_cast<ssize_t>(n); }\n" +
             stub()},
        {"stands-in-for-new",
         "#include <cstdlib>\nvoid* operator new(std::size_t n) { return std::malloc(n); }\n" +
             stub()},
        {"assembles", "static int x = [] { asm volatile(\"nop\"); return 0; }();\n" + stub()},
        {"splices-a-keyword",
         "static int x = [] { as\\\nm volatile(\"nop\"); return 0; }();\n" + stub()},
        {"constructs", "__attribute__((constructor)) static void x() {}\n" + stub()},
        {"unhooks-the-judge",
         "static const int x = (loopback::detail::installed_observer = nullptr, 0);\n" + stub()},
        {"names-another-file", "#line 1 \"/usr/include/x.h\"\n" + stub()},
        {"forks", includes + "static const int x = ::fork();\n" + stub()},
        {"has-a-main", stub() + "int main() { return 0; }\n"},
        {"finds-functions",
         "#include <dlfcn.h>\nstatic void* x = ::dlsym(nullptr, \"main\");\n" + stub()},
        {"endless-include", "#include \"/dev/zero\"\n"},
        {"hungry-template",
         "template <int n> struct A { A<n + 1> a; A<n + 2> b; };\nA<0> a;\n" + stub()},
    };
    for (const auto& [name, code] : cheats) all.add(name, code);
    fs::create_directories(all.path() / "link" / exercise);
    fs::create_symlink(real_solution, all.path() / "link" / exercise / "exercise.cpp");
    // Somebody's own checks and harness are not looked at.
    all.add("own-checks", stub());
    write(all.path() / "own-checks" / "exercises" / exercise / "checks.cpp", "int main() {}\n");
    write(all.path() / "own-checks" / "exercises" / exercise / "exercise.hpp", "#error mine\n");

    auto results = graded(all.path());
    CHECK(results.size() == 1 + 7 * (cheats.size() + 2));
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
