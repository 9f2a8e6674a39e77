// One submission: compiled in a tree without solutions, each check apart.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "classroom/fair_play.hpp"
#include "classroom/grading_parts.hpp"
#include "classroom/messages.hpp"
#include "judge/build.hpp"
#include "judge/diagnostics.hpp"
#include "judge/story.hpp"
#include "system/files.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_source = megabyte;
constexpr std::size_t most_message = 4000;

double seconds_since(platform::Clock::time_point start) {
    return std::chrono::duration<double>(platform::Clock::now() - start).count();
}

/// How a message looks: to be read in a browser, a spreadsheet, a log.
Style plain_style() { return {80, false, Charset::utf8}; }

}  // namespace

SubmissionResult Grader::Parts::grade(const Submission& submission) {
    const auto start = platform::Clock::now();
    SubmissionResult result;
    result.name = submission.name;
    const Workshop::Room room = workshop.room();
    for (const Exam& exam : exams) {
        ExerciseResult exercise = blank(exam);
        const auto found = submission.files.find(exam.folder.number);
        if (found == submission.files.end())
            fail(exercise, "missing", std::string(messages::problem_missing));
        else
            grade_exercise(exam, found->second, room.path(), exercise);
        result.exercises.push_back(std::move(exercise));
    }
    result.seconds = seconds_since(start);
    return result;
}

ExerciseResult Grader::Parts::blank(const Exam& exam) {
    ExerciseResult result;
    result.number = exam.folder.number;
    result.name = exam.folder.name;
    const auto add = [&](const std::vector<Check>& checks, const Points& points, bool hidden) {
        for (const Check& check : checks)
            result.checks.push_back({check, hidden, points.of(check.id, check.is_stretch()), 0, 0,
                                     false, Outcome::fail, ""});
    };
    add(exam.checks, exam.points, false);
    add(exam.hidden_checks, exam.hidden_points, true);
    return result;
}

void Grader::Parts::fail(ExerciseResult& exercise, std::string outcome, std::string problem) {
    exercise.outcome = std::move(outcome);
    exercise.problem = std::move(problem);
    for (CheckResult& result : exercise.checks) result.message = exercise.problem;
}

void Grader::Parts::grade_exercise(const Exam& exam, const fs::path& handed_in,
                                   const fs::path& room, ExerciseResult& result) {
    std::error_code error;
    if (fs::symlink_status(handed_in, error).type() != fs::file_type::regular)
        return fail(result, "refused", std::string(messages::problem_not_a_file));
    const auto size = fs::file_size(handed_in, error);
    if (!error && size > most_source)
        return fail(result, "refused", std::string(messages::problem_too_large));
    const auto content = read_file(handed_in);
    if (error || !content)
        return fail(result, "unreadable", std::string(messages::problem_unreadable));
    if (std::string why = refusal_of_source(*content); !why.empty()) return refuse(result, why);

    const fs::path source = room / platform::path_of(exam.folder.name) / "exercise.cpp";
    const fs::path object = source.parent_path() / "exercise.o";
    const fs::path rule = source.parent_path() / "rule";
    fs::create_directories(source.parent_path(), error);
    if (!try_write_file(source, *content))
        return fail(result, "grader", fill(messages::problem_grader, {"the disk is full"}));
    const Finished compiled =
        run_compiler(kit.compile(source, object, include_folders(exam.folder), rule));
    if (!compiled.succeeded()) return does_not_compile(exam, compiled, result);
    if (std::string why = refusal_of_includes(rule, source); !why.empty())
        return refuse(result, why);
    if (std::string why = refusal_of_object(object, *content); !why.empty())
        return refuse(result, why);

    const fs::path program = source.parent_path() / "check";
    if (!link(exam, {}, object, program, result)) return;
    judge(exam, exam.checks, program, result.checks.begin());
    if (exam.hidden_checks.empty()) return;
    const fs::path hidden = source.parent_path() / "hidden";
    if (!link(exam, exam.hidden_object, object, hidden, result)) return;
    judge(exam, exam.hidden_checks, hidden,
          result.checks.begin() + static_cast<std::ptrdiff_t>(exam.checks.size()));
}

void Grader::Parts::refuse(ExerciseResult& result, const std::string& why) {
    fail(result, "refused", fill(messages::problem_refused, {why}));
}

void Grader::Parts::does_not_compile(const Exam& exam, const Finished& compiled,
                                     ExerciseResult& result) {
    const auto says = [&](std::string_view words) {
        return compiled.output.find(words) != std::string::npos;
    };
    if (compiled.end != End::exited || says("out of memory") || says("memory exhausted") ||
        says("Cannot allocate memory") || says("Killed signal") || says("CPU time limit exceeded"))
        return fail(result, "compile-limit",
                    fill(messages::problem_compile_limit,
                         {std::to_string(limits::compiler_seconds),
                          std::to_string(limits::compiler_memory / megabyte)}));
    const Diagnosis diagnosis =
        read_diagnostics(compiled.output, exam.folder.name + "/exercise.cpp");
    const std::string shown =
        diagnosis.errors.empty()
            ? useful_part(without_workshop(compiled.output))
            : show_diagnostics(diagnosis.errors, "exercise.cpp", plain_style());
    fail(result, "compile-error", fill(messages::problem_compile, {shown}));
}

