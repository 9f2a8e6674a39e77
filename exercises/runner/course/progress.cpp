#include "course/progress.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view form = "verdicts 1";
constexpr std::string_view stretch = "stretch ";

fs::path memory_of(const Context& context, const Folder& exercise) {
    return context.build / "state" / two_digits(exercise.number);
}

/// Continues `value` with the files in `folder` whose names end so, in their order.
std::uint64_t with_files(std::uint64_t value, const fs::path& folder,
                         std::initializer_list<std::string_view> endings) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator place(folder, error), end; !error && place != end;
         place.increment(error)) {
        const std::string name = platform::text_of(place->path().filename());
        const auto is_end = [&](std::string_view ending) { return name.ends_with(ending); };
        if (std::any_of(endings.begin(), endings.end(), is_end)) files.push_back(place->path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files)
        value = fingerprint(read_file(file).value_or("") + '\0', value);
    return value;
}

/// What all exercises depend on. Read once: it takes longer than the rest.
std::uint64_t common_fingerprint(const Context& context) {
    if (context.common_fingerprint) return *context.common_fingerprint;
    std::uint64_t value = fingerprint("");
    for (const char* folder : {"given", "harness"})
        value = with_files(value, context.course.root / "exercises" / folder, {".cpp", ".hpp"});
    value = with_files(value, context.course.root / "include", {".hpp"});
    // CMakeFiles/3.25.1/CMakeCXXCompiler.cmake: which compiler, and its version.
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(context.build / "CMakeFiles", error))
        value = fingerprint(read_file(entry.path() / "CMakeCXXCompiler.cmake").value_or(""), value);
    context.common_fingerprint = value;
    return value;
}

std::size_t number_in(const std::string& text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// What is remembered of the files with this fingerprint: the form, their fingerprint, the number
/// of checks, and a line "1.3 pass", or "2.5 stretch pass", for each check that was judged.
Progress recall(const Context& context, const Folder& exercise, const std::string& fingerprint) {
    Progress progress{Standing::not_judged, 0, 0, {}, {}};
    const std::vector<std::string> lines =
        lines_of(read_file(memory_of(context, exercise)).value_or(""));
    if (lines.size() < 4 || lines[0] != form || lines[1] != fingerprint) return progress;
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
    progress.standing = all ? Standing::done : Standing::begun;
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
    Progress progress = recall(context, exercise, fingerprint_of(context, exercise));
    if (written == read_file(exercise.file("stub.cpp"))) progress.standing = Standing::not_started;
    return progress;
}

std::string fingerprint_of(const Context& context, const Folder& exercise) {
    std::uint64_t value = common_fingerprint(context);
    for (const char* name : {"exercise.cpp", "exercise.hpp", "checks.cpp"})
        value = fingerprint(read_file(exercise.file(name)).value_or("") + '\0', value);
    return hexadecimal(value);
}

void remember(const Context& context, const Folder& exercise, const std::string& fingerprint,
              const std::vector<KnownResult>& results, std::size_t total) {
    if (fingerprint_of(context, exercise) != fingerprint) return;
    Progress progress = recall(context, exercise, fingerprint);
    for (const KnownResult& result : results)
        (result.is_stretch ? progress.stretch : progress.verdicts)[result.id] = result.passed;
    std::string text = std::string(form) + "\n" + fingerprint + "\n" + std::to_string(total) + "\n";
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
        if (progress_of(context, exercise).standing != Standing::done) return exercise;
    return context.course.exercises.rbegin()->second;
}

void notice_moved_file(const Context& context, const Folder& exercise, const std::string& target) {
    const auto written = read_file(exercise.file("exercise.cpp"));
    const fs::path memory = context.build / "state" / ("built-" + target);
    std::error_code error;
    if (!written || read_file(memory).value_or("") == mark_of(*written)) return;
    const auto built_at = fs::last_write_time(context.program(target), error);
    if (error || fs::last_write_time(exercise.file("exercise.cpp"), error) > built_at) return;
    fs::last_write_time(exercise.file("exercise.cpp"), fs::file_time_type::clock::now(), error);
}

void remember_built(const Context& context, const std::string& target, std::string_view written) {
    std::error_code ignored;
    fs::create_directories(context.build / "state", ignored);
    try_write_file(context.build / "state" / ("built-" + target), mark_of(written));
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
