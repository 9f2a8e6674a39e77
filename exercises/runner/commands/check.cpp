// ./sandbox check [N[.K]] [--trace] [--debug] [--all]

#include <algorithm>
#include <map>

#include "commands/commands.hpp"
#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "judge/build.hpp"
#include "judge/examine.hpp"
#include "judge/judge.hpp"
#include "judge/story.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

std::string number_of(const Folder& exercise) { return std::to_string(exercise.number); }

std::string counted(std::size_t number) { return std::to_string(number); }

/// Keeps the one check that was asked for, if one was.
void keep_only(std::vector<Check>& checks, const Target& target) {
    if (target.check.empty()) return;
    const std::string first = checks.front().id;
    const std::string last = checks.back().id;
    std::erase_if(checks, [&](const Check& check) { return check.id != target.check; });
    if (checks.empty())
        throw Trouble{Status::wrong_usage,
                      fill(messages::no_such_check,
                           {target.check, std::to_string(target.exercise), first, last})};
}

void tell_stretch(Printer& printer, const std::vector<Judgement>& judgements) {
    const Count stretch = count_of(judgements, Part::stretch);
    if (stretch.all == 0) return;
    printer.paragraph(
        fill(messages::stretch_pass, {counted(stretch.passed), counted(stretch.all)}));
}

/// On full pass: one sentence, and what comes next.
void congratulate(Context& context, const Folder& exercise, std::size_t total,
                  const std::vector<Judgement>& judgements) {
    Printer& printer = context.printer;
    printer.line();
    printer.paragraph(fill(messages::exercise_done, {counted(total), exercise.name}));
    tell_stretch(printer, judgements);
    printer.paragraph(fill(messages::after_exercise, {number_of(exercise)}));
    const auto next = context.course.lessons.upper_bound(exercise.number);
    if (next == context.course.lessons.end())
        printer.paragraph(messages::no_next_lesson, messages::next_wide);
    else
        printer.paragraph(fill(messages::next_lesson,
                               {next->second.shown("README.md"), std::to_string(next->first)}),
                          messages::next_wide);
}

void summarize(Context& context, const Folder& exercise, const std::vector<Judgement>& judgements,
               bool all_told) {
    const auto failed = static_cast<std::size_t>(
        std::count_if(judgements.begin(), judgements.end(), counts_as_failure));
    const Count required = count_of(judgements, Part::required);
    Printer& printer = context.printer;
    printer.line();
    printer.paragraph(
        fill(messages::checks_pass, {counted(required.passed), counted(required.all)}));
    tell_stretch(printer, judgements);
    printer.paragraph(exercise.shown("exercise.cpp"), messages::edit_wide);
    const bool more = failed > 1 && !all_told;
    printer.paragraph(
        fill(more ? messages::then_check_all : messages::then_check, {number_of(exercise)}),
        messages::then_wide);
}

/// An exercise that is built and ready to be judged.
struct Exam {
    const Folder& exercise;
    std::string fingerprint;
    Judging judging;
    std::size_t total = 0;  // of its checks that are no stretch
};

/// One check was asked for: its story, whether it passed or not.
int judge_one(Context& context, const Exam& exam, const Check& check) {
    const auto& [exercise, fingerprint, judging, total] = exam;
    const std::vector<Judgement> judgements = judge({check}, judging, [](const Judgement&) {});
    remember_judgements(context, exercise, fingerprint, judgements, total);
    const Judgement& judgement = judgements.front();
    context.printer.print(story(judgement, exercise.shown("README.md"), context.printer.style()));
    if (judgement.outcome != Outcome::pass) return exit_with(Status::check_failed);
    const Progress progress = progress_of(context, exercise);
    if (progress.standing == Standing::done && !check.is_stretch()) {
        congratulate(context, exercise, total, judgements);
    } else {
        context.printer.line();
        context.printer.paragraph(
            fill(messages::one_check_passes, {check.id, number_of(exercise)}));
    }
    return exit_with(Status::done);
}

