#include "classroom/results.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "classroom/messages.hpp"
#include "judge/story.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

std::string number(std::size_t value) { return std::to_string(value); }

std::string in_seconds(double seconds) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.3f", seconds);
    return buffer;
}

std::string isolation_in_words(const GradingAbout& about) {
    if (about.isolated) return std::string(messages::isolated);
    return fill(messages::not_isolated, {about.not_isolated});
}

std::string title_of(const CheckResult& result) {
    return result.check.id + " " + result.check.title;
}

bool passed(const CheckResult& result) { return result.judged && result.outcome == Outcome::pass; }

// ---- A table ----

struct Stretch {
    std::size_t passed = 0;
    std::size_t all = 0;
};

Stretch stretch_of(const ExerciseResult& exercise) {
    Stretch stretch;
    for (const CheckResult& result : exercise.checks) {
        if (!result.check.is_stretch()) continue;
        ++stretch.all;
        stretch.passed += passed(result) ? 1 : 0;
    }
    return stretch;
}

using Row = std::vector<std::string>;

std::string laid_out(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columns(row[i]));
    }
    std::string text;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - columns(row[i]), ' ');
            line += i == 0 ? row[i] + space : "  " + space + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string table_of(const std::vector<SubmissionResult>& results, Charset charset) {
    const std::vector<ExerciseResult>& exercises = results.front().exercises;
    Row head{std::string(messages::column_submission)};
    for (const ExerciseResult& exercise : exercises) head.push_back(exercise.name.substr(0, 2));
    head.emplace_back(messages::column_total);
    Stretch any;
    for (const ExerciseResult& exercise : exercises) any.all += stretch_of(exercise).all;
    if (any.all > 0) head.emplace_back(messages::column_stretch);
    std::vector<Row> rows{head};
    for (const SubmissionResult& result : results) {
        Row row{harmless(shortened(result.name, 40), charset)};
        Stretch stretch;
        for (const ExerciseResult& exercise : result.exercises) {
            row.push_back(in_points(exercise.earned()) + "/" + in_points(exercise.possible()));
            stretch.passed += stretch_of(exercise).passed;
        }
        row.push_back(in_points(result.earned()) + "/" + in_points(result.possible()));
        if (any.all > 0) row.push_back(number(stretch.passed) + "/" + number(any.all));
        rows.push_back(row);
    }
    return laid_out(rows);
}

/// What is not perfect, check by check: for one submission.
std::string details_of(const SubmissionResult& submission, const Style& style) {
    std::string text;
    for (const ExerciseResult& exercise : submission.exercises) {
        std::string line =
            fill(messages::exercise_score,
                 {exercise.name, in_points(exercise.earned()), in_points(exercise.possible())});
        const Stretch stretch = stretch_of(exercise);
        if (stretch.all > 0)
            line += fill(messages::exercise_stretch, {number(stretch.passed), number(stretch.all)});
        text += "\n" + wrapped(line, style.width);
        if (!exercise.problem.empty()) {
            text += wrapped(harmless(exercise.problem, style.charset), style.width, "  ");
            continue;
        }
        for (const CheckResult& result : exercise.checks) {
            Judgement judgement;
            judgement.check = result.check;
            judgement.outcome = result.outcome;
            text += "  " + verdict_line(judgement, style);
        }
    }
    return text;
}

std::string as_table(const GradingAbout& about, const std::vector<SubmissionResult>& results,
                     const Style& style) {
    std::string text =
        wrapped(fill(messages::graded_by, {about.course, about.compiler}), style.width) +
        wrapped(isolation_in_words(about), style.width) + "\n" + table_of(results, style.charset);
    if (results.size() == 1) text += details_of(results.front(), style);
    return text;
}

// ---- CSV ----

