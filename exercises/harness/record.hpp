#pragma once
// The form of what a check program tells through its private pipe, for those who write it (the
// harness) and who read it (the runner): one record a line, its kind and one or two fields between
// tabs.
//
//     begin     1.3   echoes a message that comes in pieces
//     step      A sends   "hel"
//     right     2     (the last two steps are a question that was answered rightly)
//     call      A     send 3 bytes "hel" to 127.0.0.1:40122: 3 taken   (with --trace)
//     lives     3     (now and then, if it takes long: after 3 s it comes to its verdict by itself)
//     crash     your code ...   lessons/01-echo-server/README.md, ...   (if a signal ends it now)
//     expected  "hello\n"
//     seen      "hel", then the end of the stream
//     cause     your echo() ended after the first recv() ...
//     read      lessons/01-echo-server/README.md, "A stream has no messages"
//     verdict   fail  [the word that --proof handed over]
//     ran       1     (how many cases)

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace harness::record {

inline constexpr std::string_view begin = "begin";
inline constexpr std::string_view step = "step";
inline constexpr std::string_view right = "right";
inline constexpr std::string_view call = "call";
inline constexpr std::string_view lives = "lives";
inline constexpr std::string_view crash = "crash";
inline constexpr std::string_view expected = "expected";
inline constexpr std::string_view seen = "seen";
inline constexpr std::string_view cause = "cause";
inline constexpr std::string_view read = "read";
inline constexpr std::string_view verdict = "verdict";
inline constexpr std::string_view ran = "ran";

/// The verdicts that a check tells, in the order of the enumerators on both sides.
inline constexpr std::array<std::string_view, 5> verdicts{"pass", "fail", "stuck", "crashed",
                                                          "unwritten"};

/// `field` on one line, without a tab.
inline std::string escaped(std::string_view field) {
    std::string result;
    for (const char c : field) {
        switch (c) {
            case '\t': result += "\\t"; break;
            case '\n': result += "\\n"; break;
            case '\\': result += "\\\\"; break;
            default: result += c;
        }
    }
    return result;
}

inline std::string unescaped(std::string_view field) {
    std::string result;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char next = field[i] == '\\' && i + 1 < field.size() ? field[i + 1] : '\0';
        const bool escape = next == 't' || next == 'n' || next == '\\';
        result += !escape ? field[i] : next == 't' ? '\t' : next == 'n' ? '\n' : '\\';
        i += escape ? 1 : 0;
    }
    return result;
}

/// A whole record, with its line end; an empty second field is left out.
inline std::string line(std::string_view kind, std::string_view first,
                        std::string_view second = "") {
    std::string result = std::string(kind) + '\t' + escaped(first);
    if (!second.empty()) result += '\t' + escaped(second);
    return result + '\n';
}

/// The kind and the fields of a line, without its end.
inline std::vector<std::string> fields(std::string_view line) {
    std::vector<std::string> result;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t end = std::min(line.find('\t', start), line.size());
        result.push_back(unescaped(line.substr(start, end - start)));
        start = end + 1;
    }
    return result;
}

}  // namespace harness::record