/// All checks: a line each as soon as it is known, then the first failure's story.
int judge_all(Context& context, const Exam& exam, const std::vector<Check>& checks, bool tell_all) {
    const auto& [exercise, fingerprint, judging, total] = exam;
    Printer& printer = context.printer;
    const std::vector<Judgement> judgements =
        judge(checks, judging, [&](const Judgement& judgement) {
            printer.print(verdict_line(judgement, printer.style()));
        });
    remember_judgements(context, exercise, fingerprint, judgements, total);
    bool told = false;
    for (const Judgement& judgement : judgements) {
        if (!counts_as_failure(judgement)) continue;
        if (told && !tell_all) continue;
        told = true;
        printer.line();
        printer.print(story(judgement, exercise.shown("README.md"), printer.style()));
    }
    const bool done = count_of(judgements, Part::required).passed == total;
    if (done) {
        congratulate(context, exercise, total, judgements);
    } else {
        summarize(context, exercise, judgements, tell_all);
    }
    return exit_with(done ? Status::done : Status::check_failed);
}

int debug(Context& context, const Check& check, const Judging& judging) {
    const std::string program = platform::text_of(judging.program);
    platform::Command command;
    command.streams = platform::Streams::inherited;
    if (platform::find_program("gdb"))
        command.words = {"gdb", "-q", "--args", program};
    else if (platform::find_program("lldb"))
        command.words = {"lldb", "--", program};
    else
        throw Trouble{Status::setup_missing, std::string(messages::no_debugger)};
    if (!platform::is_terminal(stdin) || !platform::is_terminal(stdout))
        throw Trouble{Status::wrong_usage, std::string(messages::debug_needs_terminal)};
    command.words.insert(command.words.end(), {"--check", check.id, "--debug"});
    context.printer.paragraph(fill(messages::debug_how, {command.words.front()}));
    const platform::LeaveCtrlCToTheChild leave;
    const Finished finished = run(command, {});
    if (finished.end == End::not_started)
        throw Trouble{Status::setup_missing,
                      fill(messages::tool_not_started, {command.words.front(), finished.reason})};
    return exit_with(Status::done);
}

int check_exercise(Context& context, const Target& target, const Request& request) {
    const Folder& exercise = context.course.exercises.at(target.exercise);
    require_file(exercise, "checks.cpp");
    start_and_say(context, exercise);
    const std::string target_name =
        (request.has("--debug") ? "debug-" : "check-") + two_digits(exercise.number);
    std::string fingerprint = fingerprint_of(context, exercise);
    const Built built = build_exercise(context, exercise, target_name);
    if (!built.succeeded) {
        show_build_failure(context, exercise, built);
        advise_after_build_failure(context, exercise, built);
        return exit_with(Status::check_failed);
    }
    show_warnings(context, exercise, built);
    Exam exam{exercise,
              std::move(fingerprint),
              {.program = context.program(target_name),
               .time_scale = context.time_scale,
               .trace = request.has("--trace")}};
    std::vector<Check> checks = checks_of(exercise, exam.judging);
    exam.total = count_required(checks);
    keep_only(checks, target);
    if (request.has("--debug")) return debug(context, checks.front(), exam.judging);
    if (!target.check.empty()) return judge_one(context, exam, checks.front());
    return judge_all(context, exam, checks, request.has("--all"));
}

/// Without a number: on from the first exercise that is not known to be done. One that turns out
/// to be done (the memory of verdicts was deleted, say) is followed by the next that was written.
int check_current(Context& context, const Request& request) {
    int status = exit_with(Status::done);
    const Folder* exercise = &current_exercise(context);
    for (;;) {
        status = check_exercise(context, {exercise->number, ""}, request);
        if (status != exit_with(Status::done)) return status;
        const Folder& next = current_exercise(context);
        if (next.number <= exercise->number ||
            progress_of(context, next).standing == Standing::not_started)
            return status;
        exercise = &next;
        context.printer.line();
    }
}

}  // namespace

ExitStatus check(Context& context, const Request& request) {
    const Target target =
        request.words.empty() ? Target{} : find_exercise(context.course, request.words.front());
    if (request.has("--debug") && target.check.empty())
        throw Trouble{Status::wrong_usage, std::string(messages::debug_which_check)};
    if (!request.words.empty()) return check_exercise(context, target, request);
    return check_current(context, request);
}

}  // namespace runner
