#include "judge/answer.hpp"

#include <algorithm>
#include <set>

#include "judge/kit.hpp"
#include "judge/memory.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

Kit require_kit(const Context& context) {
    if (std::optional<Kit> kit = read_kit(context)) return *std::move(kit);
    throw Trouble{Status::setup_missing,
                  fill(messages::no_kit, {platform::text_of(kit_file(context))})};
}

/// The names in the folders whose sources CMake collects: a new one means a new build.
std::string names_of_sources(const Context& context) {
    std::set<std::string> names;
    std::error_code error;
    for (const char* folder : {"given", "harness"})
        for (const auto& entry :
             fs::directory_iterator(context.course.root / "exercises" / folder, error))
            names.insert(platform::text_of(entry.path()));
    std::string text;
    for (const std::string& name : names) text += name + "\n";
    return text;
}

/// What the course brings along for one exercise.
std::vector<fs::path> course_files(const Kit& kit, int exercise) {
    std::vector<fs::path> files;
    if (!kit.precompiled.empty()) files.push_back(kit.precompiled_file());
    for (const std::vector<std::string>& objects : {kit.harness, kit.checks.at(exercise)})
        for (const std::string& object : objects)
            files.push_back(platform::path_of(object).lexically_normal());
    return files;
}

bool is_below(const fs::path& file, const fs::path& folder) {
    const fs::path below = file.lexically_relative(folder);
    return !below.empty() && *below.begin() != "..";
}

/// What Ninja has learned these of its files depend on, the system's headers among it; nothing when
/// it cannot say.
std::set<fs::path> dependencies_of(const std::vector<fs::path>& files, const Context& context,
                                   const Kit& kit) {
    platform::Command command;
    command.words = {kit.ninja, "-C", platform::text_of(context.build), "-t", "deps"};
    command.family = platform::Family::own;
    const Finished finished = run(command, {.time = std::chrono::seconds(10)});
    std::set<fs::path> found;
    bool wanted = false;
    for (const std::string& line : lines_of(finished.succeeded() ? finished.output : "")) {
        if (line.starts_with(" ")) {  // what the one before depends on; ccache may say it from here
            const fs::path file =
                (context.build / platform::path_of(trimmed(line))).lexically_normal();
            if (wanted && !is_below(file, context.build)) found.insert(file);
            continue;
        }
        const std::string end = "/" + line.substr(0, line.find(": #deps"));
        wanted = std::any_of(files.begin(), files.end(), [&](const fs::path& file) {
            return file.generic_string().ends_with(end);
        });
    }
    return found;
}

/// Has Ninja build what the course brings along, if something of that may have changed.
Kit build_course_part(Context& context, const Folder& exercise) {
    const std::string number = two_digits(exercise.number);
    Memory memory(context.build / "state" / ("course-" + number));
    const std::string names = names_of_sources(context);
    if (memory.still_holds(names)) return require_kit(context);
    memory.begin();
    build_own_target(context, "kit-" + number, messages::what_checks);
    Kit kit = require_kit(context);
    const std::vector<fs::path> made = course_files(kit, exercise.number);
    const std::set<fs::path> known = dependencies_of(made, context, kit);
    if (known.empty()) return kit;
    std::vector<fs::path> read(known.begin(), known.end());
    for (const char* folder : {"", "exercises", "lessons"})
        read.push_back(context.course.root / folder / "CMakeLists.txt");
    read.push_back(platform::path_of(kit.compiler));
    read.push_back(kit_file(context));
    memory.keep(names, read, made);
    return kit;
}

}  // namespace

Built build_answer(Context& context, const Folder& exercise) {
    const Kit kit = build_course_part(context, exercise);
    const std::string name = "check-" + two_digits(exercise.number);
    const fs::path source = exercise.file("exercise.cpp");
    const fs::path folder = context.build / "answers";
    const fs::path object = folder / (two_digits(exercise.number) + "-exercise.cpp.o");
    const fs::path rule = folder / (two_digits(exercise.number) + "-exercise.cpp.d");
    const fs::path program = context.program(name);
    const std::vector<BuildStep> steps{
        {object, kit.compile(source, object, {exercise.path, context.course.root / "exercises"},
                             rule, kit.warnings)},
        {program, kit.link(exercise.number, {}, object, program, kit.small)}};
    std::string how;
    for (const BuildStep& step : steps)
        for (const std::string& word : step.words) how += word + "\n";

    Memory memory(context.build / "state" / ("answer-" + two_digits(exercise.number)));
    const fs::path log = context.build / "log" / (name + ".log");
    // What the compiler warned of is said again: it is still true.
    if (memory.still_holds(how)) return {true, read_file(log).value_or(""), log};
    memory.begin();
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    Built built = build_by(context, name, exercise.shown("exercise.cpp"), steps);
    if (!built.succeeded) return built;
    std::vector<fs::path> read = course_files(kit, exercise.number);
    read.push_back(source);
    for (const std::string& file : files_of_rule(read_file(rule).value_or("")))
        read.push_back(platform::path_of(file));
    memory.keep(how, read, {object, program});
    return built;
}

}  // namespace runner