std::string Grader::Parts::without_workshop(std::string text) const {
    const std::string folder = platform::text_of(workshop.path()) + "/";
    for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
        text.erase(at, folder.size());
    return text;
}

std::string Grader::Parts::refusal_of_includes(const fs::path& rule, const fs::path& source) const {
    std::error_code error;
    const std::vector<fs::path> allowed{tree(),
                                        fs::canonical(context.course.root / "include", error),
                                        fs::weakly_canonical(kit.precompiled, error)};
    const auto text = read_file(rule);
    if (!text) return fill(messages::refused_include, {"?"});
    for (const std::string& file : files_of_rule(*text)) {
        const fs::path real = fs::weakly_canonical(platform::path_of(file), error);
        if (real == source) continue;
        const bool good = std::any_of(allowed.begin(), allowed.end(), [&](const fs::path& place) {
            const std::string below = platform::text_of(real.lexically_relative(place));
            // What CMake makes of the precompiled header: GCC's, Clang's, its source.
            const std::string made = platform::text_of(place);
            const std::string it = platform::text_of(real);
            const bool header = it == made + ".gch" || it == made + ".pch" || it == made + ".cxx";
            return header || (!below.empty() && !below.starts_with(".."));
        });
        if (!good)
            return fill(messages::refused_include,
                        {harmless(without_workshop(shortened(file, 200)))});
    }
    return "";
}

std::string Grader::Parts::refusal_of_object(const fs::path& object,
                                             const std::string& source) const {
    if (kit.nm.empty()) return "";
    const Finished listed = run_compiler({kit.nm, "-P", "-g", platform::text_of(object)});
    return listed.succeeded() ? refusal_of_symbols(listed.output, source) : "";
}

bool Grader::Parts::link(const Exam& exam, const fs::path& hidden, const fs::path& object,
                         const fs::path& program, ExerciseResult& result) {
    const Finished linked = run_compiler(kit.link(exam.folder.number, hidden, object, program));
    if (linked.succeeded()) {
        std::error_code ignored;
        fs::permissions(program, fs::perms(0755), ignored);
        return true;
    }
    const Diagnosis diagnosis = read_diagnostics(linked.output, exam.folder.name + "/exercise.cpp");
    std::string said;
    for (const std::string& name : diagnosis.undefined)
        said += fill(messages::function_missing, {harmless(name)}) + "\n";
    for (const std::string& name : diagnosis.twice)
        said += fill(messages::function_twice, {harmless(name)}) + "\n";
    if (said.empty()) said = useful_part(without_workshop(linked.output));
    fail(result, "link-error", fill(messages::problem_link, {said}));
    return false;
}

void Grader::Parts::judge(const Exam& exam, const std::vector<Check>& checks,
                          const fs::path& program, std::vector<CheckResult>::iterator first) {
    const std::string reading = exam.folder.shown("README.md");
    std::atomic<std::size_t> next{0};
    const auto some = [&] {
        for (std::size_t i = next++; i < checks.size(); i = next++)
            judge_one(program, reading, first[static_cast<std::ptrdiff_t>(i)]);
    };
    std::vector<std::jthread> threads;
    while (threads.size() + 1 < std::min(checks.size(), checks_at_once)) threads.emplace_back(some);
    some();
}

void Grader::Parts::judge_one(const fs::path& program, const std::string& reading,
                              CheckResult& result) {
    const auto start = platform::Clock::now();
    platform::Command command;
    command.words = {platform::text_of(program), "--check", result.check.id};
    command.family = platform::Family::own;
    command.records = true;
    const std::string proof = random_word(32);
    const Finished finished = run(confined(command, confinement(), proof),
                                  {.time = time_limit(), .output = output_limit});
    const Judging judging{.program = program, .time_scale = context.time_scale};
    Judgement judgement = judgement_of(result.check, finished, judging);
    if (judgement.outcome == Outcome::pass && can_confine() && judgement.records.proof != proof) {
        judgement.outcome = Outcome::not_counted;
        judgement.seen = messages::seen_no_proof;
        judgement.cause = messages::cause_no_proof;
    }
    if (finished.end == End::exited && finished.code == not_confined && finished.records.empty()) {
        judgement.seen = with_first_line(messages::seen_not_confined, finished.output);
        judgement.cause.clear();
    }
    result.judged = true;
    result.outcome = judgement.outcome;
    result.seconds = seconds_since(start);
    if (judgement.outcome == Outcome::pass) {
        result.earned = result.possible;
        result.message = messages::check_passed;
        return;
    }
    result.message = shortened(story(judgement, reading, plain_style()), most_message);
    if (trimmed(result.message).empty()) result.message = messages::check_failed_quietly;
}

}  // namespace runner
