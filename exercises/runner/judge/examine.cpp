#include "judge/examine.hpp"

#include <algorithm>

#include "course/hints.hpp"
#include "course/progress.hpp"
#include "judge/answer.hpp"
#include "judge/kit.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

/// Ninja names what failed: "FAILED: CMakeFiles/.../exercise.cpp.o".
bool failed_on(const std::string& output, std::string_view file) {
    const std::vector<std::string> lines = lines_of(output);
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.starts_with("FAILED: ") && line.find(file) != std::string::npos;
    });
}

bool is_built_by_kit(const Context& context, const Folder& exercise, const std::string& target) {
    if (target != "check-" + two_digits(exercise.number)) return false;
    const std::optional<Kit> kit = read_kit(context);
    return kit && kit->compiles_alone();
}

}  // namespace

void notice_moved_exercise(const Context& context, const Folder& exercise,
                           const std::string& target) {
    if (!is_built_by_kit(context, exercise, target)) notice_moved_file(context, exercise, target);
}

Built build_exercise(Context& context, const Folder& exercise, const std::string& target) {
    if (is_built_by_kit(context, exercise, target)) return build_answer(context, exercise);
    notice_moved_file(context, exercise, target);
    const auto written = read_file(exercise.file("exercise.cpp"));
    const Built built = build_target(context, target, exercise.shown("exercise.cpp"));
    if (written) remember_built(context, target, *written);
    return built;
}

Diagnosis diagnose(const Folder& exercise, const Built& built) {
    return read_diagnostics(built.output, exercise.name + "/exercise.cpp");
}

void show_build_failure(Context& context, const Folder& exercise, const Built& built) {
    Printer& printer = context.printer;
    const std::string file = exercise.shown("exercise.cpp");
    const std::string log = platform::text_of(built.log);
    const Diagnosis diagnosis = diagnose(exercise, built);
    const std::size_t symbols = diagnosis.undefined.size() + diagnosis.twice.size();
    if (diagnosis.errors.empty() && symbols == 0 && failed_on(built.output, "exercise.cpp")) {
        printer.paragraph(fill(messages::does_not_compile, {file}));
        printer.line();
        printer.print(useful_part(built.output));
    } else if (diagnosis.errors.empty() && symbols == 0) {
        throw Trouble{Status::setup_missing,
                      fill(messages::own_build_failed, {file, useful_part(built.output), log})};
    } else if (!diagnosis.errors.empty()) {
        printer.paragraph(fill(messages::does_not_compile, {file}));
        printer.line();
        printer.print(show_diagnostics(diagnosis.errors, "exercise.cpp", printer.style()));
    } else {
        printer.paragraph(fill(messages::does_not_link, {file}));
        for (const std::string& name : diagnosis.undefined)
            printer.paragraph(fill(messages::function_missing, {harmless(name)}), "    ");
        for (const std::string& name : diagnosis.twice)
            printer.paragraph(fill(messages::function_twice, {harmless(name)}), "    ");
        printer.paragraph(fill(messages::compare_signatures, {exercise.shown("exercise.hpp")}));
    }
}

void show_warnings(Context& context, const Folder& exercise, const Built& built) {
    const Diagnosis diagnosis = diagnose(exercise, built);
    if (diagnosis.warnings.empty()) return;
    context.printer.line(messages::compiler_warns);
    context.printer.print(
        show_diagnostics(diagnosis.warnings, "exercise.cpp", context.printer.style()));
    context.printer.line();
}

std::vector<Check> checks_of(const Folder& exercise, const Judging& judging) {
    Finished finished;
    std::vector<Check> checks = list_checks(judging, finished);
    if (!checks.empty()) return checks;
    const std::string how =
        finished.end == End::signaled          ? platform::describe_signal(finished.code)
        : finished.end == End::out_of_time     ? std::string(messages::list_out_of_time)
        : finished.end == End::too_much_output ? std::string(messages::seen_too_much_output)
        : finished.end == End::not_started
            ? finished.reason
            : fill(messages::list_exit, {std::to_string(finished.code)});
    throw Trouble{Status::check_failed,
                  fill(messages::list_failed,
                       {how, exercise.shown("exercise.cpp"), std::to_string(exercise.number)})};
}

std::size_t count_required(const std::vector<Check>& checks) {
    return static_cast<std::size_t>(std::count_if(
        checks.begin(), checks.end(), [](const Check& check) { return !check.is_stretch(); }));
}

Count count_of(const std::vector<Judgement>& judgements, Part part) {
    Count count;
    for (const Judgement& judgement : judgements) {
        if (judgement.check.is_stretch() != (part == Part::stretch)) continue;
        ++count.all;
        count.passed += judgement.outcome == Outcome::pass ? 1 : 0;
    }
    return count;
}

void remember_judgements(const Context& context, const Folder& exercise,
                         const std::string& fingerprint, const std::vector<Judgement>& judgements,
                         std::size_t total) {
    std::vector<KnownResult> results;
    for (const Judgement& judgement : judgements)
        results.push_back(
            {judgement.check.id, judgement.check.is_stretch(), judgement.outcome == Outcome::pass});
    remember(context, exercise, fingerprint, results, total);
}

bool counts_as_failure(const Judgement& judgement) {
    if (judgement.outcome == Outcome::pass) return false;
    return !judgement.check.is_stretch() || judgement.outcome != Outcome::unwritten;
}

std::string idea_of(const Course& course, const Folder& exercise) {
    const auto lesson = course.lessons.find(exercise.number);
    if (lesson == course.lessons.end()) return "";
    constexpr std::string_view mark = "**The idea:**";
    std::string idea;
    bool found = false;
    for (const std::string& line :
         lines_of(read_file(lesson->second.file("README.md")).value_or(""))) {
        const bool begins = line.starts_with(mark);
        if (found && trimmed(line).empty()) break;
        found = found || begins;
        if (!found) continue;
        const std::string_view words = std::string_view(line).substr(begins ? mark.size() : 0);
        idea += (idea.empty() ? "" : " ") + std::string(trimmed(words));
    }
    return idea;
}

}  // namespace runner
