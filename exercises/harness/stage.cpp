#include "harness/stage.hpp"

#include <algorithm>

#include "harness/crash.hpp"
#include "harness/fair_time.hpp"
#include "harness/options.hpp"
#include "harness/platform.hpp"
#include "harness/thread.hpp"
#include "harness/watchdog.hpp"
#include "harness/words.hpp"

namespace harness {
namespace {

std::atomic<Stage*> the_stage{nullptr};

}  // namespace

Stage* current_stage() noexcept { return the_stage; }

Stage& Stage::open(std::string lesson, std::string heading, Explain why) {
    // Until the end of the process.
    auto* stage = new Stage(std::move(lesson), std::move(heading), std::move(why));
    the_stage = stage;
    install(&stage->doors_);
    start_watchdog(*stage);
    return *stage;
}

Stage::Stage(std::string lesson, std::string heading, Explain why)
    : lesson_(std::move(lesson)),
      heading_(std::move(heading)),
      why_(std::move(why)),
      watch_({
          .stirs =
              [this] {
                  const std::lock_guard lock{mutex_};
                  news_.notify_all();
              },
          .closes =
              [this](const Conversation& talk) {
                  step("your code closes the connection to " + name_of(talk.peer));
              },
          .spins = [this](const SeenCall& call, std::size_t times) { is_spinning(call, times); },
          .peeks =
              [this] {
                  std::function<void()> act;
                  {
                      const std::lock_guard lock{mutex_};
                      std::swap(act, once_it_peeks_);
                  }
                  if (act) act();
              },
          .passes =
              [this](const SeenCall& wait) {
                  step("time passes", std::to_string(wait.argument) +
                                          " ms, in which nothing comes "
                                          "for " +
                                          harness::name_of(wait));
              },
      }) {}

template <class Kind>
Kind& Stage::adds(std::string name) {
    auto one = std::make_unique<Kind>(*this, std::move(name));
    Kind& added = *one;
    const std::lock_guard lock{mutex_};
    peers_.push_back(std::move(one));
    return added;
}

// B is the rival, if there is one.
std::string Stage::next_name() {
    if (next_name_ == 'B' && doors_.has_a_rival()) ++next_name_;
    return std::string(1, next_name_++);
}

Peer& Stage::peer() { return adds<Peer>(next_name()); }

DatagramPeer& Stage::datagram_peer() { return adds<DatagramPeer>(next_name()); }

Crowd& Stage::crowd(std::size_t clients) {
    std::vector<Peer*> all;
    for (std::size_t i = 1; i <= clients; ++i) {
        all.push_back(&adds<Peer>("client " + std::to_string(i)));
    }
    return *crowds_.emplace_back(std::make_unique<Crowd>(*this, std::move(all)));
}

void Stage::runs(const char* function, std::function<void()> body,
                 std::function<void()> afterwards) {
    {
        const std::lock_guard lock{mutex_};
        ++running_;
        function_ = function;
    }
    std::thread{[this, function, body = std::move(body), afterwards = std::move(afterwards)] {
        perform(function, body, afterwards);
    }}.detach();
}

void Stage::perform(const char* function, const std::function<void()>& body,
                    const std::function<void()>& afterwards) {
    platform::set_learners_own(true);
    try {
        body();
    } catch (...) {
        crashes(std::current_exception(), function);
    }
    platform::set_learners_own(false);
    const HarnessThread mark;
    let_the_script_catch_up();
    if (tells_returns_) step(std::string("your ") + function + "() returns");
    if (afterwards) afterwards();
    const std::lock_guard lock{mutex_};
    --running_;
    news_.notify_all();
}

// So that the story is told in the same order each time: what A received before your function
// returned is told before. Where A waits in vain, it is not worth waiting for.
void Stage::let_the_script_catch_up() {
    std::unique_lock lock{mutex_};
    waits_fairly(news_, lock, std::chrono::milliseconds{20}, [this] {
        if (!script_waits_for_) return false;
        const auto talk = watch_.with(*script_waits_for_);
        return !talk || !talk->closed;  // else that peer is about to see the end
    });
}

void Stage::set_script_waits(std::optional<loopback::Endpoint> peer) {
    const std::lock_guard lock{mutex_};
    script_waits_for_ = peer;
    news_.notify_all();
}

void Stage::waits_until_returned() {
    const ScriptWaits idle{*this};
    std::unique_lock lock{mutex_};
    news_.wait(lock, [this] { return running_ == 0; });
}

// Code that waits in a call of its own, which nobody sees, sleeps all the same.
void Stage::settles() {
    const ScriptWaits idle{*this};
    std::unique_lock lock{mutex_};
    while (!waits_fairly(news_, lock, silence_limit / 8, [this] { return is_settled(); })) {
        if (platform::another_thread_runs() == false) return;
    }
}

void Stage::waits_until(const std::function<bool()>& ready) {
    const ScriptWaits idle{*this};
    std::unique_lock lock{mutex_};
    news_.wait(lock, [&] { return running_ == 0 || ready(); });
}

void Stage::once_it_peeks(std::function<void()> act) {
    const std::lock_guard lock{mutex_};
    once_it_peeks_ = std::move(act);
}

void Stage::waits_until_taken(const loopback::Endpoint& peer, std::size_t bytes) {
    waits_until([&] {
        const auto talk = watch_.with(peer);
        return talk && (talk->received >= bytes || talk->closed || talk->was_lost);
    });
}

std::optional<SeenCall> Stage::settles_in_a_limited_wait() {
    settles();
    const ScriptWaits idle{*this};
    std::unique_lock lock{mutex_};
    if (!is_settled()) return std::nullopt;  // asleep, where nobody sees it
    waits_fairly(news_, lock, silence_limit / 2, [this] { return is_asleep_or_polls(); });
    for (const ThreadSeen& thread : watch_.threads()) {
        const SeenCall& call = thread.call;
        const bool waits = thread.in_call && call.operation == loopback::Operation::wait;
        if (waits && can_be_outlasted(call.argument)) return call;
    }
    return std::nullopt;
}

// By its end: what comes after it, another call or the return, is told to `news_`.
void Stage::outlasts(const SeenCall& wait) {
    const ScriptWaits idle{*this};
    std::unique_lock lock{mutex_};
    news_.wait(lock, [&] {
        const std::vector<ThreadSeen> threads = watch_.threads();
        return running_ == 0 || std::none_of(threads.begin(), threads.end(), [&](const auto& one) {
                   return one.in_call && one.call.operation == wait.operation &&
                          one.call.since == wait.since;
               });
    });
}

// A look that shows nothing is followed by a sleep, as a rule.
bool Stage::is_asleep_or_polls() const {
    if (running_ == 0) return true;
    for (const ThreadSeen& thread : watch_.threads()) {
        const SeenCall& call = thread.call;
        const bool looks =
            call.operation == loopback::Operation::wait ? call.argument == 0 : call.returns_at_once;
        if (thread.in_call && may_wait_long(call.operation) && !looks) return true;
        if (thread.looks_in_vain >= Waiting::many) return true;
    }
    return false;
}

void Stage::sees_whether_it_sleeps() {
    using namespace std::chrono_literals;
    const ScriptWaits idle{*this};
    watch_.progress();  // the check lets this time pass, not your code
    std::unique_lock lock{mutex_};
    const auto is_restless = [this] { return watch_.waiting().is_restless(); };
    if (waits_fairly(news_, lock, 100ms, is_restless)) return;
    constexpr std::size_t as_many_as_one_wake_needs = 2;  // the socket, and then the keyboard
    const bool takes_naps = watch_.waiting().looks > as_many_as_one_wake_needs;
    if (takes_naps) waits_fairly(news_, lock, silence_limit / 2, is_restless);
}

bool Stage::is_settled() const {
    if (running_ == 0) return true;
    for (const ThreadSeen& thread : watch_.threads()) {
        if (thread.in_call && may_wait_long(thread.call.operation)) return true;
    }
    return false;
}

bool Stage::all_returned() const {
    const std::lock_guard lock{mutex_};
    return running_ == 0;
}

std::vector<PeerSeen> Stage::peers() const {
    const std::lock_guard lock{mutex_};
    std::vector<PeerSeen> all;
    for (const auto& peer : peers_) all.push_back(peer->seen());
    return all;
}

std::optional<PeerSeen> Stage::waiting_peer() const {
    for (PeerSeen& peer : peers()) {
        if (!peer.waiting_for.empty()) return std::move(peer);
    }
    return std::nullopt;
}

std::string Stage::name_of(const loopback::Endpoint& endpoint) const {
    for (const PeerSeen& peer : peers()) {
        if (peer.endpoint == endpoint) return peer.name;
    }
    return to_string(endpoint);
}

}  // namespace harness
