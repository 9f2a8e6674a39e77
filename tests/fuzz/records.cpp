// The runner's reader of what a check program tells: whatever a learner's code writes there.

#include "../../exercises/runner/judge/records.hpp"

#include <algorithm>
#include <charconv>

#include "../../exercises/harness/record.hpp"
#include "fuzz.hpp"

using fuzz::must;
using runner::Records;

namespace {

std::string written(const Records& records) {
    std::string text;
    if (!records.id.empty())
        text += harness::record::line(harness::record::begin, records.id, records.title);
    for (const runner::StoryStep& step : records.steps) {
        text += harness::record::line(harness::record::step, step.action, step.detail);
    }
    if (!records.expected.empty())
        text += harness::record::line(harness::record::expected, records.expected);
    if (!records.seen.empty()) text += harness::record::line(harness::record::seen, records.seen);
    if (!records.cause.empty())
        text += harness::record::line(harness::record::cause, records.cause);
    if (!records.read.empty()) text += harness::record::line(harness::record::read, records.read);
    for (const std::string& verdict : records.verdicts) {
        text += harness::record::line(harness::record::verdict, verdict, records.proof);
    }
    if (records.ran)
        text += harness::record::line(harness::record::ran, std::to_string(*records.ran));
    return text;
}

bool same(const Records& one, const Records& other) {
    const auto same_step = [](const runner::StoryStep& a, const runner::StoryStep& b) {
        return a.action == b.action && a.detail == b.detail;
    };
    return one.id == other.id && one.title == other.title && one.expected == other.expected &&
           one.seen == other.seen && one.cause == other.cause && one.read == other.read &&
           one.verdicts == other.verdicts && one.proof == other.proof && one.ran == other.ran &&
           std::equal(one.steps.begin(), one.steps.end(), other.steps.begin(), other.steps.end(),
                      same_step);
}

void must_be_cut_safely(std::string_view text) {
    const std::size_t cut = text.find('\n', text.size() / 2);
    if (cut == text.npos) return;
    const Records whole = runner::parse_records(text);
    const Records part = runner::parse_records(text.substr(0, cut + 1));
    must(part.steps.size() <= whole.steps.size() && part.verdicts.size() <= whole.verdicts.size(),
         "what was told is not taken back by what follows");
    must(!part.damaged || whole.damaged, "damage stays");
    const Records short_of_its_end = runner::parse_records(text.substr(0, cut));
    must(cut == 0 || text[cut - 1] == '\n' || short_of_its_end.damaged,
         "a line without its end is damage");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const Records records = runner::parse_records(text);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    must(records.steps.size() + records.verdicts.size() <= lines, "a record is a line");

    const Records again = runner::parse_records(written(records));
    const bool may_lose_a_cr = text.find('\r') != text.npos;  // a line's end may be CR LF
    must(may_lose_a_cr || (!again.damaged && same(again, records)),
         "records that are written again read the same");
    must_be_cut_safely(text);

    // Whatever a step says arrives as it was, on one line. (That line's end may be CR LF.)
    std::string detail(text.substr(0, text.find_last_not_of('\r') + 1));
    const std::string line = harness::record::line(harness::record::step, "A sends", detail);
    must(std::count(line.begin(), line.end(), '\n') == 1, "a record stays on its line");
    const Records one = runner::parse_records(line);
    must(!one.damaged && one.steps.size() == 1 && one.steps[0].detail == detail,
         "a step arrives as it was");
    return 0;
}
