// ./sandbox handout DIR [--offline]: the student edition.

#include <algorithm>
#include <array>
#include <regex>
#include <vector>

#include "classroom/classroom.hpp"
#include "classroom/handout_texts.hpp"
#include "classroom/messages.hpp"
#include "course/exercise_file.hpp"
#include "course/saving.hpp"
#include "judge/kit.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

/// What students get of the course. Tests that need a solution or a misconception stay here.
constexpr std::array<std::string_view, 8> whole_folders{
    "include",    "lessons",       "exercises",  "docs",
    "tests/unit", "tests/lessons", "tests/docs", "tests/handout"};
constexpr std::array<std::string_view, 7> single_files{
    "CMakeLists.txt",       "LICENSE",        "sandbox",      "sandbox.cmd",
    "tests/CMakeLists.txt", ".gitattributes", ".clang-format"};

constexpr std::string_view commands_file = "exercises/runner/classroom/commands.hpp";

/// Stays here: what needs a solution, what somebody wrote in this checkout, and pages for
/// instructors and authors.
bool stays_here(const fs::path& file) {
    constexpr std::array<std::string_view, 4> names{"solution.cpp", "torture.cpp", "classroom.md",
                                                    "authors.md"};
    const std::string name = platform::text_of(file.filename());
    return std::find(names.begin(), names.end(), name) != names.end() ||
           name.starts_with("exercise.cpp") || name.starts_with('.') || name.ends_with('~');
}

Trouble cannot(const fs::path& file, const std::error_code& error) {
    return {Status::setup_missing,
            fill(messages::handout_cannot_write, {platform::text_of(file), error.message()})};
}

void put_file(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (!error) fs::copy_file(from, to, error);
    if (error) throw cannot(to, error);
}

void copy_folder(const fs::path& from, const fs::path& to) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(from, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->is_regular_file(error) && !stays_here(entry->path()))
            put_file(entry->path(), to / entry->path().lexically_relative(from));
    }
    if (error) throw cannot(to, error);
}

void write_new(const fs::path& file, std::string_view content) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error || !platform::create_new(file, content, error)) throw cannot(file, error);
}

/// The README without what is for authors, and with what is for students.
std::string readme(const Course& course) {
    const std::string text = read_file(course.root / "README.md").value_or("");
    std::string result;
    bool for_authors = false;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("## ")) for_authors = line == "## Add a lesson";
        if (line == "## License") result += std::string(student_edition::readme_section) + "\n";
        const bool for_instructors = line.find("docs/classroom.md") != std::string::npos;
        if (!for_authors && !for_instructors) result += line + "\n";
    }
    return result;
}

/// The table of commands without `handout`: no student edition can be made of one.
std::string commands_for_students(const Course& course) {
    const std::string text = read_file(course.root / commands_file).value_or("");
    std::string result;
    bool of_handout = false;
    for (const std::string& line : lines_of(text)) {
        const std::string_view row = trimmed(line);
        if (row.starts_with("{\"handout\"")) of_handout = true;
        if (row.starts_with("};")) of_handout = false;
        if (!of_handout) result += line + "\n";
    }
    return result;
}

/// A link to what stays here becomes its own words: [ci.yml](../.github/workflows/ci.yml).
void unlink_what_stays_here(const fs::path& file) {
    static const std::regex link(R"(\[([^\]]*)\]\(([^)#:]+)(#[^)]*)?\))");
    const std::string text = read_file(file).value_or("");
    std::string result;
    auto rest = text.begin();
    for (std::sregex_iterator it(text.begin(), text.end(), link), end; it != end; ++it) {
        std::error_code error;
        const bool there = fs::exists(file.parent_path() / platform::path_of(it->str(2)), error);
        result.append(rest, (*it)[0].first);
        result += there ? it->str(0) : it->str(1);
        rest = (*it)[0].second;
    }
    result.append(rest, text.end());
    if (result != text) write_file(file, result);
}

void unlink_in_texts(const fs::path& target) {
    std::vector<fs::path> texts;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(target, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().extension() == ".md") texts.push_back(entry->path());
    for (const fs::path& text : texts) unlink_what_stays_here(text);
}

