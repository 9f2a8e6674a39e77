#include "runner/commands/commands.hpp"

#include <doctest/doctest.h>

#include "runner/words/trouble.hpp"

using namespace runner;

namespace {

Request parse(const std::vector<std::string>& arguments) {
    return parse_arguments(commands(), arguments);
}

std::string refusal(const std::vector<std::string>& arguments) {
    try {
        parse(arguments);
    } catch (const Trouble& trouble) {
        CHECK(trouble.status == Status::wrong_usage);
        return trouble.message;
    }
    return "";
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("flags stand before or after the command and its words") {
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"check", "1.3", "--trace", "--plain"}, {"--plain", "check", "--trace", "1.3"}}) {
        const Request request = parse(arguments);
        CHECK(request.command == "check");
        CHECK(request.words == std::vector<std::string>{"1.3"});
        CHECK(request.has("--trace"));
        CHECK(request.has("--plain"));
    }
}

TEST_CASE("what follows the lesson's number is the program's, flags included") {
    const Request request = parse({"run", "--plain", "1", "--port", "0", "--help"});
    CHECK(request.words == std::vector<std::string>{"1"});
    CHECK(request.passed_on == std::vector<std::string>{"--port", "0", "--help"});
    CHECK(request.has("--plain"));
    CHECK_FALSE(request.help);
}

TEST_CASE("try without a number passes the program's flags on") {
    CHECK(parse({"try", "--port", "0"}).passed_on == std::vector<std::string>{"--port", "0"});
}

TEST_CASE("test passes on what comes after two dashes") {
    CHECK(parse({"test", "--", "-R", "echo"}).passed_on == std::vector<std::string>{"-R", "echo"});
}

TEST_CASE("wrong usage says what was probably meant") {
    CHECK(mentions(refusal({"chekc"}), "./sandbox check?"));
    CHECK(mentions(refusal({"check", "--trase"}), "--trace?"));
    CHECK(mentions(refusal({"test", "3"}), "./sandbox check 3?"));
    CHECK(mentions(refusal({"3"}), "./sandbox check 3"));
    CHECK(mentions(refusal({"watch", "--edit-cmd"}), "--edit-cmd needs a value"));
    CHECK(parse({"watch", "--edit-cmd", "vi -R", "2"}).values.at("--edit-cmd") == "vi -R");
    CHECK(parse({"watch", "--edit-cmd="}).values.at("--edit-cmd").empty());
    CHECK(mentions(refusal({"grade", "--fromat"}), "--format?"));
    CHECK(mentions(refusal({"frobnicate"}), "--help"));
    CHECK(mentions(refusal({"list", "--trace"}), "--trace"));
    CHECK(mentions(refusal({"check", "1", "2"}), "one word too many"));
    CHECK(mentions(refusal({"\x1b[2J"}), "\\x1b[2J"));
}

TEST_CASE("help is given for any command") {
    CHECK(parse({"check", "--help"}).help);
    CHECK(parse({"help"}).help);
    CHECK(parse({"-h"}).help);
    CHECK(parse({"help", "check"}).help);
}
