#include "judge/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

constexpr std::size_t most_shown = 3;
constexpr std::size_t most_excerpt_lines = 3;
constexpr std::size_t most_message = 300;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class Kind { error, warning, note, context };

/// A line that names a place: "FILE:14:9: error: MESSAGE" or MSVC's "FILE(14,9): error C2065: ...".
struct PlacedLine {
    std::string file;
    std::string place;
    Kind kind = Kind::context;
    std::string message;
};

/// Takes ":14:9" or "(14,9)" off the end of `text`.
std::string take_place(std::string& text) {
    if (!text.empty() && text.back() == ')') {
        const std::size_t open = text.rfind('(');
        if (open == std::string::npos || open + 1 >= text.size() || !is_digit(text[open + 1]))
            return "";
        std::string place = text.substr(open + 1, text.size() - open - 2);
        std::replace(place.begin(), place.end(), ',', ':');
        text.resize(open);
        return place;
    }
    std::size_t start = text.size();
    for (int part = 0; part < 2; ++part) {
        std::size_t digits = start;
        while (digits > 0 && is_digit(text[digits - 1])) --digits;
        if (digits == start || digits == 0 || text[digits - 1] != ':') break;
        start = digits - 1;
    }
    if (start == text.size()) return "";
    std::string place = text.substr(start + 1);
    text.resize(start);
    return place;
}

std::optional<PlacedLine> placed(const std::string& line) {
    struct Word {
        std::string_view text;
        Kind kind;
    };
    static constexpr std::array<Word, 4> words{{{": fatal error", Kind::error},
                                                {": error", Kind::error},
                                                {": warning", Kind::warning},
                                                {": note", Kind::note}}};
    for (const Word& word : words) {
        const std::size_t at = line.find(word.text);
        if (at == std::string::npos) continue;
        const std::size_t colon = line.find(": ", at + word.text.size());
        if (colon == std::string::npos || colon > at + word.text.size() + 8) continue;
        PlacedLine result{line.substr(0, at), "", word.kind, line.substr(colon + 2)};
        result.place = take_place(result.file);
        if (!result.place.empty()) return result;
    }
    // GCC's chain of instantiations: "FILE:14:9:   required from here".
    if (const std::size_t at = line.find(":   required from"); at != std::string::npos) {
        PlacedLine result{line.substr(0, at), "", Kind::context, ""};
        result.place = take_place(result.file);
        if (!result.place.empty()) return result;
    }
    return std::nullopt;
}

bool is_in(std::string path, std::string_view file) {
    std::replace(path.begin(), path.end(), '\\', '/');
    return path.size() >= file.size() &&
           path.compare(path.size() - file.size(), file.size(), file) == 0;
}

/// The name between the quotation marks that linkers put around symbols.
std::string symbol_after(const std::string& line, std::string_view words) {
    const std::size_t at = line.find(words);
    if (at == std::string::npos) return "";
    std::string_view name = trimmed(std::string_view(line).substr(at + words.size()));
    constexpr std::string_view marks = "`'\":";
    while (!name.empty() && marks.find(name.front()) != std::string_view::npos)
        name.remove_prefix(1);
    const std::size_t end = name.find_first_of("'\"");
    name = name.substr(0, end);
    return std::string(name.substr(0, name.find("; ")));
}

void add_once(std::vector<std::string>& names, std::string name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
}

void read_linker(Diagnosis& diagnosis, const std::string& line) {
    for (std::string_view words :
         {"undefined reference to ", "undefined symbol: ", "unresolved external symbol "})
        add_once(diagnosis.undefined, symbol_after(line, words));
    for (std::string_view words : {"multiple definition of ", "duplicate symbol: "})
        add_once(diagnosis.twice, symbol_after(line, words));
    if (const std::size_t at = line.find("\", referenced from:"); at != std::string::npos)
        add_once(diagnosis.undefined, symbol_after(line, "\""));
}

