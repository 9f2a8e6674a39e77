// What grade writes, in every format, for a submission in which everything is awkward.
#include "runner/classroom/results.hpp"

#include <doctest/doctest.h>

#include "runner/classroom/points.hpp"
#include "runner/classroom/submissions.hpp"
#include "runner/system/files.hpp"
#include "runner/words/trouble.hpp"
#include "scratch.hpp"

using namespace runner;
using scratch::mentions;

namespace {

const GradingAbout about{"0.1.0 (abc)", "GNU 12.2.0", true, ""};
const std::string awkward = "\"a\" <b> & ]]> \x1b[31m \xff\xef\xbf\xbf\n=1+1, second line\t\\";

SubmissionResult submission() {
    ExerciseResult one{1, "01-echo", "", "", {}};
    one.checks.push_back({{"1.1", "opens <a> \"door\""},
                          false,
                          1,
                          1,
                          0.25,
                          true,
                          Outcome::pass,
                          "the check passed"});
    one.checks.push_back({{"1.2", "echoes"}, false, 2.5, 0, 0.5, true, Outcome::fail, awkward});
    one.checks.push_back({{"1.3", "hangs"}, true, 1, 0, 2, true, Outcome::out_of_time, "too late"});
    one.checks.push_back(
        {{"1.4", "stretch: more"}, false, 0, 0, 0, true, Outcome::unwritten, "not yet"});
    ExerciseResult two{
        2, "02-client", "exercise.cpp does not compile:\nline 1", "compile-error", {}};
    two.checks.push_back({{"2.1", "asks"}, false, 1, 0, 0, false, Outcome::fail, two.problem});
    return {"=o'neil, \"x\"", {one, two}, 3.5};
}

std::string written(Format format) { return write_results(format, about, {submission()}, Style{}); }

}  // namespace

TEST_CASE("a table has points, the course's version, the compiler and whether it was apart") {
    const std::string text = written(Format::table);
    CHECK(mentions(text, "Loopback 0.1.0 (abc), compiled by GNU 12.2.0"));
    CHECK(mentions(text, "each check ran apart"));
    CHECK(mentions(text, "1/4.5  0/1  1/5.5"));
    CHECK(mentions(text, "FAIL 1.3 hangs: OUT OF TIME"));
    CHECK(mentions(text, "02-client: 0 of 1 point"));
    CHECK(mentions(text, "does not compile"));
    GradingAbout open = about;
    open.isolated = false;
    open.not_isolated = "because";
    CHECK(mentions(write_results(Format::table, open, {submission()}, Style{}),
                   "NOT APART: submissions ran as this user, on this machine's network and files "
                   "(because)"));
}

TEST_CASE("CSV quotes as RFC 4180 says, and gives no spreadsheet a formula") {
    const std::string text = written(Format::csv);
    CHECK(text.starts_with("submission,exercise,check,"));
    CHECK(mentions(text, "\"'=o'neil, \"\"x\"\"\",01-echo,1.1,"));
    CHECK(mentions(text, "passed,1,1,no,no,0.250,the check passed,0.1.0 (abc),GNU 12.2.0,yes\r\n"));
    CHECK(mentions(text, "1.3,hangs,timeout,0,1,no,yes,"));
    CHECK(mentions(text, "2.1,asks,compile-error,0,1,"));
    CHECK(in_csv("plain") == "plain");
    CHECK(in_csv("-1") == "\"'-1\"");
}

TEST_CASE("JSON and XML escape whatever a submission printed") {
    CHECK(in_json(awkward) ==
          "\"\\\"a\\\" <b> & ]]> \\\\x1b[31m \\\\xff\xef\xbf\xbf\\n=1+1, second line\\\\t\\\\\"");
    CHECK(in_xml(awkward) ==
          "&quot;a&quot; &lt;b&gt; &amp; ]]&gt; \\x1b[31m \\xff?&#10;=1+1, second "
          "line\\t\\");
}

