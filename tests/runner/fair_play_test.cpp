#include "runner/classroom/fair_play.hpp"

#include <doctest/doctest.h>

using namespace runner;

namespace {

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("comments, quotations and ordinary code are not refused") {
    for (const char* source :
         {"// asm detail harness\n/* __asm__\n#line 3\n*/ int x;",
          "const char* text = \"asm \\\" ## extern \\\"C\\\" #line 1\"; char c = '\"'; int asmx;",
          "auto raw = R\"x(\n#line 3\nasm \" harness)x\"; int detail_of = 1'000'000;",
          "#include <array>\n#if defined(_WIN32) || __cplusplus > 1 || "
          "__has_include(<span>)\n#endif\n",
          "extern int other; std::cout << __FILE__ << __LINE__ << \" #1 \"; "
          "client.install_later();",
          "// a comment that goes on \\\n asm\nint x;", "", "\"", "'", "/*", "R\"(", "\\", "#"})
        CHECK_MESSAGE(refusal_of_source(source).empty(), source);
}

TEST_CASE("what reaches for the judge or the compiler is refused, with its line") {
    CHECK(mentions(refusal_of_source("int x;\nasm(\"nop\");"), "line 2 uses the name asm"));
    CHECK(mentions(refusal_of_source("int x;\\\n\nas\\\nm(\"nop\");"), "line 3 uses the name asm"));
    CHECK(mentions(refusal_of_source("as\\ \nm(\"nop\");"), "asm"));
    CHECK(mentions(refusal_of_source("int __builtin;"), "__builtin"));
    CHECK(mentions(refusal_of_source("void _Zx();"), "_Zx"));
    CHECK(mentions(refusal_of_source("int a__b;"), "a__b"));
    CHECK(mentions(refusal_of_source("extern /* */ \"C\" void f();"), "extern"));
    CHECK(mentions(refusal_of_source("extern R\"(C)\" void f();"), "extern"));
    CHECK(mentions(refusal_of_source("#define J(a, b) a ## b"), "##"));
    CHECK(mentions(refusal_of_source("#define J(a, b) a %:%: b"), "##"));
    CHECK(mentions(refusal_of_source(" # /* */ line 3"), "#line"));
    CHECK(mentions(refusal_of_source("/*\n*/ # 3 \"x\" 1"), "#line"));
    CHECK(mentions(refusal_of_source("%: 3 \"x\""), "#line"));
    CHECK(mentions(refusal_of_source("R\"(a)\"\n#line 3"), "line 2"));
    CHECK(mentions(refusal_of_source("?\?=line 3"), "trigraph"));
    CHECK(mentions(refusal_of_source("auto x = 1'0; harness::y;"), "harness"));
    CHECK(mentions(refusal_of_source("// \\\n\nasm"), "line 3"));
}

TEST_CASE("symbols: what an answer needs is not refused") {
    CHECK(refusal_of_symbols("_Z4echoRN8loopback9TcpStreamE T 85 df\n"
                             "_ZN8loopback6detail18installed_observerE u 0 8\n"
                             "_ZN8loopback9TcpStream4sendEv W 0 8\n"
                             "_ZN4stub11not_writtenEPKc W 0 8\n_ZTIN4stub10NotWrittenE V 0 8\n"
                             "_ZTVN5given8KeyboardE V 0 8\n"
                             "_ZnwmPv W 0 8\n_ZdlPvS_ W 0 8\nDW.ref.__gxx_personality_v0 V 0 8\n"
                             "everyone B 0 8\nsend U\nclose U\nfcntl U\n_Znwm U\nputs U\n\n",
                             "void echo();")
              .empty());
}

TEST_CASE("symbols: what stands in for others, or reaches beyond the network, is refused") {
    for (const char* line :
         {"write T 0 8", "main T 0 8", "send W 0 8", "_Znwm T 0 8", "_ZdlPv W 0 8",
          "_ZN7harness8concludeENS_7VerdictE T 0 8", "_ZN7doctest1xE W 0 8",
          "_ZNSt6thread4joinEv T 0 8", "_ZN8loopback9TcpStream4sendEv T 0 8", "_Z1fv i 0 8"})
        CHECK_MESSAGE(mentions(refusal_of_symbols(line, ""), "defines"), line);
    const std::string source =
        "write fork execve posix_spawnp dlsym syscall mmap std::ofstream std::filesystem::status";
    for (const char* line :
         {"write U", "fork U", "execve U", "posix_spawnp U", "dlsym U", "syscall w", "mmap U",
          "_ZNSt14basic_ofstreamIcSt11char_traitsIcEEC1EPKcSt13_Ios_Openmode U",
          "_ZNSt10filesystem6statusERKNS_7__cxx114pathE U"}) {
        CHECK_MESSAGE(mentions(refusal_of_symbols(line, source), "uses"), line);
        // The library's headers, and std::thread's, use some of them.
        CHECK_MESSAGE(refusal_of_symbols(line, "// write fork\nint x = 1;").empty(), line);
    }
    for (const char* line :
         {"_ZN7harness13claim_verdictEv U", "_ZN7doctest18is_running_in_testE U"})
        CHECK_MESSAGE(mentions(refusal_of_symbols(line, ""), "uses"), line);
}
