// The bare ./sandbox: where am I?

#include "commands/commands.hpp"
#include "course/help.hpp"
#include "course/list.hpp"
#include "course/progress.hpp"
#include "watch/page.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

std::string next_step(const Context& context, const Folder& current, Standing standing) {
    const std::string number = std::to_string(current.number);
    if (standing == Standing::done) return std::string(messages::overview_all_done);
    if (standing == Standing::not_judged || standing == Standing::begun)
        return fill(messages::overview_go_on, {current.shown("exercise.cpp"), number});
    const bool first = current.number == context.course.exercises.begin()->first;
    const auto lesson = context.course.lessons.find(current.number);
    const std::string text = lesson == context.course.lessons.end()
                                 ? current.shown("README.md")
                                 : lesson->second.shown("README.md");
    return fill(first ? messages::overview_newcomer : messages::overview_next, {text, number});
}

}  // namespace

ExitStatus overview(Context& context, const Request&) {
    const std::size_t done = count_done(context);
    const std::size_t total = context.course.exercises.size();
    const Folder& current = current_exercise(context);
    const Progress progress = progress_of(context, current);
    Printer& printer = context.printer;
    printer.line(printer.style().paint(Color::strong, messages::overview_title));
    printer.line();
    printer.paragraph(
        bar(done, total) + " " +
            fill(messages::overview_progress, {std::to_string(done), std::to_string(total)}),
        messages::progress_wide);
    printer.paragraph(current.name + ": " + in_words(progress), messages::here_wide);
    printer.paragraph(next_step(context, current, progress.standing), messages::next_wide);
    printer.line();
    show_commands(printer, commands());
    return exit_with(Status::done);
}

}  // namespace runner