std::string as_csv(const GradingAbout& about, const std::vector<SubmissionResult>& results) {
    std::string text =
        "submission,exercise,check,title,outcome,points,max_points,stretch,hidden,seconds,message,"
        "course,compiler,isolated\r\n";
    for (const SubmissionResult& submission : results) {
        for (const ExerciseResult& exercise : submission.exercises) {
            for (const CheckResult& result : exercise.checks) {
                const std::array<std::string, 14> fields{submission.name,
                                                         exercise.name,
                                                         result.check.id,
                                                         result.check.title,
                                                         outcome_of(exercise, result),
                                                         in_points(result.earned),
                                                         in_points(result.possible),
                                                         result.check.is_stretch() ? "yes" : "no",
                                                         result.hidden ? "yes" : "no",
                                                         in_seconds(result.seconds),
                                                         result.message,
                                                         about.course,
                                                         about.compiler,
                                                         about.isolated ? "yes" : "no"};
                for (std::size_t i = 0; i < fields.size(); ++i)
                    text += (i == 0 ? "" : ",") + in_csv(fields[i]);
                text += "\r\n";
            }
        }
    }
    return text;
}

// ---- JUnit ----

std::string property(std::string_view name, const std::string& value) {
    return "      <property name=\"" + std::string(name) + "\" value=\"" + in_xml(value) + "\"/>\n";
}

std::string now() {
    const std::time_t time = std::time(nullptr);
    char buffer[32] = "1970-01-01T00:00:00";
    if (const std::tm* parts = std::gmtime(&time))
        std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%S", parts);
    return buffer;
}

std::string test_case(const SubmissionResult& submission, const ExerciseResult& exercise,
                      const CheckResult& result) {
    std::string text = "    <testcase classname=\"" +
                       in_xml(submission.name + "." + exercise.name) + "\" name=\"" +
                       in_xml(title_of(result)) + "\" time=\"" + in_seconds(result.seconds) + "\"";
    if (passed(result)) return text + "/>\n";
    const std::string outcome = outcome_of(exercise, result);
    const std::vector<std::string> lines = lines_of(result.message);
    const std::string first = lines.empty() ? outcome : lines.front();
    if (result.check.is_stretch() && (outcome == "unwritten" || outcome == "missing"))
        return text + "><skipped/></testcase>\n";
    const std::string kind = outcome == "failed" || outcome == "unwritten" ? "failure" : "error";
    return text + ">\n      <" + kind + " message=\"" + in_xml(first) + "\" type=\"" +
           in_xml(outcome) + "\">" + in_xml(result.message) + "</" + kind + ">\n    </testcase>\n";
}

