// What every check program starts with: lists the checks, or runs one of them under doctest.

#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS  // a crash ends the process, and the runner names it
#define DOCTEST_CONFIG_NO_WINDOWS_SEH
#include "harness/check.hpp"

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

#include "harness/crash.hpp"
#include "harness/fair_time.hpp"
#include "harness/options.hpp"
#include "harness/platform.hpp"
#include "harness/thread.hpp"
#include "harness/verdict.hpp"

namespace harness {

Registration::Registration(const char* check_id, const char* check_title)
    : id(check_id), title(check_title) {
    registrations().push_back(*this);
}

std::vector<Registration>& registrations() {
    static auto& all = *new std::vector<Registration>;  // outlives exit()
    return all;
}

namespace {

const Registration* wanted = nullptr;

// Turns what doctest says into records.
class Reporter : public doctest::IReporter {
public:
    explicit Reporter(const doctest::ContextOptions&) {}

    void test_case_start(const doctest::TestCaseData&) override {
        tell_begin(wanted->id, wanted->title);
    }
    void test_case_exception(const doctest::TestCaseException& trouble) override {
        fail({{},
              std::string("the check could not go on: ") + trouble.error_string.c_str(),
              {},
              {}});
    }
    void log_assert(const doctest::AssertData& assert) override {
        if (!assert.m_failed) return;
        const std::string seen = assert.m_threw
                                     ? std::string("it throws: ") + assert.m_exception.c_str()
                                     : std::string(assert.m_decomp.c_str());
        fail({assert.m_expr, seen, {}, {}});
    }

    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}

private:
    [[noreturn]] static void fail(const Finding& finding) {
        if (!claim_verdict()) wait_for_the_end();
        conclude(Verdict::fail, finding);
    }
};

REGISTER_REPORTER("records", 1, Reporter);

void list() {
    for (const Registration& check : registrations()) {
        std::printf("%.*s\t%.*s\n", static_cast<int>(check.id.size()), check.id.data(),
                    static_cast<int>(check.title.size()), check.title.data());
    }
}

const Registration* find(std::string_view id) {
    for (const Registration& check : registrations()) {
        if (check.id == id) return &check;
    }
    return nullptr;
}

// A thread that was joined may still be on its way out of the kernel, and of the end of one that
// was not nobody is told: a few looks, a moment apart.
int threads_left_behind() {
    int left = platform::learners_threads();
    const FairLimit end{std::chrono::milliseconds{200}};
    while (left != 0 && !end.is_over()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
        left = platform::learners_threads();
    }
    return left;
}

[[noreturn]] void conclude_passed() {
    const int left = threads_left_behind();
    if (!claim_verdict()) wait_for_the_end();
    if (left == 0) conclude(Verdict::pass, {});
    conclude(Verdict::fail,
             {"no thread of yours when your functions have returned",
              (left == 1 ? "a thread" : std::to_string(left) + " threads") +
                  " of yours still there; everything else was right",
              "your code starts a thread and leaves it behind (detach(), or a thread that waits "
              "for something that never comes). It goes on when what it uses is gone. Join each "
              "thread before you return: a std::jthread does so by itself.",
              {}});
}

// The filter is a known id and the space after it: no comma, no wildcard but ours, and 1.1 does
// not select 1.10.
[[noreturn]] void run_wanted() {
    doctest::Context context;
    context.setOption("reporters", "records");
    context.setOption("no-intro", true);
    context.setOption("no-version", true);
    context.addFilter("test-case", (std::string(wanted->id) + " *").c_str());
    const int trouble = context.run();
    if (trouble == 0) conclude_passed();
    if (!claim_verdict()) wait_for_the_end();
    conclude(Verdict::fail, {});
}

}  // namespace
}  // namespace harness

int main(int argc, char** argv) {
    using namespace harness;
    platform::prepare_streams();
    if (!read_options(argc, argv)) return 2;
    if (options().list) {
        list();
        return 0;
    }
    wanted = find(options().check);
    if (wanted == nullptr) {
        std::fprintf(stderr, "%s: there is no check %s\n", argv[0], options().check.c_str());
        return 2;
    }
    name_crashes();
    const HarnessThread mark;
    run_wanted();
}
