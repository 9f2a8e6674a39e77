#include "hints.hpp"

#include <algorithm>

#include "text.hpp"

namespace runner {

std::vector<HintsOfCheck> parse_hints(std::string_view markdown) {
    std::vector<HintsOfCheck> checks;
    bool in_code = false;
    for (const std::string& line : lines_of(markdown)) {
        if (line.starts_with("```")) in_code = !in_code;
        if (!in_code && line.starts_with("## ")) {
            const std::string heading(trimmed(std::string_view(line).substr(3)));
            const std::size_t space = std::min(heading.find(' '), heading.size());
            checks.push_back({heading.substr(0, space),
                              std::string(trimmed(std::string_view(heading).substr(space))),
                              {}});
        } else if (!in_code && line.starts_with("### ") && !checks.empty()) {
            checks.back().hints.emplace_back();
        } else if (!checks.empty() && !checks.back().hints.empty()) {
            checks.back().hints.back() += line + "\n";
        }
    }
    return checks;
}

std::string plain_text(std::string_view markdown, const Style& style) {
    std::string text;
    std::string paragraph;
    const auto end_paragraph = [&] {
        if (!paragraph.empty()) text += wrapped(paragraph, style.width);
        paragraph.clear();
    };
    bool in_code = false;
    std::vector<std::string> lines = lines_of(markdown);
    const auto blank = [](const std::string& line) { return trimmed(line).empty(); };
    while (!lines.empty() && blank(lines.back())) lines.pop_back();
    lines.erase(lines.begin(), std::find_if_not(lines.begin(), lines.end(), blank));
    for (const std::string& line : lines) {
        const std::string safe = harmless(line, style.charset);
        const bool fence = line.starts_with("```");
        const bool item = line.starts_with("- ") || line.starts_with("* ");
        if (fence || item || in_code || trimmed(line).empty()) end_paragraph();
        if (fence) {
            in_code = !in_code;
        } else if (in_code) {
            text += "    " + safe + "\n";
        } else if (paragraph.empty() && line.starts_with("    ")) {
            text += safe + "\n";
        } else if (trimmed(line).empty()) {
            text += "\n";
        } else {
            const std::string words(trimmed(safe));
            paragraph += (paragraph.empty() ? "" : " ") + words;
        }
    }
    end_paragraph();
    return text;
}

}  // namespace runner
