#include "runner/judge/diagnostics.hpp"

#include <doctest/doctest.h>

#include "runner/words/text.hpp"

using namespace runner;

namespace {
constexpr std::string_view file = "01-echo-server/exercise.cpp";
}

TEST_CASE("GCC: an error in the learner's file, with the line it is in") {
    const Diagnosis diagnosis = read_diagnostics(
        "[1/3] Building CXX object x.o\n"
        "FAILED: exercises/x.o\n"
        "/usr/bin/c++ -c /c/exercises/01-echo-server/exercise.cpp\n"
        "/c/exercises/01-echo-server/exercise.cpp: In function 'void echo(TcpStream&)':\n"
        "/c/exercises/01-echo-server/exercise.cpp:14:9: error: 'recieved' was not declared in this "
        "scope; did you mean 'received'?\n"
        "   14 |         recieved\n"
        "      |         ^~~~~~~~\n"
        "      |         received\n"
        "ninja: build stopped: subcommand failed.\n",
        file);
    REQUIRE(diagnosis.errors.size() == 1);
    CHECK(diagnosis.errors[0].place == "14:9");
    CHECK(diagnosis.errors[0].message.starts_with("'recieved' was not declared"));
    CHECK(diagnosis.errors[0].excerpt.size() == 3);
    CHECK(diagnosis.undefined.empty());
}

TEST_CASE("GCC: an error in a header is told at the learner's line that asked for it") {
    const Diagnosis diagnosis = read_diagnostics(
        "In file included from /usr/include/c++/12/algorithm:61,\n"
        "                 from /c/exercises/01-echo-server/exercise.cpp:1:\n"
        "/usr/include/c++/12/bits/stl_algo.h: In instantiation of 'void std::sort(...)':\n"
        "/usr/include/c++/12/bits/stl_algo.h:4820:18:   required from 'void std::sort(...)'\n"
        "/c/exercises/01-echo-server/exercise.cpp:8:14:   required from here\n"
        "/usr/include/c++/12/bits/stl_algo.h:1938:50: error: no match for 'operator-'\n"
        " 1938 |        std::__lg(__last - __first) * 2,\n"
        "      |                  ~~~~~~~^~~~~~~~~\n"
        "/usr/include/c++/12/bits/stl_iterator.h:621:5: note: candidate: 'template<...>'\n",
        file);
    REQUIRE(diagnosis.errors.size() == 1);
    CHECK(diagnosis.errors[0].place == "8:14");
    CHECK(diagnosis.errors[0].from_elsewhere);
    CHECK(diagnosis.errors[0].excerpt.empty());
}

TEST_CASE("Clang: an error in a header is told at the learner's line that asked for it") {
    const Diagnosis diagnosis = read_diagnostics(
        "/usr/include/c++/12/bits/stl_algo.h:1938:22: error: invalid operands to binary "
        "expression\n"
        "                std::__lg(__last - __first) * 2,\n"
        "                          ~~~~~~ ^ ~~~~~~~\n"
        "/c/exercises/01-echo-server/exercise.cpp:8:10: note: in instantiation of function "
        "template "
        "specialization 'std::sort' requested here\n"
        "    std::sort(list.begin(), list.end());\n"
        "         ^\n"
        "1 error generated.\n",
        file);
    REQUIRE(diagnosis.errors.size() == 1);
    CHECK(diagnosis.errors[0].place == "8:10");
    CHECK(diagnosis.errors[0].message == "invalid operands to binary expression");
}

TEST_CASE("MSVC: an error in the learner's file") {
    const Diagnosis diagnosis = read_diagnostics(
        "C:\\c\\exercises\\01-echo-server\\exercise.cpp(14,9): error C2065: 'x': undeclared "
        "identifier\n"
        "C:\\c\\exercises\\01-echo-server\\exercise.cpp(20): warning C4100: 'y': unreferenced\n",
        file);
    REQUIRE(diagnosis.errors.size() == 1);
    CHECK(diagnosis.errors[0].place == "14:9");
    CHECK(diagnosis.errors[0].message == "'x': undeclared identifier");
    REQUIRE(diagnosis.warnings.size() == 1);
    CHECK(diagnosis.warnings[0].place == "20");
}

TEST_CASE("warnings and errors of other files are not the learner's") {
    const Diagnosis diagnosis = read_diagnostics(
        "/c/exercises/harness/story.cpp:3:1: warning: unused\n"
        "/c/exercises/02-other/exercise.cpp:3:1: error: wrong\n",
        file);
    CHECK(diagnosis.errors.empty());
    CHECK(diagnosis.warnings.empty());
}

TEST_CASE("a function that the linker misses is named once, whichever linker says it") {
    for (const char* line :
         {"/usr/bin/ld: checks.cpp:(.text+0x1): undefined reference to "
          "`echo(loopback::TcpStream&)'\n",
          "mold: error: undefined symbol: echo(loopback::TcpStream&)\n>>> referenced by x\n",
          "ld.lld: error: undefined symbol: echo(loopback::TcpStream&)\n",
          "Undefined symbols for architecture arm64:\n  \"echo(loopback::TcpStream&)\", referenced "
          "from:\n"}) {
        const Diagnosis diagnosis = read_diagnostics(std::string(line) + line, file);
        REQUIRE_MESSAGE(diagnosis.undefined.size() == 1, line);
        CHECK(diagnosis.undefined[0] == "echo(loopback::TcpStream&)");
    }
}

TEST_CASE("three errors are shown, and how many more there are") {
    const Diagnostic one{"3:1", "wrong", {"    3 | x", "      | ^"}, false};
    const std::string text = show_diagnostics({5, one}, "exercise.cpp", Style{});
    CHECK(text.starts_with("exercise.cpp:3:1: wrong\n    3 | x\n      | ^\n"));
    CHECK(text.ends_with("... and 2 more.\n"));
}

TEST_CASE("the compiler's line is cut to the window, and its mark stays below what it marks") {
    const std::string code =
        "    return first(a_long_name) + second(another_long_name) + thrid(x);";
    const std::size_t at = code.find("thrid");
    const std::string marks(at, ' ');
    const Diagnostic diagnostic{
        "6:63",
        "'thrid' was not declared in this scope",
        {"    6 | " + code, "      | " + marks + "^~~~~", "      | " + marks + "third"},
        false};
    for (const std::size_t width : {40U, 60U, 80U, 120U}) {
        const std::string text = show_diagnostics({diagnostic}, "exercise.cpp", {.width = width});
        std::vector<std::string> lines = lines_of(text);
        for (const std::string& line : lines) CHECK_MESSAGE(line.size() <= width, line);
        lines.erase(lines.begin(), lines.end() - 3);
        REQUIRE_MESSAGE(lines[0].find("thrid") != std::string::npos, text);
        CHECK_MESSAGE(lines[0].find("thrid") == lines[1].find("^~~~~"), text);
        CHECK(lines[2].find("third") == lines[1].find("^~~~~"));
        CHECK(lines[0].starts_with("    6 | "));
    }
    CHECK(lines_of(show_diagnostics({diagnostic}, "exercise.cpp", {.width = 120}))[1] ==
          "    6 | " + code);
}