std::string as_junit(const GradingAbout& about, const std::vector<SubmissionResult>& results) {
    std::string body;
    const std::string timestamp = now();
    for (const SubmissionResult& submission : results) {
        for (const ExerciseResult& exercise : submission.exercises) {
            std::string cases;
            std::size_t failures = 0;
            std::size_t errors = 0;
            std::size_t skipped = 0;
            double seconds = 0;
            for (const CheckResult& result : exercise.checks) {
                const std::string one = test_case(submission, exercise, result);
                failures += one.find("<failure ") != std::string::npos ? 1 : 0;
                errors += one.find("<error ") != std::string::npos ? 1 : 0;
                skipped += one.find("<skipped/>") != std::string::npos ? 1 : 0;
                seconds += result.seconds;
                cases += one;
            }
            body += "  <testsuite name=\"" + in_xml(submission.name + ": " + exercise.name) +
                    "\" tests=\"" + number(exercise.checks.size()) + "\" failures=\"" +
                    number(failures) + "\" errors=\"" + number(errors) + "\" skipped=\"" +
                    number(skipped) + "\" time=\"" + in_seconds(seconds) + "\" timestamp=\"" +
                    timestamp + "\">\n    <properties>\n" + property("course", about.course) +
                    property("compiler", about.compiler) +
                    property("isolated", about.isolated ? "yes" : "no: " + about.not_isolated) +
                    property("points", in_points(exercise.earned())) +
                    property("max_points", in_points(exercise.possible())) + "    </properties>\n" +
                    cases + "  </testsuite>\n";
        }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"Loopback\">\n" + body +
           "</testsuites>\n";
}

// ---- Gradescope ----

std::string as_gradescope(const GradingAbout& about, const SubmissionResult& submission) {
    const std::string words = fill(messages::graded_by, {about.course, about.compiler}) + "\n" +
                              isolation_in_words(about) + "\n";
    std::string tests;
    std::string problems;
    for (const ExerciseResult& exercise : submission.exercises) {
        if (!exercise.problem.empty()) problems += exercise.name + ": " + exercise.problem + "\n";
        for (const CheckResult& result : exercise.checks) {
            const std::string tags = result.check.is_stretch() ? ", " + in_json("stretch") : "";
            tests += (tests.empty() ? "" : ",\n") + std::string("    {\"score\": ") +
                     in_points(result.earned) + ", \"max_score\": " + in_points(result.possible) +
                     ", \"status\": \"" + (passed(result) ? "passed" : "failed") +
                     "\", \"name\": " + in_json(title_of(result)) +
                     ", \"number\": " + in_json(result.check.id) +
                     ",\n     \"output\": " + in_json(result.message) + ",\n     \"tags\": [" +
                     in_json(exercise.name) + tags + "], \"visibility\": \"" +
                     (result.hidden ? "hidden" : "visible") +
                     "\", \"extra_data\": {\"outcome\": " + in_json(outcome_of(exercise, result)) +
                     "}}";
        }
    }
    return "{\n  \"score\": " + in_points(submission.earned()) +
           ",\n  \"execution_time\": " + in_seconds(submission.seconds) +
           ",\n  \"output\": " + in_json(words + problems) +
           ",\n  \"visibility\": \"visible\",\n  \"stdout_visibility\": \"hidden\",\n"
           "  \"extra_data\": {\"submission\": " +
           in_json(submission.name) + ", \"course\": " + in_json(about.course) +
           ", \"compiler\": " + in_json(about.compiler) +
           ", \"isolated\": " + (about.isolated ? "true" : "false") + "},\n  \"tests\": [\n" +
           tests + "\n  ]\n}\n";
}

// ---- Autolab ----

std::string as_autolab(const GradingAbout& about, const SubmissionResult& submission) {
    const Style style{80, false, Charset::utf8};
    std::string scores;
    std::string stories;
    for (const ExerciseResult& exercise : submission.exercises) {
        scores += (scores.empty() ? "" : ", ") + in_json(exercise.name) + ": " +
                  in_points(exercise.earned());
        if (!exercise.problem.empty()) continue;
        for (const CheckResult& result : exercise.checks)
            if (!passed(result) && !result.hidden) stories += "\n" + result.message;
    }
    return as_table(about, {submission}, style) + stories + "\n{\"scores\": {" + scores + "}}\n";
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
    if (name == "table") return Format::table;
    if (name == "csv") return Format::csv;
    if (name == "junit") return Format::junit;
    if (name == "gradescope") return Format::gradescope;
    if (name == "autolab") return Format::autolab;
    return std::nullopt;
}

bool holds_one(Format format) { return format == Format::gradescope || format == Format::autolab; }

std::string file_name(Format format, const std::string& submission) {
    switch (format) {
        case Format::csv: return submission + ".csv";
        case Format::junit: return submission + ".xml";
        case Format::gradescope: return submission + ".json";
        default: return submission + ".txt";
    }
}

std::string write_results(Format format, const GradingAbout& about,
                          const std::vector<SubmissionResult>& results, const Style& style) {
    switch (format) {
        case Format::csv: return as_csv(about, results);
        case Format::junit: return as_junit(about, results);
        case Format::gradescope: return as_gradescope(about, results.front());
        case Format::autolab: return as_autolab(about, results.front());
        default: return as_table(about, results, style);
    }
}

std::string in_json(std::string_view text) {
    // harmless() leaves valid UTF-8 and line ends; the rest is shown as escapes.
    std::string result = "\"";
    for (const char c : harmless(text)) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result + '"';
}

std::string in_xml(std::string_view text) {
    std::string result;
    const std::string clean = harmless(text);
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const char c = clean[i];
        // U+FFFE and U+FFFF are no characters of XML 1.0.
        const std::string_view three = std::string_view(clean).substr(i, 3);
        if (three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
            result += "?";
            i += 2;
        } else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '&')
            result += "&amp;";
        else if (c == '"')
            result += "&quot;";
        else if (c == '\n')
            result += "&#10;";
        else
            result += c;
    }
    return result;
}

std::string in_csv(std::string_view text) {
    std::string field = harmless(text);
    if (!field.empty() && std::string_view("=+-@").find(field.front()) != std::string_view::npos)
        field.insert(0, "'");
    if (field.find_first_of(",\"\n'") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char c : field) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

}  // namespace runner