TEST_CASE("JUnit: counts, kinds, and a message in each that did not pass") {
    const std::string text = written(Format::junit);
    CHECK(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "));
    CHECK(mentions(text, "tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""));
    CHECK(mentions(text, "<property name=\"compiler\" value=\"GNU 12.2.0\"/>"));
    CHECK(mentions(text, "name=\"1.1 opens &lt;a&gt; &quot;door&quot;\" time=\"0.250\"/>"));
    CHECK(mentions(text, "<error message=\"too late\" type=\"timeout\">too late</error>"));
    CHECK(
        mentions(text, "type=\"compile-error\">exercise.cpp does not compile:&#10;line 1</error>"));
    CHECK(text.find("<failure message=\"\"") == std::string::npos);
}

TEST_CASE("Gradescope: the fields of its results.json") {
    const std::string text = written(Format::gradescope);
    for (const char* field :
         {"\"score\": 1,", "\"execution_time\": 3.500", "\"visibility\": \"visible\"",
          "\"stdout_visibility\": \"hidden\"", "\"extra_data\": {", "\"tests\": [",
          "\"score\": 0, \"max_score\": 2.5, \"status\": \"failed\"", "\"number\": \"1.2\"",
          "\"tags\": [\"01-echo\", \"stretch\"]", "\"visibility\": \"hidden\"",
          "\"compiler\": \"GNU 12.2.0\""})
        CHECK_MESSAGE(mentions(text, field), field);
}

TEST_CASE("Autolab: the last line is a score for each exercise, and nothing else is JSON") {
    const std::string text = written(Format::autolab);
    const std::vector<std::string> lines = lines_of(text);
    CHECK(lines.back() == "{\"scores\": {\"01-echo\": 1, \"02-client\": 0}}");
    CHECK_FALSE(mentions(text, "too late"));  // a hidden check's story is hidden
}

TEST_CASE("parsers that we did not write read every format as it was meant") {
    if (!platform::find_program("python3")) return;  // .ci/run has it
    scratch::Folder folder;
    scratch::write(folder.path() / "csv", written(Format::csv));
    scratch::write(folder.path() / "json", written(Format::gradescope));
    scratch::write(folder.path() / "line", lines_of(written(Format::autolab)).back());
    scratch::write(folder.path() / "xml", written(Format::junit));
    const Finished finished = scratch::run({"python3", "-c", R"(
import csv, json, sys
import xml.etree.ElementTree as xml
place = sys.argv[1] + '/'
rows = list(csv.DictReader(open(place + 'csv', newline='', encoding='utf-8')))
assert len(rows) == 5 and all(row['message'] and None not in row for row in rows)
assert rows[1]['message'].startswith('"a" <b> & ]]>') and rows[1]['max_points'] == '2.5'
results = json.load(open(place + 'json', encoding='utf-8'))
# The fields and types of Gradescope's specification.
assert isinstance(results['score'], (int, float)) and isinstance(results['execution_time'], float)
assert len(results['tests']) == 5
for test in results['tests']:
    assert test['output'] and test['status'] in ('passed', 'failed')
    assert test['visibility'] in ('hidden', 'after_due_date', 'after_published', 'visible')
    assert isinstance(test['score'], (int, float)) and isinstance(test['number'], str)
assert results['tests'][2]['visibility'] == 'hidden'
# Autolab: problems and numbers.
scores = json.load(open(place + 'line'))['scores']
assert scores == {'01-echo': 1, '02-client': 0}
suites = xml.parse(place + 'xml').getroot()
assert suites.tag == 'testsuites' and [s.get('tests') for s in suites] == ['4', '1']
for case in suites.iter('testcase'):
    assert case.get('classname') and case.get('name')
    for trouble in list(case.iter('failure')) + list(case.iter('error')):
        assert trouble.get('message') and trouble.get('type') and trouble.text
assert len(list(suites.iter('error'))) == 2 and len(list(suites.iter('skipped'))) == 1
print('read')
)",
                                            folder.path().string()});
    CHECK_MESSAGE(mentions(finished.output, "read"), finished.output);
}

TEST_CASE("points: named, default, stretch; and a line that makes no sense is named") {
    scratch::Folder folder;
    const auto file = folder.path() / "points.txt";
    scratch::write(file, "# a comment\n\n1.5 2.5  # two and a half\n1.7\t1\n");
    Points points;
    points.read(file);
    CHECK(points.of("1.5", false) == 2.5);
    CHECK(points.of("1.1", false) == 1);
    CHECK(points.of("1.6", true) == 0);
    CHECK(points.of("1.7", true) == 1);
    CHECK(in_points(2.5) == "2.5");
    CHECK(in_points(0.1 + 0.2) == "0.3");
    CHECK(in_points(100) == "100");
    for (const char* line :
         {"1.5", "1.5 x", "1 5", "1.5 -1", "1.5 1001", "x 1", "1.5 1 1", "1.5 1e3"}) {
        scratch::write(file, std::string("1.1 1\n") + line + "\n");
        try {
            Points().read(file);
            FAIL(line);
        } catch (const Trouble& trouble) {
            CHECK(mentions(trouble.message, "Line 2 of"));
        }
    }
}

TEST_CASE("submissions are found in clones, zips and folders of them; links and checks are not") {
    Course course;
    course.exercises[1] = {1, "01-echo", {}};
    course.exercises[2] = {2, "02-client", {}};
    scratch::Folder folder;
    const auto all = folder.path() / "all";
    scratch::write(all / "ann" / "exercises" / "01-echo" / "exercise.cpp", "");
    scratch::write(
        all / "bob" / "wrapped" / "loopback-main" / "exercises" / "02-client" / "exercise.cpp", "");
    scratch::write(all / "cy" / "01-echo" / "exercise.cpp", "");
    scratch::write(all / "cy" / "01-echo" / "checks.cpp", "");
    scratch::write(all / "dee" / "exercise.cpp", "");
    scratch::write(all / ".git" / "01-echo" / "exercise.cpp", "");
    const auto found = find_submissions(all, course);
    REQUIRE(found.size() == 4);
    CHECK(found[0].name == "ann");
    CHECK(found[0].files.at(1) == all / "ann" / "exercises" / "01-echo" / "exercise.cpp");
    CHECK(found[1].files.contains(2));
    CHECK(found[2].files.size() == 1);
    CHECK(found[3].files.empty());
    CHECK(find_submissions(all / "ann", course).front().name == "ann");
    CHECK(find_submissions(all / "cy" / "01-echo", course).front().files.contains(1));
    for (const auto& nothing : {all / "dee", all / "nowhere", all / "dee" / "exercise.cpp"})
        CHECK_THROWS_AS(find_submissions(nothing, course), Trouble);
}
