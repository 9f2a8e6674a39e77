#pragma once
// What was handed in: the learners' exercise.cpp files in a folder, and nothing else of it.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course/course.hpp"

namespace runner {

struct Submission {
    std::string name;                            // of its folder: "alice"
    std::map<int, std::filesystem::path> files;  // exercise.cpp by the exercise's number
};

/// The submissions in `folder`: itself, if it has exercise files (a clone, the content of a zip),
/// else one for each folder in it, in the order of their names; one that has no exercise file
/// anywhere in it is a submission without files. Links are not followed. Throws Trouble when
/// `folder` is no folder, or has no exercise file at all.
std::vector<Submission> find_submissions(const std::filesystem::path& folder, const Course& course);

}  // namespace runner
