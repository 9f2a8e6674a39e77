#include "judge/records.hpp"

#include <charconv>

#include "harness/record.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

std::optional<int> number_in(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional<int>(value) : std::nullopt;
}

void append(std::string& text, const std::string& more) {
    text += (text.empty() ? "" : "\n") + more;
}

// The last steps, so many, are a question that was answered rightly.
bool take_right(Records& records, std::optional<int> steps) {
    if (!steps || *steps < 1 || static_cast<std::size_t>(*steps) > records.steps.size())
        return false;
    ++records.right_answers;
    for (auto step = records.steps.end() - *steps; step != records.steps.end(); ++step)
        step->question = records.right_answers;
    return true;
}

bool take(Records& records, const std::vector<std::string>& fields) {
    const std::string& kind = fields[0];
    if (fields.size() < 2 || fields.size() > 3) return false;
    const std::string second = fields.size() > 2 ? fields[2] : "";
    if (kind == harness::record::begin && records.id.empty() && !fields[1].empty()) {
        records.id = fields[1];
        records.title = second;
    } else if (kind == harness::record::step)
        records.steps.push_back({fields[1], second, 0});
    else if (kind == harness::record::right)
        return take_right(records, number_in(fields[1]));
    else if (kind == harness::record::call)
        records.calls.push_back({fields[1], second, 0});
    else if (kind == harness::record::lives) {
        // Its coming is what it says: see Limits::time.
    } else if (kind == harness::record::crash) {
        records.crash_cause = fields[1];
        records.crash_read = second;
    } else if (kind == harness::record::expected)
        append(records.expected, fields[1]);
    else if (kind == harness::record::seen)
        append(records.seen, fields[1]);
    else if (kind == harness::record::cause)
        append(records.cause, fields[1]);
    else if (kind == harness::record::read)
        append(records.read, fields[1]);
    else if (kind == harness::record::verdict) {
        records.verdicts.push_back(fields[1]);
        records.proof = second;
    } else if (kind == harness::record::ran && !records.ran)
        records.ran = number_in(fields[1]);
    else
        return false;
    return true;
}

}  // namespace

Records parse_records(std::string_view text) {
    Records records;
    const bool cut_short = !text.empty() && text.back() != '\n';
    records.damaged = cut_short;
    std::vector<std::string> lines = lines_of(text);
    if (cut_short) lines.pop_back();
    for (const std::string& line : lines)
        if (!take(records, harness::record::fields(line))) records.damaged = true;
    return records;
}

}  // namespace runner
