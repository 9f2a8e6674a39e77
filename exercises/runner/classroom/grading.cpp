#include "classroom/grading.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "classroom/fair_play.hpp"
#include "classroom/messages.hpp"
#include "classroom/workshop.hpp"
#include "judge/build.hpp"
#include "judge/diagnostics.hpp"
#include "judge/kit.hpp"
#include "judge/story.hpp"
#include "system/files.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t megabyte = 1024 * 1024;
constexpr std::size_t most_source = megabyte;
constexpr std::size_t most_message = 4000;
constexpr std::size_t most_at_once = 8;

// docs/classroom.md names these.
namespace limits {
constexpr std::size_t memory = 512 * megabyte;
constexpr std::size_t file_size = 16 * megabyte;
constexpr unsigned processor_seconds = 60;
constexpr unsigned processes = 256;
constexpr std::size_t compiler_memory = 2048 * megabyte;
constexpr std::size_t compiler_file = 256 * megabyte;
constexpr unsigned compiler_seconds = 60;
}  // namespace limits

double seconds_since(platform::Clock::time_point start) {
    return std::chrono::duration<double>(platform::Clock::now() - start).count();
}

/// How a message looks: to be read in a browser, a spreadsheet, a log.
Style plain_style() { return {80, false, Charset::utf8}; }

std::string number_of(int number) { return std::to_string(number); }

/// What a submission is judged by: the pristine checks of one exercise.
struct Exam {
    Folder folder;
    std::vector<Check> checks;
    std::vector<Check> hidden_checks;
    fs::path hidden_object;  // empty without hidden checks
    Points points;
    Points hidden_points;
};

std::string with_first_line(messages::Text message, const std::string& output) {
    const std::vector<std::string> lines = lines_of(output);
    return fill(message, {lines.empty() ? "?" : harmless(shortened(lines.front(), 200))});
}

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

struct Grader::Parts {
    Context& context;
    GradingWish wish;
    GradingAbout about;
    Kit kit;
    Workshop workshop;
    std::vector<Exam> exams;
    std::size_t checks_at_once = 1;

    Parts(Context& the_context, const GradingWish& the_wish)
        : context(the_context),
          wish(the_wish),
          kit(prepare_kit(the_context)),
          workshop(the_context.build),
          checks_at_once(
              std::max<std::size_t>(1, most_at_once / std::max<std::size_t>(1, the_wish.jobs))) {
        about.course = kit.version;
        about.compiler = kit.compiler_name;
        for (const auto& [number, folder] : context.course.exercises) {
            const bool wanted = wish.exercises.empty() ||
                                std::find(wish.exercises.begin(), wish.exercises.end(), number) !=
                                    wish.exercises.end();
            if (wanted && kit.checks.contains(number)) prepare(folder);
        }
        read_points();
    }

    [[nodiscard]] fs::path tree() const { return workshop.path() / "tree"; }

    // ---- Once ----

    /// Copies what the stub includes of the exercises into a tree that has nothing else, finds out
    /// whether programs can be kept apart, and lists the checks.
    void prepare(const Folder& folder) {
        const Workshop::Room room = workshop.room();
        const fs::path exercises = context.course.root / "exercises";
        copy_what_it_includes(folder, room.path(), exercises);

        Exam exam{folder, {}, {}, {}, {}, {}};
        const fs::path source = room.path() / platform::path_of(folder.name) / "exercise.cpp";
        std::error_code error;
        fs::create_directories(source.parent_path(), error);
        fs::copy_file(folder.file("stub.cpp"), source, error);
        const fs::path object = room.path() / "stub.o";
        const Finished compiled = run_compiler(
            kit.compile(source, object, include_folders(folder), room.path() / "rule"));
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

    void copy_what_it_includes(const Folder& folder, const fs::path& room,
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

    static void require_built(const Finished& finished, const std::string& what) {
        if (finished.succeeded()) return;
        const std::string said = finished.end == End::not_started ? "    " + finished.reason
                                                                  : useful_part(finished.output);
        throw Trouble{Status::setup_missing, fill(messages::grade_own_failed, {what, said})};
    }

    std::vector<Check> list(const fs::path& program, const std::string& what, int number) {
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
                 {what,
                  checks.empty() ? harmless(shortened(finished.output, 200)) : checks.front().id,
                  number_of(number)})};
    }

