#include "course/list.hpp"

#include <algorithm>

#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

/// For a narrow window.
std::string in_few_words(const Progress& progress) {
    switch (progress.standing) {
        case Standing::not_judged: return std::string(messages::stage_not_judged_short);
        case Standing::done: return std::string(messages::stage_done_short);
        case Standing::begun:
            return fill(messages::stage_begun_short,
                        {std::to_string(progress.passed), std::to_string(progress.total)});
        case Standing::not_started: break;
    }
    return std::string(messages::stage_not_started);
}

/// Lesson and exercise of one number, on one line.
std::string row(const Context& context, int number, std::size_t name_width) {
    const auto lesson = context.course.lessons.find(number);
    const auto exercise = context.course.exercises.find(number);
    const bool only_lesson = exercise == context.course.exercises.end();
    const std::string& name = only_lesson ? lesson->second.name : exercise->second.name;
    std::string state = only_lesson ? std::string(messages::stage_no_exercise)
                                    : in_words(progress_of(context, exercise->second));
    if (lesson == context.course.lessons.end()) state += std::string(messages::stage_no_lesson);
    const std::string start =
        "  " + two_digits(number) + "  " + padded(name.substr(3), name_width + 2);
    const bool fits = columns(start + state) <= context.printer.style().width;
    if (!fits && !only_lesson) state = in_few_words(progress_of(context, exercise->second));
    return start + state;
}

}  // namespace

std::string in_words(const Progress& progress) {
    switch (progress.standing) {
        case Standing::not_started: return std::string(messages::stage_not_started);
        case Standing::not_judged: return std::string(messages::stage_not_judged);
        case Standing::done: {
            const std::size_t more = progress.stretch_passed();
            return fill(messages::stage_done, {std::to_string(progress.total)}) +
                   (more == 0 ? "" : fill(messages::stage_stretch, {std::to_string(more)}));
        }
        case Standing::begun:
            return fill(messages::stage_begun,
                        {std::to_string(progress.passed), std::to_string(progress.total)});
    }
    return "";
}

std::vector<ListRow> list_rows(const Context& context) {
    std::size_t name_width = 0;
    for (const auto* folders : {&context.course.lessons, &context.course.exercises})
        for (const auto& [number, folder] : *folders)
            name_width = std::max(name_width, columns(folder.name) - 3);
    std::vector<ListRow> rows;
    for (int number = 1; number < 100; ++number)
        if (context.course.lessons.contains(number) || context.course.exercises.contains(number))
            rows.push_back({number, row(context, number, name_width)});
    return rows;
}

std::size_t count_done(const Context& context) {
    std::size_t done = 0;
    for (const auto& [number, exercise] : context.course.exercises)
        done += progress_of(context, exercise).standing == Standing::done ? 1 : 0;
    return done;
}

}  // namespace runner