/// doctest's own header, from wherever this build found it.
fs::path doctest_header(const Context& context) {
    std::string folder;
    if (const std::optional<Kit> kit = read_kit(context); kit && !kit->doctest_folders.empty())
        folder = kit->doctest_folders.front();
    const fs::path header = platform::path_of(folder) / "doctest" / "doctest.h";
    std::error_code error;
    if (!folder.empty() && fs::is_regular_file(header, error)) return header;
    throw Trouble{Status::setup_missing, std::string(messages::handout_no_doctest)};
}

void write_handout(const Context& context, const fs::path& target, bool offline) {
    const fs::path& root = context.course.root;
    std::error_code error;
    for (std::string_view name : whole_folders)
        if (fs::is_directory(root / platform::path_of(name), error))
            copy_folder(root / platform::path_of(name), target / platform::path_of(name));
    for (std::string_view name : single_files)
        if (fs::is_regular_file(root / platform::path_of(name), error))
            put_file(root / platform::path_of(name), target / platform::path_of(name));
    for (const fs::directory_entry& entry : fs::directory_iterator(root / "tests", error))
        if (entry.is_regular_file(error) && entry.path().filename() != "CMakeLists.txt")
            put_file(entry.path(), target / "tests" / entry.path().filename());
    // Its texts are read; that their transcripts can be played again is tested where they are made.
    fs::remove(target / "tests" / "docs" / "CMakeLists.txt", error);
    for (const char* name : {"driver.cpp", "head.hpp"})
        put_file(root / "tests" / "misconceptions" / name, target / "tests" / "handout" / name);
    write_new(target / "tests" / "handout" / "CMakeLists.txt", student_edition::tests);
    for (const auto& [number, exercise] : context.course.exercises)
        put_file(exercise.file("stub.cpp"),
                 target / "exercises" / platform::path_of(exercise.name) / "exercise.cpp");
    fs::remove(target / commands_file, error);
    write_new(target / commands_file, commands_for_students(context.course));
    write_new(target / "README.md", readme(context.course));
    write_new(target / ".gitignore", student_edition::gitignore);
    write_new(target / ".devcontainer" / "devcontainer.json", student_edition::devcontainer);
    write_new(target / ".github" / "workflows" / "grade.yml", student_edition::workflow);
    unlink_in_texts(target);
    if (offline) put_file(doctest_header(context), target / "offline" / "doctest" / "doctest.h");
}

void refuse_if_in_use(const Course& course, const fs::path& target) {
    std::error_code error;
    const std::string shown = platform::text_of(target);
    if (fs::exists(target, error) &&
        !(fs::is_directory(target, error) && fs::is_empty(target, error)))
        throw Trouble{Status::wrong_usage, fill(messages::handout_not_empty, {shown})};
    if (!fs::is_directory(target.parent_path(), error))
        throw Trouble{Status::wrong_usage,
                      fill(messages::handout_no_parent, {platform::text_of(target.parent_path())})};
    const fs::path below =
        fs::weakly_canonical(target, error).lexically_relative(fs::canonical(course.root, error));
    if (!below.empty() && *below.begin() != "..")
        throw Trouble{Status::wrong_usage, fill(messages::handout_inside, {shown})};
}

}  // namespace

ExitStatus handout(Context& context, const Request& request) {
    if (request.words.empty())
        throw Trouble{Status::wrong_usage, std::string(messages::handout_where)};
    if (!has_solutions(context.course))
        throw Trouble{Status::wrong_usage, std::string(messages::handout_of_handout)};
    fs::path target = fs::absolute(platform::path_of(request.words.front())).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();  // it ended with a slash
    refuse_if_in_use(context.course, target);
    // Written beside it, then moved there: all of it or nothing.
    fs::path beside = target;
    beside += ".new-" + std::to_string(platform::process_id());
    std::error_code error;
    try {
        write_handout(context, beside, request.has("--offline"));
        fs::remove(target, error);  // an empty folder
        fs::rename(beside, target, error);
        if (error) throw cannot(target, error);
    } catch (...) {
        fs::remove_all(beside, error);
        throw;
    }
    Printer& printer = context.printer;
    printer.paragraph(fill(messages::handout_done, {platform::text_of(target)}));
    printer.paragraph(fill(messages::handout_next, {platform::text_of(target)}),
                      messages::next_wide);
    return exit_with(Status::done);
}

}  // namespace runner
