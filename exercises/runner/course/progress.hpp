#pragma once
// How far the learner is. Derived from the files; the verdicts of the last run are remembered
// beside a fingerprint of what they were about. Deleting that memory loses nothing.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "course/context.hpp"

namespace runner {

enum class Standing {
    not_started,  // no exercise.cpp, or the stub itself
    not_judged,   // written, and changed since its checks last ran
    begun,        // judged, and not all checks pass
    done,         // all checks pass for the present file
};

struct Progress {
    Standing standing = Standing::not_started;
    std::size_t passed = 0;
    std::size_t total = 0;                 // 0 when not known; a stretch is not among them
    std::map<std::string, bool> verdicts;  // by check id
    std::map<std::string, bool> stretch;   // those of a stretch, counted apart

    [[nodiscard]] std::size_t stretch_passed() const;
};

Progress progress_of(const Context& context, const Folder& exercise);

/// A fingerprint of everything that a verdict depends on: the exercise's code, what judges it, the
/// library and the compiler.
std::string fingerprint_of(const Context& context, const Folder& exercise);

struct KnownResult {
    std::string id;
    bool is_stretch = false;
    bool passed = false;
};
/// Remembers `results` of the files that had this fingerprint before they were built; nothing if
/// they have changed since. `total` is the number of its checks that are no stretch.
void remember(const Context& context, const Folder& exercise, const std::string& fingerprint,
              const std::vector<KnownResult>& results, std::size_t total);

/// The first exercise that is not done; the last one when all are.
const Folder& current_exercise(const Context& context);

/// Sees to it that the next build of `target` compiles the exercise's present file: build tools go
/// by its time, and a file that was moved back into place has an old one.
void notice_moved_file(const Context& context, const Folder& exercise, const std::string& target);
/// After the build of `target`: what exercise.cpp held.
void remember_built(const Context& context, const std::string& target, std::string_view written);

/// How many hints of a check were shown.
std::size_t hints_shown(const Context& context, const std::string& check);
void remember_hints(const Context& context, const std::string& check, std::size_t shown);

}  // namespace runner
