#pragma once
// What a check program tells through its private pipe: one record a line, fields between tabs.
//
//     begin     1.3   echoes a message that comes in pieces
//     step      A sends   "hel"
//     crash     your code ...   lessons/01-echo-server/README.md, ...   (if a signal ends it now)
//     expected  "hello\n"
//     seen      "hel", then the end of the stream
//     cause     your loop ended after the first recv() ...
//     read      lessons/01-echo-server/README.md, "A stream has no messages"
//     verdict   fail  [the word that --proof handed over]
//     ran       1

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

struct Step {
    std::string action;
    std::string detail;
};

struct Records {
    std::string id;
    std::string title;
    std::vector<Step> steps;
    std::string crash_cause;  // what it means if a signal ended the check, and where to read on
    std::string crash_read;
    std::string expected;
    std::string seen;
    std::string cause;
    std::string read;
    std::vector<std::string> verdicts;  // exactly one, if all is well
    std::string proof;                  // the word that came with the verdict, if any
    std::optional<int> ran;             // how many doctest cases ran: 1, if all is well
    bool damaged = false;               // a line was no record, or was cut short
};

/// Reads records. Lines that are none of the above set `damaged` and are skipped.
Records parse_records(std::string_view text);

}  // namespace runner
