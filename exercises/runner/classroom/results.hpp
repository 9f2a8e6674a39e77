#pragma once
// Results as others read them: people, spreadsheets, CI servers, gradebooks.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classroom/grading.hpp"
#include "words/printer.hpp"

namespace runner {

enum class Format {
    table,       // for people
    csv,         // a row for each check (RFC 4180)
    junit,       // JUnit XML, as Jenkins and GitLab read it
    gradescope,  // results.json (gradescope-autograders.readthedocs.io, "Output format")
    autolab,     // text, and a last line of JSON (docs.autolabproject.com, "Guide for Lab Authors")
};

std::optional<Format> format_named(std::string_view name);

/// Whether the format speaks of one submission only.
bool holds_one(Format format);

/// What a file of that format is called: "alice.xml".
std::string file_name(Format format, const std::string& submission);

/// All of `results` in one text. Of a format that holds one, `results` has one.
std::string write_results(Format format, const GradingAbout& about,
                          const std::vector<SubmissionResult>& results, const Style& style);

/// `text` as a string of JSON, in quotation marks (RFC 8259, section 7).
std::string in_json(std::string_view text);
/// `text` for XML 1.0, in an attribute or between tags; what XML cannot say is shown as an escape.
std::string in_xml(std::string_view text);
/// `text` as a field of CSV. What a spreadsheet would take for a formula gets an apostrophe.
std::string in_csv(std::string_view text);

}  // namespace runner
