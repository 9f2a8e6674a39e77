// A class hands in fifty submissions: solutions, stubs, misconceptions, crashers, hangers, cheats.
// What ./sandbox grade makes of each check stands in golden/fifty.txt, and it is that exactly.
// LOOPBACK_WRITE_GOLDEN=1 writes the file anew: read the difference before you keep it.

#include <doctest/doctest.h>

#include <algorithm>

#include "runner/classroom/submissions.hpp"
#include "submissions.hpp"

using namespace scratch;

namespace {

// The class has these exercises, whatever else the course has.
const std::vector<std::string> exercises{"01-echo-server", "02-telnet-client", "03-port-ranges",
                                         "04-bind-and-exposure", "05-port-conflicts"};

/// A misconception, or another right answer ("right/threads"), as a whole.
std::string answer(const fs::path& exercise, const std::string& stem) {
    const fs::path root = SOURCE_DIR;
    const fs::path misconceptions = root / "tests" / "misconceptions";
    const runner::Finished whole = run({"awk", "-f", (misconceptions / "whole.awk").string(),
                                        (misconceptions / exercise / (stem + ".cpp")).string(),
                                        (root / "exercises" / exercise / "solution.cpp").string()});
    if (!whole.succeeded()) throw std::runtime_error(whole.output);
    return whole.output;
}

class Class {
public:
    void hands_in(const std::string& who, const fs::path& exercise, const std::string& code) {
        write(path() / who / exercise / "exercise.cpp", code);
        add(who);
    }
    void hands_in_a_link(const std::string& who, const fs::path& to) {
        fs::create_directories(path() / who / first_exercise);
        fs::create_symlink(to, path() / who / first_exercise / "exercise.cpp");
        add(who);
    }
    void hands_in_nothing(const std::string& who) {
        write(path() / who / "notes.txt", "sorry\n");
        add(who);
    }
    [[nodiscard]] fs::path path() const { return folder_.path() / "submissions"; }
    [[nodiscard]] fs::path results() const { return folder_.path() / "results.csv"; }
    [[nodiscard]] std::size_t size() const { return names_.size(); }

private:
    void add(const std::string& who) {
        if (std::find(names_.begin(), names_.end(), who) == names_.end()) names_.push_back(who);
    }

