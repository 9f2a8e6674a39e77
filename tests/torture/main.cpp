// Tortures the library: in every conversation, the n-th call to the system fails, for every n and
// every error that the manual has for the call. Nothing may crash, hang or leak, and the right
// error must be told.
//
//     torture [PART OF A SCENARIO'S NAME]

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poll.h>

#include <array>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include "errors.hpp"
#include "ledger.hpp"
#include "own_network.hpp"
#include "score.hpp"
#include "torture.hpp"

namespace torture {

Score* score = nullptr;

void complain(const char* what, const std::string& more) {
    static std::atomic<int> said = 0;
    if (++said > 20) return;
    std::printf("%s: %s%s\n", what, score->now, more.c_str());
    std::fflush(stdout);
}

std::vector<Scenes::List>& Scenes::lists() {
    static std::vector<List> all;
    return all;
}

std::vector<Ordeal>& ordeals() {
    static std::vector<Ordeal> all;
    return all;
}

namespace {

/// Makes `times` calls of one operation fail, from the `nth` on, and counts all of them.
class OneFault : public Observer {
public:
    OneFault(Operation operation, long nth, long times, int error)
        : operation_(operation), nth_(nth), times_(times), error_(error) {
        score->hits = 0;
        for (auto& count : score->counts) count = 0;
    }
    OneFault() : OneFault(Operation{}, 0, 0, 0) {}
    void cut() { at_most_ = 1; }

