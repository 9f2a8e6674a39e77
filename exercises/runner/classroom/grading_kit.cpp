#include "classroom/grading_kit.hpp"

#include <cstdlib>

#include "classroom/messages.hpp"
#include "judge/build.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

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

void add(std::vector<std::string>& words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
}

void take(Kit& kit, const std::string& key, const std::string& value) {
    if (value.empty()) return;
    if (key == "version") kit.version = value;
    if (key == "compiler") kit.compiler = value;
    if (key == "name") kit.compiler_name = value;
    if (key == "nm") kit.nm = value;
    if (key == "precompiled") kit.precompiled = platform::path_of(value);
    if (key == "option") kit.options.push_back(value);
    if (key == "precompiled-option") kit.precompiled_options.push_back(value);
    if (key == "link") kit.link_options.push_back(value);
    if (key == "doctest") kit.doctest_folders.push_back(value);
    // CMake counts precompiled headers among the objects.
    const bool object = value.ends_with(".o") || value.ends_with(".obj");
    if (key == "harness" && object) kit.harness.push_back(value);
    if (object && key.starts_with("checks-"))
        kit.checks[std::atoi(key.c_str() + 7)].push_back(value);
}

}  // namespace

std::vector<std::string> Kit::compile(const fs::path& source, const fs::path& object,
                                      const std::vector<fs::path>& include_folders,
                                      const fs::path& rule) const {
    std::vector<std::string> words{compiler};
    add(words, options);
    add(words, precompiled_options);
    words.emplace_back("-g0");
    for (const fs::path& folder : include_folders)
        words.push_back("-I" + platform::text_of(folder));
    words.push_back("-I" + platform::text_of(include));
    add(words, {"-MMD", "-MF", platform::text_of(rule), "-c", platform::text_of(source), "-o",
                platform::text_of(object)});
    return words;
}

std::vector<std::string> Kit::compile_checks(const fs::path& source, const fs::path& object,
                                             const std::vector<fs::path>& include_folders) const {
    std::vector<std::string> words{compiler};
    add(words, options);
    for (const fs::path& folder : include_folders)
        words.push_back("-I" + platform::text_of(folder));
    words.push_back("-I" + platform::text_of(include));
    for (const std::string& folder : doctest_folders) add(words, {"-idirafter", folder});
    add(words, {"-c", platform::text_of(source), "-o", platform::text_of(object)});
    return words;
}

std::vector<std::string> Kit::link(int exercise, const fs::path& other_checks,
                                   const fs::path& answer, const fs::path& program) const {
    // The answer comes last: of inline functions that are there twice, the judge's own count.
    std::vector<std::string> words{compiler};
    add(words, options);
    add(words, harness);
    if (other_checks.empty())
        add(words, checks.at(exercise));
    else
        words.push_back(platform::text_of(other_checks));
    words.push_back(platform::text_of(answer));
    add(words, link_options);
    add(words, {"-o", platform::text_of(program)});
    return words;
}

Kit prepare_kit(Context& context) {
    const fs::path file = context.build / "grade.txt";
    Kit kit;
    const auto read = [&] {
        kit = {};
        for (const std::string& line : lines_of(read_file(file).value_or(""))) {
            const std::size_t tab = line.find('\t');
            if (tab == std::string::npos) continue;
            // CMake joins the entries of a list by semicolons.
            std::string_view values = std::string_view(line).substr(tab + 1);
            while (!values.empty()) {
                const std::size_t end = std::min(values.find(';'), values.size());
                take(kit, line.substr(0, tab), std::string(values.substr(0, end)));
                values.remove_prefix(std::min(end + 1, values.size()));
            }
        }
    };
    read();
    if (kit.compiler_name.starts_with("MSVC"))
        throw Trouble{Status::setup_missing,
                      fill(messages::grade_no_compiler, {kit.compiler_name})};
    build_own_target(context, "grading", messages::what_checks);
    read();  // the build may have configured again
    if (kit.compiler.empty() || kit.harness.empty() || kit.checks.empty())
        throw Trouble{Status::setup_missing,
                      fill(messages::grade_no_kit, {platform::text_of(file)})};
    kit.include = context.course.root / "include";
    kit.version = with_commit(kit.version, context.course.root);
    for (const std::string& option : kit.options)
        kit.sanitized = kit.sanitized || option.starts_with("-fsanitize");
    return kit;
}

}  // namespace runner
