#include "classroom/grading.hpp"

#include <algorithm>
#include <set>

#include "classroom/fair_play.hpp"
#include "classroom/grading_parts.hpp"
#include "classroom/messages.hpp"
#include "judge/build.hpp"
#include "judge/kit.hpp"
#include "system/files.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_at_once = 8;

std::string number_of(int number) { return std::to_string(number); }

void check_names(const Points& points, const fs::path& file, const std::set<std::string>& known) {
    for (const auto& [check, worth] : points.named())
        if (!known.contains(check))
            throw Trouble{Status::setup_missing, fill(messages::grade_points_for_nothing,
                                                      {platform::text_of(file), check})};
}

/// "0.1.0 (5634575)": the commit tells more than the version does, where there is one.
std::string with_commit(const std::string& version, const fs::path& root) {
    platform::Command command;
    command.words = {"git", "-C", platform::text_of(root), "describe", "--always", "--dirty"};
    command.family = platform::Family::own;
    const Finished finished = run(command, {.time = std::chrono::seconds(10), .output = 4096});
    const std::string commit{trimmed(finished.output)};
    const bool good = finished.succeeded() && !commit.empty() && commit.size() < 100;
    return good ? version + " (" + harmless(commit) + ")" : version;
}

/// Builds what submissions are judged by, and reads how. Throws Trouble.
Kit prepare_kit(Context& context) {
    build_own_target(context, "grading", messages::what_checks);
    std::optional<Kit> kit = read_kit(context);
    if (kit && !kit->compiles_alone())
        throw Trouble{Status::setup_missing,
                      fill(messages::grade_no_compiler, {kit->compiler_name})};
    if (!kit)
        throw Trouble{Status::setup_missing,
                      fill(messages::no_kit, {platform::text_of(kit_file(context))})};
    kit->version = with_commit(kit->version, context.course.root);
    return *std::move(kit);
}

}  // namespace

std::string with_first_line(messages::Text message, const std::string& output) {
    const std::vector<std::string> lines = lines_of(output);
    return fill(message, {lines.empty() ? "?" : harmless(shortened(lines.front(), 200))});
}

Grader::Parts::Parts(Context& the_context, const GradingWish& the_wish)
    : context(the_context),
      wish(the_wish),
      kit(prepare_kit(the_context)),
      workshop(the_context.build),
      checks_at_once(
          std::max<std::size_t>(1, most_at_once / std::max<std::size_t>(1, the_wish.jobs))) {
    about.course = kit.version;
    about.compiler = kit.compiler_name;
    for (const auto& [number, folder] : context.course.exercises) {
        const bool wanted =
            wish.exercises.empty() ||
            std::find(wish.exercises.begin(), wish.exercises.end(), number) != wish.exercises.end();
        if (wanted && kit.checks.contains(number)) prepare(folder);
    }
    read_points();
}

void Grader::Parts::prepare(const Folder& folder) {
    const Workshop::Room room = workshop.room();
    const fs::path exercises = context.course.root / "exercises";
    copy_what_it_includes(folder, room.path(), exercises);

    Exam exam{folder, {}, {}, {}, {}, {}};
    const fs::path source = room.path() / platform::path_of(folder.name) / "exercise.cpp";
    std::error_code error;
    fs::create_directories(source.parent_path(), error);
    fs::copy_file(folder.file("stub.cpp"), source, error);
    const fs::path object = room.path() / "stub.o";
    const Finished compiled =
        run_compiler(kit.compile(source, object, include_folders(folder), room.path() / "rule"));
    const fs::path program = room.path() / "check";
    require_built(compiled, folder.shown("stub.cpp"));
    require_built(run_compiler(kit.link(folder.number, {}, object, program)),
                  folder.shown("checks.cpp"));
    if (exams.empty()) find_out_about_isolation(program);
    exam.checks = list(program, folder.shown("checks.cpp"), folder.number);

    const fs::path hidden = wish.hidden / platform::path_of(folder.name) / "checks.cpp";
    if (!wish.hidden.empty() && fs::is_regular_file(hidden, error)) {
        exam.hidden_object = workshop.path() / ("hidden-" + two_digits(folder.number) + ".o");
        const std::string shown = platform::text_of(hidden);
        require_built(
            run_compiler(kit.compile_checks(hidden, exam.hidden_object,
                                            {hidden.parent_path(), folder.path, exercises})),
            shown);
        const fs::path hidden_program = room.path() / "hidden";
        require_built(
            run_compiler(kit.link(folder.number, exam.hidden_object, object, hidden_program)),
            shown);
        exam.hidden_checks = list(hidden_program, shown, folder.number);
        for (const Check& check : exam.hidden_checks) refuse_second(check, exam, folder.number);
    }
    exams.push_back(std::move(exam));
}

