#include "judge/judge.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "harness/record.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

constexpr std::size_t most_at_once = 8;

std::chrono::milliseconds time_limit(double scale) {
    return std::chrono::milliseconds(
        static_cast<long long>(static_cast<double>(outer_time_limit.count()) * scale));
}

std::string seconds(std::chrono::milliseconds time) {
    const long long tenths = time.count() / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::optional<Outcome> outcome_named(const std::string& name) {
    const auto found =
        std::find(harness::record::verdicts.begin(), harness::record::verdicts.end(), name);
    if (found == harness::record::verdicts.end()) return std::nullopt;
    return static_cast<Outcome>(found - harness::record::verdicts.begin());
}

void decide(Judgement& judgement, Outcome outcome, std::string seen, std::string_view cause) {
    judgement.outcome = outcome;
    judgement.seen = std::move(seen);
    judgement.cause = cause;
}

void decide_by_end(Judgement& judgement, const Finished& finished, const Judging& judging) {
    const std::string code = std::to_string(finished.code);
    switch (finished.end) {
        case End::too_much_output:
            return decide(judgement, Outcome::too_much_output,
                          std::string(messages::seen_too_much_output),
                          messages::cause_too_much_output);
        case End::out_of_time:
            return decide(
                judgement, Outcome::out_of_time,
                fill(messages::seen_out_of_time, {seconds(time_limit(judging.time_scale))}),
                messages::cause_out_of_time);
        case End::signaled:
            judgement.records.read = judgement.records.crash_read;
            return decide(judgement, Outcome::crashed,
                          fill(messages::seen_signal, {platform::describe_signal(finished.code)}),
                          judgement.records.crash_cause);
        case End::not_started:
            return decide(judgement, Outcome::not_counted,
                          fill(messages::seen_not_started, {finished.reason}), "");
        case End::exited:
            return decide(judgement, Outcome::exited, fill(messages::seen_exit, {code}),
                          messages::cause_exit);
        case End::canceled: return decide(judgement, Outcome::not_counted, "", "");
    }
}

/// A verdict came, and nothing contradicts it.
bool is_sound(const Check& check, const Records& records) {
    return records.verdicts.size() == 1 && records.id == check.id && records.ran.value_or(1) == 1 &&
           outcome_named(records.verdicts.front()).has_value();
}

std::string contradiction(const Check& check, const Records& records) {
    if (records.verdicts.size() > 1)
        return fill(messages::seen_many_verdicts, {std::to_string(records.verdicts.size())});
    if (records.id != check.id) return fill(messages::seen_other_check, {records.id, check.id});
    if (records.ran && *records.ran != 1)
        return fill(messages::seen_cases_ran, {std::to_string(*records.ran)});
    return fill(messages::seen_unknown_verdict, {records.verdicts.front()});
}

}  // namespace

Judgement judgement_of(const Check& check, const Finished& finished, const Judging& judging) {
    Judgement judgement;
    judgement.check = check;
    judgement.records = parse_records(finished.records);
    judgement.output = finished.output;
    judgement.traced = judging.trace;
    const Records& records = judgement.records;
    const bool ran_nothing = records.ran && *records.ran != 1;
    if (records.verdicts.empty() && !ran_nothing) {
        decide_by_end(judgement, finished, judging);
        return judgement;
    }
    if (!is_sound(check, records)) {
        decide(judgement, Outcome::not_counted, contradiction(check, records),
               messages::cause_contradiction);
        return judgement;
    }
    decide(judgement, *outcome_named(records.verdicts.front()), records.seen, records.cause);
    if (judgement.outcome != Outcome::pass) return judgement;
    if (!finished.succeeded()) {
        decide_by_end(judgement, finished, judging);
        judgement.cause = messages::cause_after_pass;
    } else if (finished.left_running) {
        decide(judgement, Outcome::left_process, std::string(messages::seen_left_process),
               messages::cause_left_process);
    } else if (!records.ran || records.damaged) {
        decide(judgement, Outcome::not_counted, std::string(messages::seen_damaged),
               messages::cause_contradiction);
    }
    return judgement;
}

std::vector<Judgement> judge(const std::vector<Check>& checks, const Judging& judging,
                             const std::function<void(const Judgement&)>& on_verdict) {
    std::vector<std::optional<Judgement>> results(checks.size());
    std::mutex mutex;
    std::condition_variable news;
    std::atomic<std::size_t> next{0};

    const auto judge_some = [&] {
        for (std::size_t i = next++; i < checks.size(); i = next++) {
            platform::Command command;
            command.words = {platform::text_of(judging.program), "--check", checks[i].id};
            if (judging.trace) command.words.emplace_back("--trace");
            command.family = platform::Family::own;
            command.records = true;
            Limits limits{.time = time_limit(judging.time_scale),
                          .output = output_limit,
                          .stop = judging.stop};
            if (!judging.limited) limits = {.stop = judging.stop};
            Judgement judgement = judgement_of(checks[i], run(command, limits), judging);
            const std::lock_guard lock(mutex);
            results[i] = std::move(judgement);
            news.notify_one();
        }
    };
    std::vector<std::jthread> threads;
    while (threads.size() < std::min(checks.size(), most_at_once)) threads.emplace_back(judge_some);

    std::vector<Judgement> ordered;
    for (std::optional<Judgement>& result : results) {
        std::unique_lock lock(mutex);
        news.wait(lock, [&] { return result.has_value(); });
        ordered.push_back(std::move(*result));
        lock.unlock();
        if (judging.stop.stop_requested()) throw Canceled{};
        on_verdict(ordered.back());
    }
    return ordered;
}

std::vector<Check> list_checks(const Judging& judging, Finished& finished) {
    platform::Command command;
    command.words = {platform::text_of(judging.program), "--list"};
    command.family = platform::Family::own;
    finished =
        run(command,
            {.time = time_limit(judging.time_scale), .output = output_limit, .stop = judging.stop});
    if (finished.end == End::canceled) throw Canceled{};
    std::vector<Check> checks;
    if (!finished.succeeded()) return checks;
    for (const std::string& line : lines_of(finished.output)) {
        const std::size_t tab = line.find('\t');
        const bool is_check =
            tab != std::string::npos && tab >= 3 && line[0] >= '0' && line[0] <= '9';
        if (is_check) checks.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return checks;
}

}  // namespace runner
