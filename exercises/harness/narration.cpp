#include "harness/narration.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "harness/options.hpp"
#include "harness/thread.hpp"
#include "harness/verdict.hpp"
#include "harness/words.hpp"
#include "loopback/narrate.hpp"

namespace harness {
namespace {

using loopback::Call;
using loopback::NativeHandle;
using loopback::Operation;

constexpr std::size_t most_alike = 3;    // then those that follow are counted
constexpr std::size_t longest_loop = 4;  // of different calls, for it to be seen as one
constexpr std::size_t most_at_once = 150;
constexpr std::size_t last_ones = 50;  // that are told when there are more

struct Kind {
    Operation operation;
    NativeHandle handle;
    int error;
    std::size_t moved;
    bool operator==(const Kind&) const = default;
};

Kind kind_of(const Call& call) {
    const bool moves = call.operation == Operation::send || call.operation == Operation::recv;
    const bool moved = moves && call.result > 0;
    return {call.operation, call.handle, call.error,
            moved ? static_cast<std::size_t>(call.result) : 0};
}

// Somebody who calls: you, A, the check.
struct Speaker {
    struct Told {
        Kind kind;
        std::size_t times = 0;
    };
    std::deque<Told> recent;
    std::size_t folded = 0;  // since something was told
    std::size_t bytes = 0;   // that those moved
};

struct Line {
    std::string who;
    std::string words;
};

// What was told so far, and what is kept until the end.
class Trace {
public:
    void takes(const std::string& who, const Call& call, const std::string& parting) {
        const std::lock_guard lock{mutex_};
        Speaker& speaker = speakers_[who];
        if (is_one_more_alike(speaker, kind_of(call))) return;
        tells_folded(who, speaker);
        std::string words =
            loopback::detail::deed(call) + parting + ": " + loopback::detail::outcome(call);
        using namespace std::chrono_literals;
        if (call.took >= 1ms) words += " (" + loopback::detail::in_words(call.took) + ')';
        tells({who, std::move(words)});
    }

    void ends() {
        const std::lock_guard lock{mutex_};
        for (auto& [who, speaker] : speakers_) tells_folded(who, speaker);
        if (left_out_ > 0) tell_call("", "... " + count(left_out_, "line") + " left out ...");
        for (const Line& line : last_) tell_call(line.who, line.words);
        last_.clear();
    }

private:
    static bool is_one_more_alike(Speaker& speaker, const Kind& kind) {
        const auto found = std::find_if(speaker.recent.begin(), speaker.recent.end(),
                                        [&](const auto& told) { return told.kind == kind; });
        if (found == speaker.recent.end()) {
            if (speaker.recent.size() == longest_loop) speaker.recent.pop_front();
            speaker.recent.push_back({kind, 1});
            return false;
        }
        if (++found->times <= most_alike) return false;
        ++speaker.folded;
        speaker.bytes += kind.moved;
        return true;
    }
    void tells_folded(const std::string& who, Speaker& speaker) {
        if (speaker.folded == 0) return;
        tells({who, "... " + count(speaker.folded, "more call") + " like these" +
                        (speaker.bytes > 0 ? ", " + count(speaker.bytes, "byte") : "") + " ..."});
        speaker.folded = speaker.bytes = 0;
    }
    void tells(Line line) {
        if (told_++ < most_at_once) return tell_call(line.who, line.words);
        if (last_.size() == last_ones) {
            last_.pop_front();
            ++left_out_;
        }
        last_.push_back(std::move(line));
    }

    std::mutex mutex_;
    std::map<std::string, Speaker> speakers_;
    std::deque<Line> last_;
    std::size_t told_ = 0;
    std::size_t left_out_ = 0;
};

Trace& trace() {
    static auto& one = *new Trace;  // outlives exit()
    return one;
}

// Whom a close parts from: afterwards nobody knows.
thread_local std::string parting;

}  // namespace

void narrate_before(const Call& call) noexcept {
    if (!options().trace || call.operation != Operation::close) return;
    parting = loopback::detail::place(" ", call.local_endpoint()) +
              loopback::detail::place(" from ", call.peer_endpoint());
}

void narrate_after(const Call& call) noexcept {
    if (!options().trace) return;
    const char* label = harness_label();
    trace().takes(label != nullptr ? label : "you", call,
                  call.operation == Operation::close ? parting : "");
}

void end_narration() { trace().ends(); }

}  // namespace harness