/// How a compiler shows a line of code, with marks below it: cut to the window, in such a way that
/// the mark is seen and stays below what it marks.
std::vector<std::string> within(const std::vector<std::string>& excerpt, const Style& style) {
    std::vector<std::string> lines;
    std::size_t mark = 0;
    for (const std::string& line : excerpt) {
        lines.push_back(harmless(line, style.charset));
        if (const std::size_t at = line.find('^'); at != std::string::npos) mark = at;
    }
    constexpr std::string_view cut = "...";
    constexpr std::size_t seen_behind = 12;
    const std::size_t bar = lines.empty() ? std::string::npos : lines.front().find(" | ");
    const std::size_t gutter = bar == std::string::npos ? 0 : bar + 3;
    const bool too_far = mark + seen_behind > style.width && mark > gutter + cut.size();
    const std::size_t left_out =
        too_far ? std::min(mark - gutter, mark + seen_behind - style.width) + cut.size() : 0;
    for (std::string& line : lines) {
        if (left_out > 0 && line.size() > gutter) {
            const std::string gone = line.substr(gutter, left_out);
            const bool blank = gone.find_first_not_of(' ') == std::string::npos;
            line.replace(gutter, left_out, blank ? std::string(cut.size(), ' ') : cut);
        }
        line = line.substr(0, first_columns(line, style.width));
    }
    return lines;
}

class Reader {
public:
    explicit Reader(std::string_view file) : file_(file) {}

    void take(const std::string& line) {
        const auto found = placed(line);
        if (!found) {
            if (open_ && open_->excerpt.size() < most_excerpt_lines && line.starts_with(' '))
                open_->excerpt.push_back(line);
            else if (!line.starts_with(' '))
                close();
            read_linker(diagnosis_, line);
            return;
        }
        const bool own = is_in(found->file, file_);
        switch (found->kind) {
            case Kind::context:
                close();
                if (own) used_at_ = found->place;
                return;
            case Kind::note: take_note(*found, own); return;
            default: take_diagnostic(*found, own);
        }
    }

    Diagnosis finish() {
        close();
        return std::move(diagnosis_);
    }

private:
    void close() {
        if (open_) (open_is_error_ ? diagnosis_.errors : diagnosis_.warnings).push_back(*open_);
        open_.reset();
    }

    void take_diagnostic(const PlacedLine& line, bool own) {
        close();
        elsewhere_.reset();
        open_is_error_ = line.kind == Kind::error;
        const bool used = !own && !used_at_.empty() && open_is_error_;
        if (own || used) {
            open_ = Diagnostic{own ? line.place : used_at_, line.message, {}, !own};
        } else if (open_is_error_) {
            elsewhere_ = line.message;
        }
        // The excerpt of another file would be noise.
        if (used) close();
        used_at_.clear();
    }

    void take_note(const PlacedLine& line, bool own) {
        // Clang names the learner's line after the error in a header.
        if (own && elsewhere_ && line.message.find("requested here") != std::string::npos) {
            open_is_error_ = true;
            open_ = Diagnostic{line.place, *elsewhere_, {}, true};
            close();
            elsewhere_.reset();
            return;
        }
        const bool advice = line.message.find("did you") != std::string::npos;
        if (open_ && own && advice) open_->message += "; " + line.message;
        close();
    }

    std::string_view file_;
    Diagnosis diagnosis_;
    std::optional<Diagnostic> open_;
    bool open_is_error_ = false;
    std::optional<std::string> elsewhere_;
    std::string used_at_;
};

}  // namespace

Diagnosis read_diagnostics(std::string_view output, std::string_view file) {
    Reader reader(file);
    for (const std::string& line : lines_of(without_colors(output))) reader.take(line);
    return reader.finish();
}

std::string show_diagnostics(const std::vector<Diagnostic>& diagnostics, std::string_view name,
                             const Style& style) {
    std::string text;
    for (std::size_t i = 0; i < std::min(diagnostics.size(), most_shown); ++i) {
        const Diagnostic& diagnostic = diagnostics[i];
        const std::string place = std::string(name) + ":" + diagnostic.place;
        const std::string message =
            harmless(shortened(diagnostic.message, most_message), style.charset);
        text += wrapped(place + ": " + message, style.width);
        if (diagnostic.from_elsewhere)
            text += wrapped(messages::found_in_a_header, style.width, "    ");
        for (const std::string& line : within(diagnostic.excerpt, style)) text += line + "\n";
    }
    if (diagnostics.size() > most_shown)
        text += wrapped(fill(messages::and_more, {std::to_string(diagnostics.size() - most_shown)}),
                        style.width);
    return text;
}

}  // namespace runner