    Fault before(const Call& call) noexcept override {
        ++score->steps;
        const long number = ++score->counts[static_cast<std::size_t>(call.operation)];
        Fault fault;
        if (at_most_ != 0) {
            fault.at_most = at_most_;
            if (call.operation == Operation::send || call.operation == Operation::recv) {
                ++score->short_calls;
            }
        }
        if (call.operation != operation_ || error_ == 0) return fault;
        if (number < nth_ || number >= nth_ + times_) return fault;
        ++score->hits;
        fault.error = error_;
        return fault;
    }
    [[nodiscard]] static long hits() { return score->hits; }
    [[nodiscard]] static std::array<long, operation_count> counts() {
        std::array<long, operation_count> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = score->counts[i];
        return all;
    }

private:
    Operation operation_;
    long nth_;
    long times_;
    int error_;
    std::size_t at_most_ = 0;
};

// What came of one run.
struct Came {
    std::string said;
    bool failed = false;
    bool told = false;
    std::string errors;
};

constexpr std::size_t megabyte = 1'000'000;
constexpr std::size_t some = 20'000;

Came play(const Scenario& scenario, OneFault& fault, std::size_t much, int error) {
    Came came;
    const Holdings before = holdings();
    {
        Run run(much, error);
        {
            const Observing observing{fault};
            run.side([&] { scenario.play(run); });
        }
        came.said = run.said();
        came.failed = !run.errors().empty();
        came.told = run.told(error);
        for (const std::error_code& one : run.errors()) {
            came.errors += " [" + one.message() + "]";
        }
    }
    ++score->runs;
    ++score->steps;
    Holdings after = holdings();
    // What the run said is still held, and is not the library's.
    after.blocks -= came.said.capacity() > std::string().capacity() ? 1 : 0;
    after.blocks -= came.errors.capacity() > std::string().capacity() ? 1 : 0;
    if (!(after == before)) {
        ++score->leaks;
        complain("LEAK", ": handles " + std::to_string(before.handles) + " -> " +
                             std::to_string(after.handles) + ", blocks " +
                             std::to_string(before.blocks) + " -> " + std::to_string(after.blocks));
    }
    return came;
}

void judge(const Scenario& scenario, const Came& came, const std::string& usual,
           const Expected& expected, long hits) {
    score->failed_calls += hits;
    const bool as_usual = !came.failed && came.said == usual;
    bool good = false;
    if (scenario.may_handle) {
        good =
            !came.failed || came.told || came.errors.find("Connection reset") != came.errors.npos;
        score->handled += good && !came.told ? hits : 0;
        score->told += good && came.told ? hits : 0;
    } else if (expected.must == Must::be_told) {
        good = came.told;
        score->told += good ? hits : 0;
    } else {
        // In non-blocking mode, and with a limit of zero, that it would block is told.
        const bool told = expected.error == EAGAIN && came.told;
        good = as_usual || told;
        auto& count = told                                ? score->told
                      : expected.must == Must::be_retried ? score->retried
                                                          : score->skipped;
        count += good ? hits : 0;
    }
    if (good) return;
    ++score->wrong;
    complain("WRONG", (came.failed ? ": failed" + came.errors : std::string(": went on")) +
                          (came.said == usual ? "" : "; said otherwise:\n" + came.said));
}

void torture_one(const Scenario& scenario) {
    const auto now = [&](const char* format, auto... values) {
        const int size =
            std::snprintf(score->now, sizeof score->now, "%s: ", scenario.name.c_str());
        std::snprintf(score->now + size, sizeof score->now - static_cast<std::size_t>(size), format,
                      values...);
    };
    // What is allocated once and for all is allocated now.
    now("%s", "undisturbed");
    {
        OneFault none;
        const Observing observing{none};
        Run run(megabyte);
        run.side([&] { scenario.play(run); });
    }
    OneFault counter;
    const Came usual = play(scenario, counter, megabyte, 0);
    const std::array<long, operation_count> counts = OneFault::counts();
    if (usual.failed) {
        ++score->wrong;
        complain("WRONG", ": failed" + usual.errors);
        return;
    }
    if (scenario.is_stream) {
        now("%s", "a byte at a time");
        OneFault cut;
        cut.cut();
        const Came came = play(scenario, cut, some, 0);
        if (came.failed || came.said != usual.said) {
            ++score->wrong;
            complain("WRONG", came.failed ? ": failed" + came.errors : ": said\n" + came.said);
        }
    }
    for (std::size_t i = 0; i < operation_count; ++i) {
        const auto operation = static_cast<Operation>(i);
        // With threads, a call more or less is no two runs' business.
        const long most = counts[i] == 0 ? 0 : counts[i] + 3;
        bool was_hit = true;
        for (long nth = 1; nth <= most && was_hit; ++nth) {
            was_hit = false;
            const std::vector<Expected> errors = errors_of(operation);
            for (std::size_t at = 0; at < errors.size(); ++at) {
                const Expected& expected = errors[at];
                const bool must_be_told = expected.must == Must::be_told;
                const bool its_turn = static_cast<std::size_t>(nth) % errors.size() == at;
                if (scenario.is_costly && must_be_told && !its_turn) continue;
                // What is told once ends the conversation; what is not may come again and again.
                for (const long times : {1L, 3L}) {
                    if (times > 1 && (must_be_told || scenario.is_costly)) continue;
                    now("%s number %ld fails with \"%s\"%s", name(operation).data(), nth,
                        detail::platform_error(expected.error).message().c_str(),
                        times == 1 ? "" : ", and two more");
                    OneFault fault(operation, nth, times, expected.error);
                    const Came came = play(scenario, fault, megabyte, expected.error);
                    if (fault.hits() == 0) continue;
                    was_hit = true;
                    judge(scenario, came, usual.said, expected, fault.hits());
                }
            }
        }
    }
}

double time_scale() {
    const char* text = std::getenv("LOOPBACK_TIME_SCALE");
    const double scale = text != nullptr ? std::atof(text) : 1;
    return scale >= 1 ? scale : 1;
}

enum class End { well, crash, hang };

/// Plays in a process of its own, so that a crash or a hang costs that scenario alone.
template <class Work>
End apart(Work work) {
    int pipe[2];
    if (::pipe(pipe) != 0) std::abort();
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::close(pipe[0]);
        if (!enter_own_network()) complain("NOTE: no network of its own", "");
        work();
        std::fflush(stdout);
        std::exit(0);  // not _exit: a sanitizer has its say at the end
    }
    ::close(pipe[1]);
    const int patience = static_cast<int>(60'000 * time_scale());
    End end = End::well;
    for (long steps = -1;;) {
        pollfd gone{pipe[0], POLLIN, 0};
        if (::poll(&gone, 1, patience) != 0) break;  // its end of the pipe is closed
        if (score->steps == steps) {
            end = End::hang;
            complain("HANG", "");
            ::kill(child, SIGKILL);
            break;
        }
        steps = score->steps;
    }
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (end == End::well && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
        end = End::crash;
        complain("CRASH", WIFSIGNALED(status)
                              ? std::string(": ") + ::strsignal(WTERMSIG(status))
                              : ": exit status " + std::to_string(WEXITSTATUS(status)));
    }
    return end;
}

std::vector<Ordeal> all_ordeals() {
    std::vector<Ordeal> all;
    for (const Scenes::List list : Scenes::lists()) {
        for (Scenario& one : list()) {
            const std::string name = one.name;
            all.push_back({name, [scenario = std::move(one)] { torture_one(scenario); }});
        }
    }
    all.insert(all.end(), ordeals().begin(), ordeals().end());
    return all;
}

int torture_all(const std::string& part) {
    void* memory =
        ::mmap(nullptr, sizeof(Score), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return 2;
    score = new (memory) Score();
    const bool tells_times = std::getenv("TORTURE_TIMES") != nullptr;
    long scenarios = 0;
    long crashes = 0;
    long hangs = 0;
    for (const Ordeal& one : all_ordeals()) {
        if (one.name.find(part) == one.name.npos) continue;
        ++scenarios;
        const auto start = std::chrono::steady_clock::now();
        const End end = apart(one.work);
        if (tells_times) {
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
            std::printf("%6.2f s  %s\n", took.count(), one.name.c_str());
        }
        crashes += end == End::crash ? 1 : 0;
        hangs += end == End::hang ? 1 : 0;
    }
    std::printf(
        "%ld scenarios, %ld runs, %ld calls made to fail: %ld told, %ld retried, %ld "
        "skipped, %ld handled by the program; %ld calls cut to a byte; "
        "%ld allocations made to fail\n",
        scenarios, score->runs.load(), score->failed_calls.load(), score->told.load(),
        score->retried.load(), score->skipped.load(), score->handled.load(),
        score->short_calls.load(), score->failed_allocations.load());
    std::printf("%ld crashes, %ld hangs, %ld leaks, %ld wrong\n", crashes, hangs,
                score->leaks.load(), score->wrong.load());
    const bool good =
        scenarios > 0 && crashes == 0 && hangs == 0 && score->leaks == 0 && score->wrong == 0;
    return good ? 0 : 1;
}

}  // namespace
}  // namespace torture

int main(int argc, char** argv) { return torture::torture_all(argc > 1 ? argv[1] : ""); }
