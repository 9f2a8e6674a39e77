#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/gave.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"

// Judges a pure function: it is asked one question after the other, and each answer is compared
// with the right one. The cause of a wrong one is the simplest belief that gives all answers.
namespace harness {

/// A question, and what the learner's function gave.
template <class Question, class Value>
struct Answered {
    Question question;
    Gave<Value> answer;
};

/// A rule that somebody may take for the right one, and what to say then.
template <class Question, class Value>
struct Belief {
    std::function<std::optional<Value>(const Question&)> rule;  ///< gives nothing: an exception
    Advice advice;                 ///< `{}` in its cause is the question that was answered wrongly
    bool of_this_machine = false;  ///< on some it gives the same answers as another one
};

/// What an answer shows, and what to say if it does.
struct Sign {
    bool is_seen;
    Advice advice;
};

/// What to say of the first one that is seen; else nothing.
[[nodiscard]] inline Advice first_sign(std::initializer_list<Sign> signs) {
    for (const Sign& one : signs) {
        if (one.is_seen) return one.advice;
    }
    return {};
}

/// A function of the learner's, the rule that is right, and what to ask. The first four are always
/// needed; whatever else has nothing to say is left out.
///
///     harness::Questions<Port, bool> questions{
///         .function = "is_privileged",
///         .yours = is_privileged,
///         .right = [](Port port) { return port < 1024; },
///         .told = {80, 1023, 1024, 8080},
///         .beliefs = {{[](Port) { return true; }, "not every port is."},
///                     {[](Port port) { return port <= 1024; }, "{} is the first that is not."}},
///     };
///     questions.asks("lessons/03-port-ranges", "Three neighborhoods");
template <class Question, class Value>
struct Questions {
    using One = Answered<Question, Value>;
    using Right = std::optional<Value>;

    const char* function;  ///< its name
    std::function<Value(const Question&)> yours;
    std::function<Right(const Question&)> right;  ///< gives nothing: only an exception is right
    std::vector<Question> told;                   ///< each is a step of the story

    /// The simplest first.
    std::vector<Belief<Question, Value>> beliefs{};
    /// What a wrong answer says by itself, if no belief gives all answers.
    std::function<Advice(const One&)> by_itself = [](const One&) { return Advice{}; };

    /// Asked after those that are told: of these only a wrong one becomes a step.
    std::vector<Question> untold{};
    const char* untold_are = "the rest";  ///< "every port"

    /// Why only an exception is right: `"80abc" is no port`. Without it, an exception is a crash.
    std::function<std::string(const Question&)> refusal{};
    /// Whether one value is as good as the other.
    std::function<bool(const Value&, const Value&)> same = std::equal_to<Value>{};
    /// What is still expected of an answer whose value is right; empty: nothing.
    std::function<std::string(const One&)> lacks = [](const One&) { return ""; };

    /// Done before the question is asked, and told as this step. Nothing: it cannot be asked here.
    std::function<std::optional<Step>(const Question&)> set_up{};
    std::function<Advice(const Question&)> crash_means{};  ///< see `Stage::crash_means`
    /// What is to be said of a question that is never answered.
    std::function<std::string(const Question&)> endless = [](const Question&) { return ""; };

    const char* instead_of_binding = "";  ///< what is to be said to code that binds to find out

    std::function<std::string(const Question&)> question_in_words = in_words<Question>;
    std::function<std::string(const Value&)> value_in_words = in_words<Value>;
    std::function<std::string(const Value&)> right_in_words = value_in_words;

    /// Opens the stage and asks everything. `heading` is one of the lesson's.
    void asks(const char* lesson, const char* heading);

    /// What the author did wrong: a belief that is never named, since what is told does not tell it
    /// from what is right, or from a simpler one. Empty: nothing.
    [[nodiscard]] std::string look_alikes() const {
        for (auto one = beliefs.begin(); one != beliefs.end(); ++one) {
            if (one->of_this_machine) continue;
            if (are_alike(one->rule, right)) return '"' + one->advice.cause + "\" is right";
            for (auto simpler = beliefs.begin(); simpler != one; ++simpler) {
                if (!simpler->of_this_machine && are_alike(one->rule, simpler->rule)) {
                    return '"' + one->advice.cause + "\" is never named, but \"" +
                           simpler->advice.cause + '"';
                }
            }
        }
        return "";
    }

    /// The simplest belief that gives all these answers.
    [[nodiscard]] const Belief<Question, Value>* behind(const std::vector<One>& answers) const {
        for (const auto& belief : beliefs) {
            const auto gives = [&](const One& one) {
                return are_same(one.answer.value, belief.rule(one.question));
            };
            if (std::all_of(answers.begin(), answers.end(), gives)) return &belief;
        }
        return nullptr;
    }

    [[nodiscard]] Advice why(const One& wrong, const std::vector<One>& answers) const {
        const auto* belief = behind(answers);
        Advice advice = belief != nullptr ? belief->advice : by_itself(wrong);
        if (const auto gap = advice.cause.find("{}"); gap != std::string::npos) {
            advice.cause.replace(gap, 2, question_in_words(wrong.question));
        }
        return advice;
    }

