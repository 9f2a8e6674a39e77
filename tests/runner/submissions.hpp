#pragma once
// What people hand in to ./sandbox grade: answers, broken ones, and those that want to fool it.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scratch.hpp"

namespace scratch {

inline const fs::path first_exercise = "01-echo-server";

/// A file of an exercise's folder.
inline std::string text_of(const fs::path& exercise, const char* file) {
    return runner::read_file(fs::path(SOURCE_DIR) / "exercises" / exercise / file).value();
}
inline std::string solution() { return text_of(first_exercise, "solution.cpp"); }
inline std::string stub() { return text_of(first_exercise, "stub.cpp"); }

/// The solution without one of its functions.
inline std::string without_echo() {
    std::string text = solution();
    const std::size_t start = text.find("void echo(");
    const std::size_t end = text.find("void serve(");
    return text.erase(start, end - start);
}

/// Solutions whose `echo` does what no program should.
inline std::map<std::string, std::string> troublemakers() {
    std::map<std::string, std::string> all;
    const auto with_echo = [&](const std::string& name, const std::string& body) {
        all[name] = without_echo() +
                    "#include <cstdio>\n#include <cstdlib>\n#include <vector>\n"
                    "void echo(TcpStream& client) {\n static_cast<void>(client);\n" +
                    body + "\n}\n";
    };
    with_echo("abort", "std::abort();");
    with_echo("early", "return;");
    with_echo("exit", "std::exit(0);");
    with_echo("hang", "char c; while (client.recv({&c, 1})) {} for (;;) {}");
    with_echo("memory", "std::vector<char> all(std::size_t{1} << 30, 'x'); std::puts(all.data());");
    with_echo("output", "for (;;) std::puts(\"a gigabyte\");");
    return all;
}

/// Those that want points without an answer.
inline std::map<std::string, std::string> cheats() {
    const std::string includes =
        "#include \"exercise.hpp\"\n#include <unistd.h>\n#include <cstdlib>\n";
    const std::string forged =
        "static const char lines[] = \"begin\\t1.2\\tx\\nverdict\\tpass\\nran\\t1\\n\";\n";
    const std::string real_solution =
        (fs::path(SOURCE_DIR) / "exercises" / first_exercise / "solution.cpp").string();
    return {
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
         "namespace harness { enum class Outcome { pass }; struct Finding; void conclude(); }\n" +
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
}

/// The fields of a line of CSV; a field in quotation marks may hold line ends.
inline std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
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

}  // namespace scratch
