// ./sandbox check [N[.K]] [--trace] [--debug] [--all]

#include <algorithm>
#include <map>

#include "build.hpp"
#include "commands.hpp"
#include "diagnostics.hpp"
#include "judge.hpp"
#include "messages.hpp"
#include "platform.hpp"
#include "progress.hpp"
#include "story.hpp"
#include "text.hpp"

namespace runner {
namespace {

std::string number_of(const Folder& exercise) { return std::to_string(exercise.number); }

std::string counted(std::size_t number) { return std::to_string(number); }

/// Builds the checks with the learner's file. False when that file does not compile.
bool build_checks(Context& context, const Folder& exercise, const std::string& target) {
    const Built built = build_target(context, target, exercise.shown("exercise.cpp"));
    if (!built.succeeded) {
        show_build_failure(context, exercise, built.output, platform::text_of(built.log));
        return false;
    }
    const Diagnosis diagnosis = read_diagnostics(built.output, exercise.name + "/exercise.cpp");
    if (!diagnosis.warnings.empty()) {
        context.screen.print(
            show_diagnostics(diagnosis.warnings, "exercise.cpp", context.screen.style()));
        context.screen.line();
    }
    return true;
}

std::vector<Check> checks_of(const Folder& exercise, const Judging& judging) {
    Finished finished;
    std::vector<Check> checks = list_checks(judging.program, judging.time_scale, finished);
    if (!checks.empty()) return checks;
    const std::string how =
        finished.end == End::signaled          ? platform::describe_signal(finished.code)
        : finished.end == End::out_of_time     ? std::string(messages::list_out_of_time)
        : finished.end == End::too_much_output ? std::string(messages::seen_too_much_output)
        : finished.end == End::not_started
            ? finished.reason
            : fill(messages::list_exit, {counted(static_cast<std::size_t>(finished.code))});
    throw Trouble{
        Status::check_failed,
        fill(messages::list_failed, {how, exercise.shown("exercise.cpp"), number_of(exercise)})};
}

/// Ninja names what failed: "FAILED: CMakeFiles/.../exercise.cpp.o".
bool failed_on(const std::string& output, std::string_view file) {
    const std::vector<std::string> lines = lines_of(output);
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.starts_with("FAILED: ") && line.find(file) != std::string::npos;
    });
}

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

std::size_t count_required(const std::vector<Check>& checks) {
    return static_cast<std::size_t>(std::count_if(
        checks.begin(), checks.end(), [](const Check& check) { return !check.is_stretch(); }));
}

struct Count {
    std::size_t passed = 0;
    std::size_t all = 0;
};

Count count_of(const std::vector<Judgement>& judgements, bool stretch) {
    Count count;
    for (const Judgement& judgement : judgements) {
        if (judgement.check.is_stretch() != stretch) continue;
        ++count.all;
        count.passed += judgement.verdict == Verdict::pass ? 1 : 0;
    }
    return count;
}

/// A stretch that was not begun is no failure.
bool is_left_out(const Judgement& judgement) {
    return judgement.check.is_stretch() && judgement.verdict == Verdict::unwritten;
}

void tell_stretch(Screen& screen, const std::vector<Judgement>& judgements) {
    const Count stretch = count_of(judgements, true);
    if (stretch.all == 0) return;
    screen.paragraph(fill(messages::stretch_pass, {counted(stretch.passed), counted(stretch.all)}));
}

/// On full pass: one sentence, and what comes next.
void congratulate(Context& context, const Folder& exercise, std::size_t total,
                  const std::vector<Judgement>& judgements) {
    Screen& screen = context.screen;
    screen.line();
    screen.paragraph(fill(messages::exercise_done, {counted(total), exercise.name}));
    tell_stretch(screen, judgements);
    screen.paragraph(fill(messages::after_exercise, {number_of(exercise)}));
    const auto next = context.course.lessons.upper_bound(exercise.number);
    if (next == context.course.lessons.end())
        screen.paragraph(messages::no_next_lesson, messages::next_wide);
    else
        screen.paragraph(fill(messages::next_lesson,
                              {next->second.shown("README.md"), std::to_string(next->first)}),
                         messages::next_wide);
}

void summarize(Context& context, const Folder& exercise, const std::vector<Judgement>& judgements,
               bool all_told) {
    const auto failed = static_cast<std::size_t>(
        std::count_if(judgements.begin(), judgements.end(), [](const Judgement& judgement) {
            return judgement.verdict != Verdict::pass && !is_left_out(judgement);
        }));
    const Count required = count_of(judgements, false);
    Screen& screen = context.screen;
    screen.line();
    screen.paragraph(
        fill(messages::checks_pass, {counted(required.passed), counted(required.all)}));
    tell_stretch(screen, judgements);
    screen.paragraph(exercise.shown("exercise.cpp"), messages::edit_wide);
    const bool more = failed > 1 && !all_told;
    screen.paragraph(
        fill(more ? messages::then_check_all : messages::then_check, {number_of(exercise)}),
        messages::then_wide);
}

