#include "course/exercise_file.hpp"

#include <algorithm>

#include "course/saving.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {

namespace fs = std::filesystem;

bool start_exercise(const Folder& exercise) {
    const fs::path file = exercise.file("exercise.cpp");
    std::error_code error;
    if (fs::is_regular_file(file, error)) {
        if (!read_file(file))
            throw Trouble{Status::setup_missing,
                          fill(messages::cannot_read, {exercise.shown("exercise.cpp")})};
        return false;
    }
    if (fs::exists(fs::symlink_status(file, error)))
        throw Trouble{Status::setup_missing,
                      fill(messages::not_a_file, {exercise.shown("exercise.cpp")})};
    require_file(exercise, "stub.cpp");
    write_file(file, read_file(exercise.file("stub.cpp")).value_or(""));
    return true;
}

void start_and_say(Context& context, const Folder& exercise) {
    if (!start_exercise(exercise)) return;
    context.printer.paragraph(fill(messages::exercise_started,
                                   {exercise.shown("exercise.cpp"), exercise.shown("README.md")}));
    context.printer.line();
}

void reset_exercise(Context& context, const Folder& exercise) {
    require_file(exercise, "stub.cpp");
    const auto file = exercise.file("exercise.cpp");
    const std::string stub = read_file(exercise.file("stub.cpp")).value_or("");
    Printer& printer = context.printer;
    if (start_exercise(exercise)) {
        printer.paragraph(fill(messages::reset_started, {exercise.shown("exercise.cpp")}));
        return;
    }
    const std::string written = read_file(file).value_or("");
    if (written == stub) {
        printer.paragraph(fill(messages::reset_nothing, {exercise.shown("exercise.cpp")}));
        return;
    }
    const auto copy = keep_copy(file, written);
    write_file(file, stub);
    printer.paragraph(
        fill(messages::reset_done,
             {exercise.shown("exercise.cpp"), exercise.shown(platform::text_of(copy.filename()))}));
}

bool has_solutions(const Course& course) {
    return std::any_of(course.exercises.begin(), course.exercises.end(), [](const auto& one) {
        std::error_code error;
        return fs::exists(one.second.file("solution.cpp"), error);
    });
}

void require_solution(const Course& course, const Folder& exercise) {
    if (!has_solutions(course))
        throw Trouble{Status::check_failed,
                      fill(messages::no_solutions_here, {std::to_string(exercise.number)})};
    require_file(exercise, "solution.cpp");
}

void print_solution(Context& context, const Folder& exercise) {
    Printer& printer = context.printer;
    printer.paragraph(fill(messages::solution_is, {exercise.shown("solution.cpp")}));
    printer.line();
    for (const std::string& line : lines_of(read_file(exercise.file("solution.cpp")).value_or("")))
        printer.line(harmless(line, printer.style().charset));
}

}  // namespace runner