    [[nodiscard]] bool is_right(const One& one) const {
        return are_same(one.answer.value, right(one.question)) && lacks(one).empty();
    }
    [[nodiscard]] std::string expected_in_words(const One& one) const {
        const Right value = right(one.question);
        if (are_same(one.answer.value, value)) return lacks(one);
        return value ? right_in_words(*value) : "an exception: " + refusal(one.question);
    }
    [[nodiscard]] std::string seen_in_words(const One& one) const {
        const auto& [value, code, type, what] = one.answer;
        return value ? value_in_words(*value) : "it throws " + loopback::quoted(what, 200);
    }
    /// `classify(1023)`
    [[nodiscard]] std::string call_in_words(const Question& question) const {
        return std::string(function) + '(' + question_in_words(question) + ')';
    }
    [[nodiscard]] Step step(const One& one) const {
        constexpr std::size_t enough = 120;
        const auto& [value, code, type, what] = one.answer;
        return {call_in_words(one.question), !value    ? "throws " + loopback::quoted(what, enough)
                                             : refusal ? "gives " + value_in_words(*value)
                                                       : value_in_words(*value)};
    }

private:
    [[nodiscard]] bool are_same(const Right& one, const Right& other) const {
        return one && other ? same(*one, *other) : one.has_value() == other.has_value();
    }
    template <class Rule, class Other>
    [[nodiscard]] bool are_alike(const Rule& rule, const Other& other) const {
        return std::all_of(told.begin(), told.end(), [&](const Question& question) {
            return are_same(rule(question), other(question));
        });
    }
};

/// Asks the questions on the learner's thread, one after the other.
template <class Question, class Value>
class Interview {
public:
    Interview(Questions<Question, Value> about, const char* lesson, const char* heading)
        : about_(std::move(about)),
          stage_(Stage::open(lesson, heading,
                             [this](const Failure& failure) { return why(failure); })) {
        stage_.doors().begins(none("no bind"));
        const std::string look_alikes = about_.look_alikes();
        stage_.requires_that(look_alikes.empty(), "beliefs that can be told apart", look_alikes);
    }

    void begins() {
        stage_.runs(about_.function, [this] {
            for (next_ = 0; next_ < about_.told.size();) asks_and_tells(about_.told[next_++]);
            for (const Question& question : about_.untold) asks_in_silence(question);
            if (about_.untold.empty()) return;
            stage_.step(std::string(about_.function) + "() of " + about_.untold_are,
                        "as it should be");
        });
        stage_.waits_until_returned();
    }

private:
    using One = Answered<Question, Value>;

    void asks_and_tells(const Question& question) {
        if (about_.set_up) {
            const std::optional<Step> done = about_.set_up(question);
            if (!done) return;
            stage_.step(done->action, done->detail);
        }
        const One one = asks(question);
        tells(one);
        answers_.push_back(one);
        if (about_.is_right(one)) return tell_right(about_.set_up ? 2 : 1);
        asks_the_rest();
        fails(one);
    }
    void asks_in_silence(const Question& question) {
        const One one = asks(question);
        stage_.watch().script_progress();  // a slow answer is one
        if (about_.is_right(one)) return;
        tells(one);
        answers_.push_back(one);
        fails(one);
    }
    // A belief has to give all answers, so those are wanted too that are no part of the story.
    void asks_the_rest() {
        try {
            for (; about_.behind(answers_) != nullptr && next_ < about_.told.size(); ++next_) {
                const Question& question = about_.told[next_];
                if (!about_.set_up || about_.set_up(question)) answers_.push_back(asks(question));
            }
        } catch (...) {  // a failure of its own: the story is about the first one
        }
    }

    One asks(const Question& question) {
        asked_ = &question;
        if (about_.crash_means) stage_.crash_means(about_.crash_means(question));
        if (!about_.refusal) return {question, {about_.yours(question), {}, {}, {}}};
        return {question, gave([&] { return about_.yours(question); })};
    }
    void tells(const One& one) {
        const Step step = about_.step(one);
        stage_.step(step.action, step.detail);
    }
    [[noreturn]] void fails(const One& one) {
        wrong_ = &one;
        stage_.fails(about_.expected_in_words(one), about_.seen_in_words(one));
    }

    // It may be the watchdog that wants to know.
    Advice why(const Failure& failure) {
        if (const One* wrong = wrong_) return about_.why(*wrong, answers_);
        const Question* question = asked_;
        if (question == nullptr) return {};
        stage_.step(about_.call_in_words(*question));
        if (failure.doors.last() != nullptr) {
            return {std::string(about_.function) + "() gives an answer: it opens nothing." +
                    about_.instead_of_binding};
        }
        if (!failure.computes) return {};
        return {
            "your function asks the system for nothing, and computes all the time: a loop that "
            "never ends." +
            about_.endless(*question)};
    }

    const Questions<Question, Value> about_;
    Stage& stage_;
    std::size_t next_ = 0;
    std::vector<One> answers_;
    std::atomic<const Question*> asked_{nullptr};
    std::atomic<const One*> wrong_{nullptr};
};

template <class Question, class Value>
void Questions<Question, Value>::asks(const char* lesson, const char* heading) {
    // Until the end of the process, as the stage.
    auto* interview = new Interview<Question, Value>(std::move(*this), lesson, heading);
    interview->begins();
}

}  // namespace harness