/// One check was asked for: its story, whether it passed or not.
int judge_one(Context& context, const Folder& exercise, const Check& check, const Judging& judging,
              std::size_t total) {
    const std::vector<Judgement> judgements = judge({check}, judging, [](const Judgement&) {});
    remember(context, exercise, judgements, total);
    const Judgement& judgement = judgements.front();
    context.screen.print(story(judgement, exercise.shown("README.md"), context.screen.style()));
    if (judgement.verdict != Verdict::pass) return exit_with(Status::check_failed);
    const Progress progress = progress_of(context, exercise);
    if (progress.stage == Stage::done && !check.is_stretch()) {
        congratulate(context, exercise, total, judgements);
    } else {
        context.screen.line();
        context.screen.paragraph(fill(messages::one_check_passes, {check.id, number_of(exercise)}));
    }
    return exit_with(Status::done);
}

/// All checks: a line each as soon as it is known, then the first failure's story.
int judge_all(Context& context, const Folder& exercise, const std::vector<Check>& checks,
              const Judging& judging, bool tell_all) {
    Screen& screen = context.screen;
    const std::vector<Judgement> judgements = judge(
        checks, judging,
        [&](const Judgement& judgement) { screen.print(verdict_line(judgement, screen.style())); });
    const std::size_t total = count_required(checks);
    remember(context, exercise, judgements, total);
    bool told = false;
    for (const Judgement& judgement : judgements) {
        if (judgement.verdict == Verdict::pass || is_left_out(judgement)) continue;
        if (told && !tell_all) continue;
        told = true;
        screen.line();
        screen.print(story(judgement, exercise.shown("README.md"), screen.style()));
    }
    const bool done = count_of(judgements, false).passed == total;
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
    context.screen.paragraph(fill(messages::debug_how, {command.words.front()}));
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
        (request.debug ? "debug-" : "check-") + two_digits(exercise.number);
    if (!build_checks(context, exercise, target_name)) return exit_with(Status::check_failed);
    const Judging judging{.program = context.program(target_name),
                          .time_scale = context.time_scale,
                          .trace = request.trace};
    std::vector<Check> checks = checks_of(exercise, judging);
    const std::size_t total = count_required(checks);
    keep_only(checks, target);
    if (request.debug) return debug(context, checks.front(), judging);
    if (!target.check.empty()) return judge_one(context, exercise, checks.front(), judging, total);
    return judge_all(context, exercise, checks, judging, request.all);
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
            progress_of(context, next).stage == Stage::not_started)
            return status;
        exercise = &next;
        context.screen.line();
    }
}

}  // namespace

ExitStatus check(Context& context, const Request& request) {
    const Target target =
        request.words.empty() ? Target{} : find_exercise(context.course, request.words.front());
    if (request.debug && target.check.empty())
        throw Trouble{Status::wrong_usage, std::string(messages::debug_which_check)};
    if (!request.words.empty()) return check_exercise(context, target, request);
    return check_current(context, request);
}

void start_and_say(Context& context, const Folder& exercise) {
    if (!start_exercise(exercise)) return;
    context.screen.paragraph(fill(messages::exercise_started,
                                  {exercise.shown("exercise.cpp"), exercise.shown("README.md")}));
    context.screen.line();
}

void show_build_failure(Context& context, const Folder& exercise, const std::string& output,
                        const std::string& log) {
    Screen& screen = context.screen;
    const std::string file = exercise.shown("exercise.cpp");
    const Diagnosis diagnosis = read_diagnostics(output, exercise.name + "/exercise.cpp");
    const std::size_t symbols = diagnosis.undefined.size() + diagnosis.twice.size();
    if (diagnosis.errors.empty() && symbols == 0 && failed_on(output, "exercise.cpp")) {
        screen.paragraph(fill(messages::does_not_compile, {file}));
        screen.line();
        screen.print(useful_part(output));
    } else if (diagnosis.errors.empty() && symbols == 0)
        throw Trouble{Status::setup_missing,
                      fill(messages::own_build_failed, {file, useful_part(output), log})};
    else if (!diagnosis.errors.empty()) {
        screen.paragraph(fill(messages::does_not_compile, {file}));
        screen.line();
        screen.print(show_diagnostics(diagnosis.errors, "exercise.cpp", screen.style()));
    } else {
        screen.paragraph(fill(messages::does_not_link, {file}));
        for (const std::string& name : diagnosis.undefined)
            screen.paragraph(fill(messages::function_missing, {harmless(name)}), "    ");
        for (const std::string& name : diagnosis.twice)
            screen.paragraph(fill(messages::function_twice, {harmless(name)}), "    ");
        screen.paragraph(fill(messages::compare_signatures, {exercise.shown("exercise.hpp")}));
    }
    screen.line();
    screen.paragraph(fill(messages::after_compile_error, {number_of(exercise)}),
                     messages::next_wide);
    screen.paragraph(log, messages::log_wide);
}

}  // namespace runner
