#pragma once
// One save, built and judged in the background.

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "course/context.hpp"
#include "judge/build.hpp"
#include "judge/judge.hpp"

namespace runner {

/// What is known of a save: more and more, until it is over.
struct Attempt {
    bool over = false;
    std::string building;        // "Building ... [3/12]"; empty before and after
    std::optional<Built> built;  // once it is known
    std::vector<Check> checks;
    std::vector<Judgement> judgements;  // in the order of the checks
    std::string trouble;                // why it could not be judged, when that is not the code

    /// Every check passes that is no stretch.
    [[nodiscard]] bool passed() const;
};

/// Builds and judges an exercise on a thread of its own. Stops, and leaves nothing running, when
/// the object goes: what came of an old save can never be told of a new one.
class Work {
public:
    /// `on_news` is called on that thread whenever more is known.
    Work(const Context& context, const Folder& exercise, std::function<void()> on_news);

    /// What is known, if that has changed since the last call.
    [[nodiscard]] std::optional<Attempt> news();

private:
    void run(const std::stop_token& stop);
    void build_and_judge(Context& context);
    void change(const std::function<void(Attempt&)>& how);

    Context context_;
    const Folder& exercise_;
    std::function<void()> on_news_;
    std::mutex mutex_;
    Attempt attempt_;
    bool changed_ = true;
    std::jthread thread_;  // last: it ends before the rest goes
};

}  // namespace runner