    static void refuse_second(const Check& check, const Exam& exam, int number) {
        const bool there = std::any_of(exam.checks.begin(), exam.checks.end(),
                                       [&](const Check& other) { return other.id == check.id; });
        if (there)
            throw Trouble{Status::setup_missing,
                          fill(messages::grade_same_check, {check.id, number_of(number) + ".51"})};
    }

    void find_out_about_isolation(const fs::path& program) {
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

    /// points.txt beside the exercises, and beside the hidden checks.
    void read_points() {
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

    // ---- Each submission ----

    [[nodiscard]] std::vector<fs::path> include_folders(const Folder& folder) const {
        return {tree() / platform::path_of(folder.name), tree()};
    }

    [[nodiscard]] std::chrono::milliseconds time_limit() const {
        return std::chrono::milliseconds(static_cast<long long>(
            static_cast<double>(outer_time_limit.count()) * context.time_scale));
    }

    [[nodiscard]] Confinement confinement() const {
        Confinement result;
        if (about.isolated) result.root = workshop.path() / "root";
        result.memory = kit.sanitized ? 0 : limits::memory;
        result.file_size = limits::file_size;
        result.processor_seconds = limits::processor_seconds;
        result.processes = limits::processes;
        return result;
    }

    Finished run_compiler(std::vector<std::string> words) const {
        platform::Command command;
        command.words = std::move(words);
        command.family = platform::Family::own;
        command.environment = {{"LC_ALL", "C"}};
        Confinement limited;
        limited.memory = limits::compiler_memory;
        limited.file_size = limits::compiler_file;
        limited.environment = Environment::ours;
        return run(confined(command, limited),
                   {.time = std::chrono::seconds(limits::compiler_seconds), .output = megabyte});
    }

    SubmissionResult grade(const Submission& submission) {
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

    static ExerciseResult blank(const Exam& exam) {
        ExerciseResult result;
        result.number = exam.folder.number;
        result.name = exam.folder.name;
        const auto add = [&](const std::vector<Check>& checks, const Points& points, bool hidden) {
            for (const Check& check : checks)
                result.checks.push_back({check, hidden, points.of(check.id, check.is_stretch()), 0,
                                         0, false, Verdict::fail, ""});
        };
        add(exam.checks, exam.points, false);
        add(exam.hidden_checks, exam.hidden_points, true);
        return result;
    }

    /// Nothing can be judged: each check says why.
    static void fail(ExerciseResult& exercise, std::string outcome, std::string problem) {
        exercise.outcome = std::move(outcome);
        exercise.problem = std::move(problem);
        for (CheckResult& result : exercise.checks) result.message = exercise.problem;
    }

    void grade_exercise(const Exam& exam, const fs::path& handed_in, const fs::path& room,
                        ExerciseResult& result) {
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

    static void refuse(ExerciseResult& result, const std::string& why) {
        fail(result, "refused", fill(messages::problem_refused, {why}));
    }

    void does_not_compile(const Exam& exam, const Finished& compiled, ExerciseResult& result) {
        const auto says = [&](std::string_view words) {
            return compiled.output.find(words) != std::string::npos;
        };
        if (compiled.end != End::exited || says("out of memory") || says("memory exhausted") ||
            says("Cannot allocate memory") || says("Killed signal"))
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

    [[nodiscard]] std::string without_workshop(std::string text) const {
        const std::string folder = platform::text_of(workshop.path()) + "/";
        for (std::size_t at = text.find(folder); at != std::string::npos;
             at = text.find(folder, at))
            text.erase(at, folder.size());
        return text;
    }

    /// Whatever else it includes, by whatever path: the compiler says.
    [[nodiscard]] std::string refusal_of_includes(const fs::path& rule,
                                                  const fs::path& source) const {
        std::error_code error;
        const std::vector<fs::path> allowed{tree(),
                                            fs::canonical(context.course.root / "include", error),
                                            fs::weakly_canonical(kit.precompiled, error)};
        const auto text = read_file(rule);
        if (!text) return fill(messages::refused_include, {"?"});
        for (const std::string& file : files_of_rule(*text)) {
            const fs::path real = fs::weakly_canonical(platform::path_of(file), error);
            if (real == source) continue;
            const bool good =
                std::any_of(allowed.begin(), allowed.end(), [&](const fs::path& place) {
                    const std::string below = platform::text_of(real.lexically_relative(place));
                    // What CMake makes of the precompiled header: GCC's, Clang's, its source.
                    const std::string made = platform::text_of(place);
                    const std::string it = platform::text_of(real);
                    const bool header =
                        it == made + ".gch" || it == made + ".pch" || it == made + ".cxx";
                    return header || (!below.empty() && !below.starts_with(".."));
                });
            if (!good)
                return fill(messages::refused_include,
                            {harmless(without_workshop(shortened(file, 200)))});
        }
        return "";
    }

    [[nodiscard]] std::string refusal_of_object(const fs::path& object,
                                                const std::string& source) const {
        if (kit.nm.empty()) return "";
        const Finished listed = run_compiler({kit.nm, "-P", "-g", platform::text_of(object)});
        return listed.succeeded() ? refusal_of_symbols(listed.output, source) : "";
    }

    bool link(const Exam& exam, const fs::path& hidden, const fs::path& object,
              const fs::path& program, ExerciseResult& result) {
        const Finished linked = run_compiler(kit.link(exam.folder.number, hidden, object, program));
        if (linked.succeeded()) {
            std::error_code ignored;
            fs::permissions(program, fs::perms(0755), ignored);
            return true;
        }
        const Diagnosis diagnosis =
            read_diagnostics(linked.output, exam.folder.name + "/exercise.cpp");
        std::string said;
        for (const std::string& name : diagnosis.undefined)
            said += fill(messages::function_missing, {harmless(name)}) + "\n";
        for (const std::string& name : diagnosis.twice)
            said += fill(messages::function_twice, {harmless(name)}) + "\n";
        if (said.empty()) said = useful_part(without_workshop(linked.output));
        fail(result, "link-error", fill(messages::problem_link, {said}));
        return false;
    }

    /// All of `checks`, some at once; the results begin at `first`.
    void judge(const Exam& exam, const std::vector<Check>& checks, const fs::path& program,
               std::vector<CheckResult>::iterator first) {
        const std::string reading = exam.folder.shown("README.md");
        std::atomic<std::size_t> next{0};
        const auto some = [&] {
            for (std::size_t i = next++; i < checks.size(); i = next++)
                judge_one(program, reading, first[static_cast<std::ptrdiff_t>(i)]);
        };
        std::vector<std::jthread> threads;
        while (threads.size() + 1 < std::min(checks.size(), checks_at_once))
            threads.emplace_back(some);
        some();
    }

    void judge_one(const fs::path& program, const std::string& reading, CheckResult& result) {
        const auto start = platform::Clock::now();
        platform::Command command;
        command.words = {platform::text_of(program), "--check", result.check.id};
        command.family = platform::Family::own;
        command.records = true;
        const std::string proof = random_word(32);
        const Finished finished = run(confined(command, confinement(), proof),
                                      {.time = time_limit(), .output = output_limit});
        const Judging judging{.program = program, .time_scale = context.time_scale};
        Judgement judgement = conclude(result.check, finished, judging);
        if (judgement.verdict == Verdict::pass && can_confine() &&
            judgement.records.proof != proof) {
            judgement.verdict = Verdict::not_counted;
            judgement.seen = messages::seen_no_proof;
            judgement.cause = messages::cause_no_proof;
        }
        if (finished.end == End::exited && finished.code == not_confined &&
            finished.records.empty()) {
            judgement.seen = with_first_line(messages::seen_not_confined, finished.output);
            judgement.cause.clear();
        }
        result.judged = true;
        result.verdict = judgement.verdict;
        result.seconds = seconds_since(start);
        if (judgement.verdict == Verdict::pass) {
            result.earned = result.possible;
            result.message = messages::check_passed;
            return;
        }
        result.message = shortened(story(judgement, reading, plain_style()), most_message);
        if (trimmed(result.message).empty()) result.message = messages::check_failed_quietly;
    }
};

Grader::Grader(Context& context, const GradingWish& wish)
    : parts_(std::make_unique<Parts>(context, wish)) {}
Grader::~Grader() = default;

const GradingAbout& Grader::about() const { return parts_->about; }

SubmissionResult Grader::grade(const Submission& submission) { return parts_->grade(submission); }

}  // namespace runner
