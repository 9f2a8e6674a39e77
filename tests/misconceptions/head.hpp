#pragma once
// The comment at the head of an answer, which says what must come of it. CONTRIBUTING.md shows its
// form. Whatever is not of that form is refused: it would be understood by nobody, and not held.

#include <istream>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace misconceptions {

/// A wrong answer's head.
struct Head {
    std::string misconception;
    std::string caught_by;
    std::string cause;  ///< part of what the learner reads; "(none)": no cause may be told
    std::vector<std::string> contract;  ///< sentences of exercise.hpp that it breaks
    std::set<std::string> also;         ///< other checks that may fail
};

/// The lines of a head, one after the other. Throws std::runtime_error, which says how the line
/// should be.
class HeadLines {
public:
    explicit HeadLines(std::istream& in) : in_(in) { next(); }

    [[nodiscard]] bool are_at(const char* start) const { return line_.starts_with(start); }

    /// The value in a line "// KEY: VALUE". `example` is a value that is of `form`.
    std::string value(const std::string& key, const char* form, const char* example) {
        const std::string start = "// " + key + ": ";
        std::string value = line_.starts_with(start) ? line_.substr(start.size()) : "";
        if (!std::regex_match(value, std::regex(form))) refuse('"' + start + example + '"');
        next();
        return value;
    }

    /// The sentences of exercise.hpp that the lines "// Contract: WORDS" quote.
    std::vector<std::string> contract() {
        std::vector<std::string> quotes;
        while (are_at("// Contract")) {
            quotes.push_back(value("Contract", "\\S(.*\\S)?", "words of exercise.hpp"));
        }
        return quotes;
    }

    void end() const {
        if (!line_.empty()) refuse("empty: it ends the head");
    }

private:
    void next() {
        std::getline(in_, line_);
        ++number_;
    }

    [[noreturn]] void refuse(const std::string& wanted) const {
        throw std::runtime_error("line " + std::to_string(number_) + " is \"" + line_ +
                                 "\", and should be " + wanted);
    }

    std::istream& in_;
    std::string line_;
    int number_ = 0;
};

/// Reads a wrong answer's head. `ids`: the checks of its exercise.
inline Head head_of_wrong(std::istream& in, const std::set<std::string>& ids) {
    const char* const text = "\\S(.*\\S)?";
    HeadLines lines(in);
    Head head;
    head.misconception = lines.value("Misconception", text, "what is believed");
    head.caught_by = lines.value("Caught by", "\\d+\\.\\d+", "1.3");
    head.cause = lines.value("Cause", text, "words of the cause that is told, or (none)");
    head.contract = lines.contract();
    std::string also;
    if (lines.are_at("// Also")) {
        also = lines.value("Also", "\\d+\\.\\d+( \\d+\\.\\d+)*", "1.4 1.5");
    }
    lines.end();

    std::istringstream each(head.caught_by + ' ' + also);
    for (std::string id; each >> id;) {
        if (!ids.contains(id)) throw std::runtime_error("this exercise has no check " + id);
        if (!head.also.insert(id).second) throw std::runtime_error("check " + id + " stands twice");
    }
    head.also.erase(head.caught_by);
    return head;
}

/// The head of another right answer.
struct RightHead {
    std::string difference;
    std::vector<std::string> contract;  ///< sentences of exercise.hpp that allow it
};

inline RightHead head_of_right(std::istream& in) {
    HeadLines lines(in);
    RightHead head;
    head.difference = lines.value("Another way", "\\S(.*\\S)?", "what is different");
    head.contract = lines.contract();
    lines.end();
    return head;
}

}  // namespace misconceptions
