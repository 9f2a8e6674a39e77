#pragma once
// A judgement as a learner reads it.

#include <cstddef>
#include <string>

#include "judge/judge.hpp"
#include "words/printer.hpp"

namespace runner {

/// "PASS 1.1 title", "FAIL 1.2 title: STUCK": one line, with its line end.
std::string verdict_line(const Judgement& judgement, const Style& style);

/// The whole story: the verdict line, the numbered steps, what was expected and seen, the likely
/// cause, what the code printed, and what to do next. `reading` is the exercise's README. Where
/// there is room for `most_lines` only, the first steps are left out: how it ended is what one
/// needs.
constexpr std::size_t as_long_as_it_is = 1'000'000;
std::string story(const Judgement& judgement, const std::string& reading, const Style& style,
                  std::size_t most_lines = as_long_as_it_is);

}  // namespace runner
