// ./sandbox list, and the bare ./sandbox: where am I?

#include "course/list.hpp"
#include "commands/commands.hpp"
#include "course/progress.hpp"
#include "watch/page.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

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

ExitStatus list(Context& context) {
    Screen& screen = context.screen;
    screen.line(messages::list_title);
    screen.line();
    for (const ListRow& row : list_rows(context)) screen.line(row.text);
    screen.line();
    screen.paragraph(messages::list_how);
    return exit_with(Status::done);
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
