#pragma once
// The second half of the catalog (words/messages.hpp): what instructors read, of grade and handout.

#include <string_view>

#include "words/messages.hpp"

namespace runner::messages {

// What was handed in
inline constexpr Text grade_which =
    "Grade what? A folder that was handed in, or a folder of such folders: ./sandbox grade "
    "submissions\nNext: docs/classroom.md";
inline constexpr Text grade_no_folder =
    "There is no folder {1} to grade.\nNext: a clone, an unpacked zip, or a folder of them: "
    "./sandbox grade DIR";
inline constexpr Text grade_unreadable_folder =
    "The folder {1} cannot be read: {2}.\nNext: ls -ld {1}";
inline constexpr Text grade_nothing_found =
    "No exercise file was found in {1}.\nIt is looked for as {2} or exercises/{2}, in that folder "
    "and in each folder in it.\nNext: docs/classroom.md shows how a folder of submissions looks";
inline constexpr Text grade_bad_points =
    "Line {2} of {1} makes no sense: \"{3}\". A line is a check and its points, such as: 1.5 2\n"
    "Next: correct that line";
inline constexpr Text grade_points_for_nothing =
    "{1} gives points to check {2}, which does not exist.\nNext: correct that line";
inline constexpr Text grade_bad_format =
    "There is no format \"{1}\". There are table, csv, junit, gradescope and autolab.";
inline constexpr Text grade_bad_jobs = "-j takes a number from 1 to 1024, not \"{1}\".";
inline constexpr Text grade_bad_only =
    "--only takes exercises, such as --only 1,3; \"{1}\" is not among them.";
inline constexpr Text grade_one_file_each =
    "The format {1} holds one submission, and {2} has {3}.\nNext: grade them one by one, or name a "
    "folder that is there, for a file each: --output results/";
inline constexpr Text grade_no_output_folder =
    "There is no folder {1} for the results.\nNext: make it, then the same command again";
inline constexpr Text grade_no_checks =
    "There are no hidden checks in {1}.\nThey are looked for as NN-name/checks.cpp, such as {2}.";
inline constexpr Text grade_no_compiler =
    "grade compiles each submission by itself, and needs GCC or Clang for that; this build folder "
    "was made for {1}.\nNext: CXX=g++ LOOPBACK_BUILD=/another/folder ./sandbox grade ...";
inline constexpr Text grade_own_failed =
    "{1} could not be built. This is not the submissions' fault:\n\n{2}\nNext: ./sandbox doctor";
inline constexpr Text grade_list_failed =
    "The checks of {1} could not be listed: {2}.\nNext: ./sandbox check {3}";
inline constexpr Text grade_same_check =
    "The check {1} is there twice. A hidden check needs an id of its own, such as {2}.";
inline constexpr Text grading_progress = "Grading {1} {1?submission|submissions}";

// handout
inline constexpr Text handout_of_handout =
    "This is a student edition: it has no solutions, and no further edition can be made of it.\n"
    "Next: ./sandbox handout in the course that it was made from";
inline constexpr Text handout_where =
    "Where to? A folder that is not there yet, or is empty: ./sandbox handout ../handout\nNext: "
    "docs/classroom.md";
inline constexpr Text handout_not_empty =
    "{1} is there and not empty; nothing was written.\nNext: name another folder, or move that one "
    "away";
inline constexpr Text handout_no_parent = "There is no folder {1}.\nNext: make it, or name another";
inline constexpr Text handout_inside =
    "{1} lies in this checkout; the student edition has to lie outside.\nNext: ./sandbox handout "
    "../handout";
inline constexpr Text handout_cannot_write =
    "{1} could not be written: {2}. Nothing is left of it.";
inline constexpr Text handout_no_doctest =
    "doctest's header is not where this build folder says.\nNext: ./sandbox doctor";
inline constexpr Text handout_done =
    "{1} is the student edition: no solutions, exercise.cpp to be committed, a dev container, and "
    "a "
    "workflow that grades.";
inline constexpr Text handout_next = "its own check: cd {1}, then ./sandbox test";

// What is wrong with a submission, as its author reads it
inline constexpr Text problem_missing = "no exercise.cpp was handed in for this exercise";
inline constexpr Text problem_not_a_file =
    "exercise.cpp is not an ordinary file (a link, or a folder), so it was not read";
inline constexpr Text problem_unreadable = "exercise.cpp could not be read";
inline constexpr Text problem_too_large = "exercise.cpp has more than 1 MB, and was not read";
inline constexpr Text problem_compile = "exercise.cpp does not compile:\n{1}";
inline constexpr Text problem_compile_limit =
    "exercise.cpp could not be compiled within the limits ({1} s, {2} MB): a template or a "
    "constexpr function that never ends, or an include of something endless";
inline constexpr Text problem_link = "exercise.cpp compiles, but does not fit the checks:\n{1}";
inline constexpr Text problem_refused =
    "exercise.cpp was not judged: {1}. Nothing that an exercise asks for needs this.";
inline constexpr Text problem_grader =
    "this submission could not be judged, and its author may not be the cause: {1}";
inline constexpr Text refused_directive = "line {1} has a #line directive";
inline constexpr Text refused_paste = "line {1} pastes tokens together (##)";
inline constexpr Text refused_linkage =
    "line {1} declares a function of another language (extern \"C\")";
inline constexpr Text refused_reserved = "line {1} uses {2}, a name that is the compiler's";
inline constexpr Text refused_name = "line {1} uses the name {2}, which is the judge's";
inline constexpr Text refused_trigraph = "line {1} has a trigraph";
inline constexpr Text refused_include =
    "it includes {1}, which is neither the library's nor the compiler's";
inline constexpr Text refused_symbol_used =
    "it uses {1}, with which a program reaches beyond its own network calls";
inline constexpr Text refused_symbol_defined =
    "it defines {1}, which others would use in the place of the real one";
inline constexpr Text seen_no_proof =
    "a verdict came that the check did not write: it lacks this run's secret word";
inline constexpr Text cause_no_proof = "code that writes to a handle that is not its own.";
inline constexpr Text seen_not_confined =
    "the check could not be started apart from this machine: {1}";

// Results
inline constexpr Text graded_by = "Loopback {1}, compiled by {2}";
inline constexpr Text isolated =
    "each check ran apart: a network of its own (loopback only), no other process, none of this "
    "machine's files";
inline constexpr Text not_isolated =
    "NOT APART: submissions ran as this user, on this machine's network and files ({1})";
inline constexpr Text isolation_needs_linux = "only Linux can do that";
inline constexpr Text isolation_failed = "this machine does not allow it: {1}";
inline constexpr Text isolation_off = "--no-isolation was given";
inline constexpr Text column_submission = "submission";
inline constexpr Text column_total = "total";
inline constexpr Text column_stretch = "stretch";
inline constexpr Text score_of = "{1} of {2}";
inline constexpr Text exercise_score = "{1}: {2} of {3} {3?point|points}";
inline constexpr Text exercise_stretch = ", stretch: {1} of {2} {2?check|checks}";
inline constexpr Text check_passed = "the check passed";
inline constexpr Text check_failed_quietly = "the check did not pass";
inline constexpr Text written_to = "Results: {1}";

}  // namespace runner::messages
