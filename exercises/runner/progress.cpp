#include "progress.hpp"

#include <algorithm>
#include <charconv>

#include "files.hpp"
#include "messages.hpp"
#include "text.hpp"
#include "trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view form = "verdicts 1";
constexpr std::string_view stretch = "stretch ";

fs::path memory_of(const Context& context, const Folder& exercise) {
    return context.build / "state" / two_digits(exercise.number);
}

/// A fingerprint of everything that a verdict depends on.
std::string fingerprint_of(const Context& context, const Folder& exercise) {
    std::vector<fs::path> files;
    for (const char* name : {"exercise.cpp", "exercise.hpp", "checks.cpp"})
        files.push_back(exercise.file(name));
    std::error_code error;
    for (const auto& entry :
         fs::directory_iterator(context.course.root / "exercises" / "harness", error))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::uint64_t value = fingerprint("");
    for (const fs::path& file : files)
        value = fingerprint(read_file(file).value_or("") + '\0', value);
    char text[20];
    const auto end = std::to_chars(text, text + sizeof text, value, 16).ptr;
    return {text, end};
}

std::size_t number_in(const std::string& text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// What is remembered of the present files: the form, their fingerprint, the number of checks,
/// and a line "1.3 pass", or "2.5 stretch pass", for each check that was judged.
Progress recall(const Context& context, const Folder& exercise) {
    Progress progress{Stage::not_judged, 0, 0, {}, {}};
    const std::vector<std::string> lines =
        lines_of(read_file(memory_of(context, exercise)).value_or(""));
    if (lines.size() < 4 || lines[0] != form || lines[1] != fingerprint_of(context, exercise))
        return progress;
    progress.total = number_in(lines[2]);
    for (std::size_t i = 3; i < lines.size(); ++i) {
        const std::size_t space = lines[i].find(' ');
        if (space == std::string::npos) continue;
        const std::string id = lines[i].substr(0, space);
        const std::string verdict = lines[i].substr(space + 1);
        if (verdict.starts_with(stretch)) {
            progress.stretch[id] = verdict.ends_with(" pass");
            continue;
        }
        progress.verdicts[id] = verdict == "pass";
        progress.passed += progress.verdicts[id] ? 1 : 0;
    }
    const bool all = progress.total > 0 && progress.passed == progress.total;
    progress.stage = all ? Stage::done : Stage::begun;
    return progress;
}

}  // namespace

std::size_t Progress::stretch_passed() const {
    return static_cast<std::size_t>(std::count_if(Progress::stretch.begin(),
                                                  Progress::stretch.end(),
                                                  [](const auto& one) { return one.second; }));
}

Progress progress_of(const Context& context, const Folder& exercise) {
    const auto written = read_file(exercise.file("exercise.cpp"));
    if (!written) return {};
    Progress progress = recall(context, exercise);
    if (written == read_file(exercise.file("stub.cpp"))) progress.stage = Stage::not_started;
    return progress;
}

void remember(const Context& context, const Folder& exercise,
              const std::vector<Judgement>& judgements, std::size_t total) {
    Progress progress = recall(context, exercise);
    for (const Judgement& judgement : judgements) {
        auto& verdicts = judgement.check.is_stretch() ? progress.stretch : progress.verdicts;
        verdicts[judgement.check.id] = judgement.verdict == Verdict::pass;
    }
    std::string text = std::string(form) + "\n" + fingerprint_of(context, exercise) + "\n" +
                       std::to_string(total) + "\n";
    for (const auto& [id, passed] : progress.verdicts)
        text += id + (passed ? " pass\n" : " fail\n");
    for (const auto& [id, passed] : progress.stretch)
        text += id + " " + std::string(stretch) + (passed ? "pass\n" : "fail\n");
    std::error_code ignored;
    fs::create_directories(context.build / "state", ignored);
    try_write_file(memory_of(context, exercise), text);
}

const Folder& current_exercise(const Context& context) {
    for (const auto& [number, exercise] : context.course.exercises)
        if (progress_of(context, exercise).stage != Stage::done) return exercise;
    return context.course.exercises.rbegin()->second;
}

bool start_exercise(const Folder& exercise) {
    const fs::path file = exercise.file("exercise.cpp");
    std::error_code error;
    if (fs::is_regular_file(file, error)) {
        if (!read_file(file))
            throw Trouble{Status::setup_missing,
                          fill(messages::cannot_read, {exercise.shown("exercise.cpp")})};
        return false;
    }
    if (fs::exists(fs::symlink_status(file, error)))
        throw Trouble{Status::setup_missing,
                      fill(messages::not_a_file, {exercise.shown("exercise.cpp")})};
    require_file(exercise, "stub.cpp");
    write_file(file, read_file(exercise.file("stub.cpp")).value_or(""));
    return true;
}

std::size_t hints_shown(const Context& context, const std::string& check) {
    return number_in(read_file(context.build / "state" / ("hints-" + check)).value_or("0"));
}

void remember_hints(const Context& context, const std::string& check, std::size_t shown) {
    std::error_code ignored;
    fs::create_directories(context.build / "state", ignored);
    try_write_file(context.build / "state" / ("hints-" + check), std::to_string(shown));
}

}  // namespace runner
