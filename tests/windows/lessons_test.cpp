// The lesson programs as processes on Windows: all that there are.
#include <filesystem>
#include <string>
#include <vector>

#include "server.hpp"

using namespace tests;

namespace {

std::vector<std::string> lessons() {
    std::vector<std::string> programs;
    for (const auto& entry : std::filesystem::directory_iterator(BIN_FOLDER)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("lesson-") && name.ends_with(".exe")) {
            programs.push_back(entry.path().string());
        }
    }
    return programs;
}

}  // namespace

TEST_CASE("each lesson tells its flags, and refuses those that it does not know") {
    REQUIRE_FALSE(lessons().empty());
    for (const std::string& program : lessons()) {
        CAPTURE(program);
        Process help({program, "--help"});
        CHECK(help.wait() == 0);
        CHECK(has(help.output(), "Usage: lesson-"));
        Process wrong({program, "--no-such-flag"});
        CHECK(wrong.wait() == 2);
        CHECK(has(wrong.output(), "There is no flag \"--no-such-flag\"."));
    }
}