    Folder folder_;
    std::vector<std::string> names_;
};

/// As a class of fifty is: a few did everything, most one exercise, some something else.
void fill(Class& all) {
    const std::vector<std::pair<std::string, std::string>> first_choice{
        {"a-thread-a-client", "exits-when-one-client-resets"},
        {"keeps-what-is-unfinished", "answers-refusals"},
        {"by-numbers", "reads-with-atoi"},
        {"by-bytes", "knows-localhost"},
        {"calls-itself", "always-says-in-use"}};
    for (std::size_t i = 0; i < exercises.size(); ++i) {
        const fs::path exercise = exercises[i];
        all.hands_in("all-solved", exercise, text_of(exercise, "solution.cpp"));
        all.hands_in("all-begun", exercise, text_of(exercise, "stub.cpp"));
        all.hands_in("all-right", exercise, answer(exercise, "right/" + first_choice[i].first));
        all.hands_in("all-wrong", exercise, answer(exercise, first_choice[i].second));
    }
    const auto one = [&](std::size_t number, const std::vector<std::string>& stems) {
        for (const std::string& stem : stems) {
            std::string who = "0" + std::to_string(number) + "-" + stem;
            std::replace(who.begin(), who.end(), '/', '-');
            all.hands_in(who, exercises[number - 1], answer(exercises[number - 1], stem));
        }
    };
    one(1, {"right/error-codes", "right/bytes-and-a-large-buffer", "adds-a-newline",
            "binds-every-address", "treats-bytes-as-a-c-string"});
    one(2, {"right/threads", "sends-cr-alone", "drops-doubled-255", "polls-the-socket-only"});
    one(3,
        {"right/error-codes", "leaves-out-the-ends", "picks-a-number", "reads-one-variable-only"});
    one(4, {"right/takes-both-families", "forgets-mapped-addresses", "never-exposes",
            "trims-the-text"});
    one(5, {"right/catches-by-the-name", "tries-one-more", "sets-a-flag"});

    const std::string tools =
        "#include <unistd.h>\n#include <cstdlib>\n#include <stdexcept>\n#include <thread>\n";
    const auto with_echo = [&](const std::string& who, const std::string& body) {
        all.hands_in(who, first_exercise,
                     without_echo() + tools + "void echo(TcpStream& client) {\n" + body + "\n}\n");
    };
    for (const auto& [name, code] : troublemakers())
        all.hands_in("x-" + name, first_exercise, code);
    with_echo("x-null", "static_cast<void>(client); int* volatile none = nullptr; *none = 1;");
    with_echo("x-throws", "static_cast<void>(client); throw std::runtime_error(\"no idea\");");
    with_echo("x-recursion",
              "struct Deep { static int in(int n) { volatile char room[4096]; room[0] = "
              "static_cast<char>(n); return in(n + 1) + room[0]; } };\n"
              "std::exit(Deep::in(static_cast<int>(client.native_handle())));");

    const std::string answer_first =
        "char c; while (client.recv({&c, 1})) client.send_all({&c, 1});";
    with_echo("x-child", "if (::fork() == 0) for (;;) ::pause();" + answer_first);
    with_echo("x-thread", "std::thread([] { for (;;) ::pause(); }).detach();" + answer_first);

    const auto attempts = cheats();
    for (const char* name :
         {"includes-solution", "includes-by-macro", "commented-out", "prints-passed",
          "exits-at-once", "redirects-records", "calls-the-judge", "stands-in-for-write",
          "has-a-main", "hungry-template"}) {
        all.hands_in(std::string("y-") + name, first_exercise, attempts.at(name));
    }
    all.hands_in_a_link("y-link",
                        fs::path(SOURCE_DIR) / "exercises" / first_exercise / "solution.cpp");

    all.hands_in_nothing("z-nothing");
    all.hands_in("z-no-program", first_exercise, "this is no C++\n");
    all.hands_in("z-empty", first_exercise, "");
    all.hands_in("z-without-echo", first_exercise, without_echo());
}

char letter(const std::string& outcome) {
    const std::map<std::string, char> letters{
        {"passed", '+'},        {"failed", 'f'},       {"stuck", 's'},
        {"crashed", 'c'},       {"unwritten", 'u'},    {"exited", 'e'},
        {"timeout", 't'},       {"left-process", 'l'}, {"too-much-output", 'o'},
        {"not-counted", 'n'},   {"missing", '-'},      {"refused", 'R'},
        {"compile-error", 'C'}, {"link-error", 'L'},   {"compile-limit", 'T'},
        {"unreadable", 'U'}};
    const auto found = letters.find(outcome);
    return found == letters.end() ? '?' : found->second;
}

/// "x-abort       +cccccc ------- ...  1 of 32 points": a line a submission.
std::string in_lines(const std::vector<std::vector<std::string>>& rows) {
    std::map<std::string, std::map<std::string, std::string>> letters;
    std::map<std::string, double> points;
    for (const auto& row : rows) {
        if (row.size() != 14 || row[0] == "submission") continue;
        if (std::find(exercises.begin(), exercises.end(), row[1]) == exercises.end()) continue;
        letters[row[0]][row[1]] += letter(row[4]);
        points[row[0]] += std::stod(row[5]);
    }
    std::string text;
    for (const auto& [who, by_exercise] : letters) {
        text += who + std::string(who.size() < 36 ? 36 - who.size() : 1, ' ');
        for (const auto& [exercise, outcomes] : by_exercise) text += ' ' + outcomes;
        text += "  " + std::to_string(static_cast<int>(points[who])) + '\n';
    }
    return text;
}

const char* const legend =
    "# What grade makes of each check of exercises 01 to 05, and the points in all:\n"
    "# + passed, f failed, s stuck, c crashed, u not written yet, e exited, o too much output,\n"
    "# t out of time, l left a process, n not counted, - not handed in, R refused, C does not\n"
    "# compile, T compiling took too much, L does not link, U unreadable\n";

}  // namespace

TEST_CASE("fifty submissions are graded exactly as expected") {
    Class all;
    fill(all);
    CHECK(all.size() == 50);
    const runner::Finished finished = run({RUNNER, "grade", all.path().string(), "--format", "csv",
                                           "--output", all.results().string()},
                                          {{"LOOPBACK_ROOT", SOURCE_DIR},
                                           {"LOOPBACK_BUILD", BUILD_DIR},
                                           {"LOOPBACK_TIME_SCALE", "3"}},
                                          std::chrono::minutes(14));
    REQUIRE_MESSAGE(finished.code == 0, finished.output);

    const auto rows = rows_of(runner::read_file(all.results()).value_or(""));
    for (const auto& row : rows) {
        if (row.size() != 14) continue;
        CHECK_MESSAGE(!row[10].empty(), row[0], " ", row[2]);
        if (row[4] == "passed") CHECK_MESSAGE(row[5] == row[6], row[0], " ", row[2]);
        if (row[4] != "passed" && row[0] != "submission") {
            CHECK_MESSAGE(row[5] == "0", row[0], " ", row[2]);
        }
    }
    const std::string seen = legend + in_lines(rows);
    const fs::path file = fs::path(SOURCE_DIR) / "tests" / "runner" / "golden" / "fifty.txt";
    if (std::getenv("LOOPBACK_WRITE_GOLDEN") != nullptr) write(file, seen);
    CHECK(seen == runner::read_file(file).value_or("(no file)"));
}
