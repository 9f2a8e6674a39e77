#pragma once
// The lessons and exercises with their state, in words.

#include <string>
#include <vector>

#include "course/context.hpp"
#include "course/progress.hpp"

namespace runner {

std::string in_words(const Progress& progress);

/// A lesson and its exercise, with their state, on one line.
struct ListRow {
    int number = 0;
    std::string text;
};
std::vector<ListRow> list_rows(const Context& context);

/// How many exercises are known to be done.
std::size_t count_done(const Context& context);

}  // namespace runner
