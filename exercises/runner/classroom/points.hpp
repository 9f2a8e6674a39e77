#pragma once
// What each check is worth.

#include <filesystem>
#include <map>
#include <string>

namespace runner {

/// The points of the checks that a points.txt names. Every other check is worth one point, and a
/// stretch none.
class Points {
public:
    /// Reads `file`; a file that is not there names nothing. Throws Trouble that says which line
    /// cannot be understood.
    void read(const std::filesystem::path& file);

    [[nodiscard]] double of(const std::string& check, bool is_stretch) const;
    /// The checks that it names.
    [[nodiscard]] const std::map<std::string, double>& named() const { return points_; }

private:
    std::map<std::string, double> points_;
};

/// "7", "2.5": a number of points as a person writes it, with two decimals at most.
std::string in_points(double points);

}  // namespace runner
