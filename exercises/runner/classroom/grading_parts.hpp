#pragma once
// What a Grader is made of: grading.cpp prepares it once, grading_submission.cpp uses it for each
// submission.

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "classroom/grading.hpp"
#include "classroom/workshop.hpp"
#include "judge/kit.hpp"

namespace runner {

inline constexpr std::size_t megabyte = 1024 * 1024;

// docs/classroom.md names these.
namespace limits {
inline constexpr std::size_t memory = 512 * megabyte;
inline constexpr std::size_t file_size = 16 * megabyte;
inline constexpr unsigned processor_seconds = 60;
inline constexpr unsigned processes = 256;
inline constexpr std::size_t compiler_memory = 2048 * megabyte;
inline constexpr std::size_t compiler_file = 256 * megabyte;
inline constexpr unsigned compiler_seconds = 60;
}  // namespace limits

/// What a submission is judged by: the pristine checks of one exercise.
struct Exam {
    Folder folder;
    std::vector<Check> checks;
    std::vector<Check> hidden_checks;
    std::filesystem::path hidden_object;  // empty without hidden checks
    Points points;
    Points hidden_points;
};

struct Grader::Parts {
    Context& context;
    GradingWish wish;
    GradingAbout about;
    Kit kit;
    Workshop workshop;
    std::vector<Exam> exams;
    std::size_t checks_at_once = 1;

    Parts(Context& the_context, const GradingWish& the_wish);
    /// Copies what the stub includes of the exercises into a tree that has nothing else, finds out
    /// whether programs can be kept apart, and lists the checks.
    void prepare(const Folder& folder);
    void copy_what_it_includes(const Folder& folder, const std::filesystem::path& room,
                               const std::filesystem::path& exercises);
    static void require_built(const Finished& finished, const std::string& what);
    std::vector<Check> list(const std::filesystem::path& program, const std::string& what,
                            int number);
    static void refuse_second(const Check& check, const Exam& exam, int number);
    void find_out_about_isolation(const std::filesystem::path& program);
    /// points.txt beside the exercises, and beside the hidden checks.
    void read_points();

    [[nodiscard]] std::filesystem::path tree() const;
    [[nodiscard]] std::vector<std::filesystem::path> include_folders(const Folder& folder) const;
    [[nodiscard]] std::chrono::milliseconds time_limit() const;
    [[nodiscard]] Confinement confinement() const;
    Finished run_compiler(std::vector<std::string> words) const;

    SubmissionResult grade(const Submission& submission);
    static ExerciseResult blank(const Exam& exam);
    /// Nothing can be judged: each check says why.
    static void fail(ExerciseResult& exercise, std::string outcome, std::string problem);
    void grade_exercise(const Exam& exam, const std::filesystem::path& handed_in,
                        const std::filesystem::path& room, ExerciseResult& result);
    static void refuse(ExerciseResult& result, const std::string& why);
    void does_not_compile(const Exam& exam, const Finished& compiled, ExerciseResult& result);
    [[nodiscard]] std::string without_workshop(std::string text) const;
    /// Whatever else it includes, by whatever path: the compiler says.
    [[nodiscard]] std::string refusal_of_includes(const std::filesystem::path& rule,
                                                  const std::filesystem::path& source) const;
    [[nodiscard]] std::string refusal_of_object(const std::filesystem::path& object,
                                                const std::string& source) const;
    bool link(const Exam& exam, const std::filesystem::path& hidden,
              const std::filesystem::path& object, const std::filesystem::path& program,
              ExerciseResult& result);
    /// All of `checks`, some at once; the results begin at `first`.
    void judge(const Exam& exam, const std::vector<Check>& checks,
               const std::filesystem::path& program, std::vector<CheckResult>::iterator first);
    void judge_one(const std::filesystem::path& program, const std::string& reading,
                   CheckResult& result);
};

/// The first line of `output` in a message.
std::string with_first_line(messages::Text message, const std::string& output);

}  // namespace runner
