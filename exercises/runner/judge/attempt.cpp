#include "judge/attempt.hpp"

#include <algorithm>
#include <exception>

#include "course/progress.hpp"
#include "judge/examine.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {

bool Attempt::passed() const {
    const Count required = count_of(judgements, Part::required);
    return over && required.all > 0 && required.all == count_required(checks) &&
           required.passed == required.all;
}

Work::Work(const Context& context, const Folder& exercise, std::function<void()> on_news)
    : context_(context),
      exercise_(exercise),
      on_news_(std::move(on_news)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::optional<Attempt> Work::news() {
    const std::lock_guard lock(mutex_);
    if (!changed_) return std::nullopt;
    changed_ = false;
    return attempt_;
}

void Work::change(const std::function<void(Attempt&)>& how) {
    {
        const std::lock_guard lock(mutex_);
        how(attempt_);
        changed_ = true;
    }
    on_news_();
}

void Work::run(const std::stop_token& stop) {
    std::string nowhere;
    Printer silent(nowhere, context_.printer.style());
    Context context = context_.printing_to(silent);
    context.stop = stop;
    context.on_progress = [&](std::string_view text, std::string_view how_far) {
        change([&](Attempt& attempt) {
            attempt.building = std::string(text) + " " + std::string(how_far);
        });
    };
    std::string trouble;
    try {
        build_and_judge(context);
    } catch (const Canceled&) {
        return;  // nobody asks any more
    } catch (const Trouble& reason) {
        trouble = reason.message;
    } catch (const std::exception& error) {
        trouble = fill(messages::unexpected, {error.what()});
    }
    change([&](Attempt& attempt) {
        attempt.trouble = trouble;
        attempt.over = true;
    });
}

void Work::build_and_judge(Context& context) {
    const std::string target = "check-" + two_digits(exercise_.number);
    const std::string fingerprint = fingerprint_of(context, exercise_);
    const Built built = build_exercise(context, exercise_, target);
    change([&](Attempt& attempt) {
        attempt.building.clear();
        attempt.built = built;
    });
    if (!built.succeeded) return;
    const Judging judging{
        .program = context.program(target), .time_scale = context.time_scale, .stop = context.stop};
    const std::vector<Check> checks = checks_of(exercise_, judging);
    change([&](Attempt& attempt) { attempt.checks = checks; });
    const std::vector<Judgement> judgements =
        judge(checks, judging, [&](const Judgement& judgement) {
            change([&](Attempt& attempt) { attempt.judgements.push_back(judgement); });
        });
    remember_judgements(context, exercise_, fingerprint, judgements, count_required(checks));
}

}  // namespace runner
