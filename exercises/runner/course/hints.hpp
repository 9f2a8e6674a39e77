#pragma once
// hints.md, read: "## 1.3 title" for each check, below it "### Hint 1", "### Hint 2", ...

#include <string>
#include <string_view>
#include <vector>

#include "course/context.hpp"
#include "words/printer.hpp"

namespace runner {

struct HintsOfCheck {
    std::string id;
    std::string title;
    std::vector<std::string> hints;  // Markdown
};

std::vector<HintsOfCheck> parse_hints(std::string_view markdown);

/// Markdown as text for a terminal: paragraphs wrapped, code blocks indented and left as they are.
std::string plain_text(std::string_view markdown, const Style& style);

/// The first `shown` hints of a check: one more than before.
struct Hint {
    HintsOfCheck entry;
    std::size_t shown = 0;
};
/// For the check that `target` names, else for the first that is not known to pass.
Hint next_hint(const Context& context, const Folder& exercise, const Target& target);
void show_hint(Context& context, const Hint& hint);

}  // namespace runner
