// ./sandbox list, and the bare ./sandbox: where am I?

#include <algorithm>

#include "commands.hpp"
#include "messages.hpp"
#include "progress.hpp"
#include "text.hpp"
#include "watch_screen.hpp"

namespace runner {
namespace {

std::string in_words(const Progress& progress) {
    switch (progress.stage) {
        case Stage::not_started: return std::string(messages::stage_not_started);
        case Stage::not_judged: return std::string(messages::stage_not_judged);
        case Stage::done: {
            const std::size_t more = progress.stretch_passed();
            return fill(messages::stage_done, {std::to_string(progress.total)}) +
                   (more == 0 ? "" : fill(messages::stage_stretch, {std::to_string(more)}));
        }
        case Stage::begun:
            return fill(messages::stage_begun,
                        {std::to_string(progress.passed), std::to_string(progress.total)});
    }
    return "";
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
    return "  " + two_digits(number) + "  " + padded(name.substr(3), name_width + 2) + state;
}

std::string next_step(const Context& context, const Folder& current, Stage stage) {
    const std::string number = std::to_string(current.number);
    if (stage == Stage::done) return std::string(messages::overview_all_done);
    if (stage == Stage::not_judged || stage == Stage::begun)
        return fill(messages::overview_go_on, {current.shown("exercise.cpp"), number});
    const bool first = current.number == context.course.exercises.begin()->first;
    const auto lesson = context.course.lessons.find(current.number);
    const std::string text = lesson == context.course.lessons.end()
                                 ? current.shown("README.md")
                                 : lesson->second.shown("README.md");
    return fill(first ? messages::overview_newcomer : messages::overview_next, {text, number});
}

}  // namespace

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

ExitStatus list(Context& context) {
    Screen& screen = context.screen;
    screen.line(messages::list_title);
    screen.line();
    for (const ListRow& row : list_rows(context)) screen.line(row.text);
    screen.line();
    screen.paragraph(messages::list_how);
    return exit_with(Status::done);
}

std::size_t count_done(const Context& context) {
    std::size_t done = 0;
    for (const auto& [number, exercise] : context.course.exercises)
        done += progress_of(context, exercise).stage == Stage::done ? 1 : 0;
    return done;
}

ExitStatus overview(Context& context) {
    const std::size_t done = count_done(context);
    const std::size_t total = context.course.exercises.size();
    const Folder& current = current_exercise(context);
    const Progress progress = progress_of(context, current);
    Screen& screen = context.screen;
    screen.line(screen.style().paint(Color::strong, messages::overview_title));
    screen.line();
    screen.paragraph(
        bar(done, total) + " " +
            fill(messages::overview_progress, {std::to_string(done), std::to_string(total)}),
        messages::progress_wide);
    screen.paragraph(current.name + ": " + in_words(progress), messages::here_wide);
    screen.paragraph(next_step(context, current, progress.stage), messages::next_wide);
    screen.line();
    screen.print(messages::commands);
    return exit_with(Status::done);
}

}  // namespace runner
