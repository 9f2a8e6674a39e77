#include "judge/kit.hpp"

#include <algorithm>
#include <cstdlib>

#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

void add(std::vector<std::string>& words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
}

void take(Kit& kit, const std::string& key, const std::string& value) {
    if (value.empty()) return;
    if (key == "version") kit.version = value;
    if (key == "compiler") kit.compiler = value;
    if (key == "name") kit.compiler_name = value;
    if (key == "nm") kit.nm = value;
    if (key == "ninja") kit.ninja = value;
    if (key == "precompiled") kit.precompiled = platform::path_of(value);
    if (key == "warning") kit.warnings.push_back(value);
    if (key == "small") kit.small.push_back(value);
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

fs::path Kit::precompiled_file() const {
    fs::path file = precompiled;
    file += compiler_name.starts_with("GNU") ? ".gch" : ".pch";
    return file;
}

std::vector<std::string> Kit::compile(const fs::path& source, const fs::path& object,
                                      const std::vector<fs::path>& include_folders,
                                      const fs::path& rule,
                                      const std::vector<std::string>& more) const {
    std::vector<std::string> words{compiler};
    add(words, options);
    add(words, more);
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
                                   const fs::path& answer, const fs::path& program,
                                   const std::vector<std::string>& more) const {
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
    add(words, more);
    add(words, {"-o", platform::text_of(program)});
    return words;
}

fs::path kit_file(const Context& context) { return context.build / "kit.txt"; }

std::optional<Kit> read_kit(const Context& context) {
    Kit kit;
    for (const std::string& line : lines_of(read_file(kit_file(context)).value_or(""))) {
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
    if (kit.compiler.empty() || kit.checks.empty()) return std::nullopt;
    kit.include = context.course.root / "include";
    for (const std::string& option : kit.options)
        kit.sanitized = kit.sanitized || option.starts_with("-fsanitize");
    return kit;
}

std::vector<std::string> files_of_rule(std::string_view rule) {
    std::vector<std::string> files;
    const std::size_t colon = rule.find(": ");
    if (colon == std::string_view::npos) return files;
    rule.remove_prefix(colon + 2);
    std::string file;
    for (std::size_t i = 0; i <= rule.size(); ++i) {
        const char c = i < rule.size() ? rule[i] : '\n';
        const char next = i + 1 < rule.size() ? rule[i + 1] : '\0';
        if (c == '\\' && (next == '\n' || next == '\r')) {
            continue;  // the rule goes on in the next line
        } else if ((c == '\\' && (next == ' ' || next == '#' || next == '\\')) ||
                   (c == '$' && next == '$')) {
            file += next;
            ++i;
        } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            if (!file.empty()) files.push_back(std::move(file));
            file.clear();
        } else {
            file += c;
        }
    }
    return files;
}

}  // namespace runner
