#pragma once
// What a check program told: see harness/record.hpp for its form.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

struct StoryStep {
    std::string action;
    std::string detail;
    std::size_t question = 0;  // that was answered rightly: which one, from 1; else 0

    bool operator==(const StoryStep&) const = default;
};

struct Records {
    std::string id;
    std::string title;
    std::vector<StoryStep> steps;
    std::vector<StoryStep> calls;  // with --trace: who made it, and the call
    std::size_t right_answers = 0;
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

/// Reads records. Lines that are none set `damaged` and are skipped.
Records parse_records(std::string_view text);

}  // namespace runner
