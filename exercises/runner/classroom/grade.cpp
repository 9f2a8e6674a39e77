// ./sandbox grade DIR [--format F] [--output FILE] [--only N,...] [--checks DIR] [-j N]

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "classroom/classroom.hpp"
#include "classroom/grading.hpp"
#include "classroom/messages.hpp"
#include "classroom/results.hpp"
#include "classroom/submissions.hpp"
#include "course/saving.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

Trouble wrong(messages::Text message, const std::string& typed) {
    return {Status::wrong_usage, fill(message, {shortened(harmless(typed), 60)})};
}

Format format_of(const Request& request) {
    const std::string name = request.value("--format");
    if (name.empty()) return Format::table;
    const auto format = format_named(name);
    if (!format) throw wrong(messages::grade_bad_format, name);
    return *format;
}

std::size_t jobs_of(const Request& request) {
    const std::string text = request.value("-j");
    if (text.empty()) return platform::processors();
    const bool number =
        text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t jobs = number ? std::stoul(text) : 0;
    if (jobs < 1 || jobs > 1024) throw wrong(messages::grade_bad_jobs, text);
    return jobs;
}

std::vector<int> exercises_of(const Course& course, const Request& request) {
    std::vector<int> numbers;
    std::string text = request.value("--only");
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string one = text.substr(0, comma);
        const auto target = parse_target(one);
        if (!target || !target->check.empty() || !course.exercises.contains(target->exercise))
            throw wrong(messages::grade_bad_only, one);
        numbers.push_back(target->exercise);
        text.erase(0, comma + 1);
    }
    return numbers;
}

fs::path hidden_of(const Course& course, const Request& request) {
    const std::string text = request.value("--checks");
    if (text.empty()) return {};
    const fs::path folder = fs::absolute(platform::path_of(text));
    std::error_code error;
    for (const auto& [number, exercise] : course.exercises)
        if (fs::is_regular_file(folder / platform::path_of(exercise.name) / "checks.cpp", error))
            return folder;
    const std::string example = course.exercises.begin()->second.name + "/checks.cpp";
    throw Trouble{Status::wrong_usage,
                  fill(messages::grade_no_checks, {shortened(harmless(text), 200), example})};
}

/// Where results go: the screen, one file, or a file each in a folder.
struct Output {
    fs::path path;
    bool is_folder = false;
};

Output output_of(const Request& request, Format format, std::size_t submissions) {
    Output output;
    const std::string text = request.value("--output");
    if (!text.empty()) {
        output.path = fs::absolute(platform::path_of(text));
        std::error_code error;
        output.is_folder = fs::is_directory(output.path, error);
        const fs::path folder = output.path.parent_path();
        if (!output.is_folder && (text.back() == '/' || !fs::is_directory(folder, error)))
            throw wrong(messages::grade_no_output_folder,
                        platform::text_of(text.back() == '/' ? output.path : folder));
    }
    if (holds_one(format) && submissions > 1 && !output.is_folder)
        throw Trouble{Status::wrong_usage, fill(messages::grade_one_file_each,
                                                {request.value("--format"),
                                                 shortened(harmless(request.words.front()), 200),
                                                 std::to_string(submissions)})};
    return output;
}

std::vector<SubmissionResult> grade_all(Grader& grader, const std::vector<Submission>& submissions,
                                        std::size_t jobs, Printer& notes) {
    std::vector<SubmissionResult> results(submissions.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::size_t done = 0;
    const auto some = [&] {
        for (std::size_t i = next++; i < submissions.size(); i = next++) {
            results[i] = grader.grade(submissions[i]);
            const std::lock_guard lock(mutex);
            const std::string total = std::to_string(submissions.size());
            notes.progress(fill(messages::grading_progress, {total}),
                           "[" + std::to_string(++done) + "/" + total + "]");
        }
    };
    {
        std::vector<std::jthread> threads;
        while (threads.size() < std::min(jobs, submissions.size())) threads.emplace_back(some);
    }
    notes.end_progress();
    return results;
}

}  // namespace

ExitStatus grade(Context& context, const Request& request) {
    if (request.words.empty()) throw wrong(messages::grade_which, "");
    const Format format = format_of(request);
    GradingWish wish;
    wish.exercises = exercises_of(context.course, request);
    wish.hidden = hidden_of(context.course, request);
    wish.isolation = request.has("--no-isolation") ? Isolation::none : Isolation::if_possible;
    const std::vector<Submission> submissions =
        find_submissions(platform::path_of(request.words.front()), context.course);
    wish.jobs = std::min(jobs_of(request), submissions.size());
    const Output output = output_of(request, format, submissions.size());

    // Progress and the build's words go to stderr: stdout has the results and nothing else.
    Printer notes(stderr, context.plain);
    Context quiet = context.printing_to(notes);
    Grader grader(quiet, wish);
    const std::vector<SubmissionResult> results = grade_all(grader, submissions, wish.jobs, notes);

    Printer& printer = context.printer;
    if (output.path.empty()) {
        printer.print(write_results(format, grader.about(), results, printer.style()));
        return exit_with(Status::done);
    }
    const Style style{80, false, Charset::utf8};
    if (output.is_folder) {
        for (const SubmissionResult& result : results)
            write_file(output.path / platform::path_of(file_name(format, result.name)),
                       write_results(format, grader.about(), {result}, style));
    } else {
        write_file(output.path, write_results(format, grader.about(), results, style));
    }
    if (format != Format::table)
        printer.print(write_results(Format::table, grader.about(), results, printer.style()));
    printer.paragraph(fill(messages::written_to, {platform::text_of(output.path)}));
    return exit_with(Status::done);
}

}  // namespace runner
