#include "classroom/points.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "classroom/messages.hpp"
#include "course/course.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

/// 0 to 1000, with decimals if need be.
std::optional<double> number_in(std::string_view text) {
    if (text.empty() || text.size() > 8 ||
        text.find_first_not_of("0123456789.") != std::string_view::npos)
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > 1000)
        return std::nullopt;
    return value;
}

}  // namespace

void Points::read(const std::filesystem::path& file) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(read_file(file).value_or(""))) {
        ++number;
        const std::string_view text = trimmed(std::string_view(line).substr(0, line.find('#')));
        if (text.empty()) continue;
        const std::size_t gap = std::min(text.find_first_of(" \t"), text.size());
        const auto target = parse_target(text.substr(0, gap));
        const auto points = number_in(trimmed(text.substr(gap)));
        if (!target || target->check.empty() || !points)
            throw Trouble{
                Status::setup_missing,
                fill(messages::grade_bad_points, {platform::text_of(file), std::to_string(number),
                                                  shortened(harmless(text), 60)})};
        points_[target->check] = *points;
    }
}

double Points::of(const std::string& check, bool is_stretch) const {
    const auto found = points_.find(check);
    if (found != points_.end()) return found->second;
    return is_stretch ? 0 : 1;
}

std::string in_points(double points) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", std::round(points * 100) / 100);
    std::string text = buffer;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace runner