void Grader::Parts::copy_what_it_includes(const Folder& folder, const fs::path& room,
                                          const fs::path& exercises) {
    const fs::path rule = room / "rule";
    const Finished compiled = run_compiler(
        kit.compile(folder.file("stub.cpp"), room / "stub.o", {folder.path, exercises}, rule));
    require_built(compiled, folder.shown("stub.cpp"));
    for (const std::string& file : files_of_rule(read_file(rule).value_or(""))) {
        std::error_code error;
        const fs::path real = fs::weakly_canonical(platform::path_of(file), error);
        const fs::path below = real.lexically_relative(fs::canonical(exercises, error));
        const bool inside = !below.empty() && *below.begin() != "..";
        if (!inside || real.filename() == "stub.cpp") continue;
        const fs::path copy = tree() / below;
        fs::create_directories(copy.parent_path(), error);
        fs::copy_file(real, copy, fs::copy_options::overwrite_existing, error);
    }
}

void Grader::Parts::require_built(const Finished& finished, const std::string& what) {
    if (finished.succeeded()) return;
    const std::string said =
        finished.end == End::not_started ? "    " + finished.reason : useful_part(finished.output);
    throw Trouble{Status::setup_missing, fill(messages::grade_own_failed, {what, said})};
}

std::vector<Check> Grader::Parts::list(const fs::path& program, const std::string& what,
                                       int number) {
    Finished finished;
    std::vector<Check> checks =
        list_checks({.program = program, .time_scale = context.time_scale}, finished);
    const std::string start = number_of(number) + ".";
    const bool fitting = std::all_of(checks.begin(), checks.end(), [&](const Check& check) {
        return check.id.starts_with(start);
    });
    if (!checks.empty() && fitting) return checks;
    throw Trouble{
        Status::setup_missing,
        fill(messages::grade_list_failed,
             {what, checks.empty() ? harmless(shortened(finished.output, 200)) : checks.front().id,
              number_of(number)})};
}

void Grader::Parts::refuse_second(const Check& check, const Exam& exam, int number) {
    const bool there = std::any_of(exam.checks.begin(), exam.checks.end(),
                                   [&](const Check& other) { return other.id == check.id; });
    if (there)
        throw Trouble{Status::setup_missing,
                      fill(messages::grade_same_check, {check.id, number_of(number) + ".51"})};
}

void Grader::Parts::find_out_about_isolation(const fs::path& program) {
    if (wish.isolation == Isolation::none) {
        about.not_isolated = messages::isolation_off;
    } else if (!can_confine()) {
        about.not_isolated = messages::isolation_needs_linux;
    } else {
        platform::Command command;
        command.words = {platform::text_of(program), "--list"};
        command.family = platform::Family::own;
        about.isolated = true;
        const Finished finished =
            run(confined(command, confinement()), {.time = time_limit(), .output = megabyte});
        about.isolated = finished.succeeded();
        if (!about.isolated)
            about.not_isolated =
                with_first_line(messages::isolation_failed,
                                finished.output.empty() ? finished.reason : finished.output);
    }
}

void Grader::Parts::read_points() {
    std::set<std::string> known;
    std::set<std::string> known_hidden;
    Points points;
    Points hidden;
    const fs::path file = context.course.root / "exercises" / "points.txt";
    const fs::path hidden_file = wish.hidden / "points.txt";
    points.read(file);
    if (!wish.hidden.empty()) hidden.read(hidden_file);
    for (const Exam& exam : exams) {
        for (const Check& check : exam.checks) known.insert(check.id);
        for (const Check& check : exam.hidden_checks) known_hidden.insert(check.id);
    }
    if (wish.exercises.empty()) {
        check_names(points, file, known);
        check_names(hidden, hidden_file, known_hidden);
    }
    for (Exam& exam : exams) {
        exam.points = points;
        exam.hidden_points = hidden;
    }
}

fs::path Grader::Parts::tree() const { return workshop.path() / "tree"; }

std::vector<fs::path> Grader::Parts::include_folders(const Folder& folder) const {
    return {tree() / platform::path_of(folder.name), tree()};
}

std::chrono::milliseconds Grader::Parts::time_limit() const {
    return std::chrono::milliseconds(
        static_cast<long long>(static_cast<double>(outer_time_limit.count()) * context.time_scale));
}

Confinement Grader::Parts::confinement() const {
    Confinement result;
    if (about.isolated) result.root = workshop.path() / "root";
    result.memory = kit.sanitized ? 0 : limits::memory;
    result.file_size = limits::file_size;
    result.processor_seconds = limits::processor_seconds;
    result.processes = limits::processes;
    return result;
}

Finished Grader::Parts::run_compiler(std::vector<std::string> words) const {
    platform::Command command;
    command.words = std::move(words);
    command.family = platform::Family::own;
    command.environment = {{"LC_ALL", "C"}};
    Confinement limited;
    limited.memory = limits::compiler_memory;
    limited.file_size = limits::compiler_file;
    limited.environment = Environment::ours;
    limited.processor_seconds = limits::compiler_seconds;
    // By the clock it may take longer: others use the machine, too.
    const unsigned seconds = limits::compiler_seconds * (can_confine() ? 10 : 1);
    return run(confined(command, limited),
               {.time = std::chrono::seconds(seconds), .output = megabyte});
}

Grader::Grader(Context& context, const GradingWish& wish)
    : parts_(std::make_unique<Parts>(context, wish)) {}
Grader::~Grader() = default;

const GradingAbout& Grader::about() const { return parts_->about; }

SubmissionResult Grader::grade(const Submission& submission) { return parts_->grade(submission); }

}  // namespace runner
