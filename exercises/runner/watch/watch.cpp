// Saves and their verdicts, where one is, and the programs that get the terminal meanwhile.

#include <algorithm>
#include <system_error>
#include <utility>

#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "judge/examine.hpp"
#include "system/files.hpp"
#include "watch/watch.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

using namespace std::chrono_literals;
using platform::Clock;
using platform::Key;
using platform::Surface;

// Polling works on every file system: network drives and WSL's do not tell of changes.
constexpr auto time_between_looks = 20ms;
constexpr auto time_to_come_back = 1000ms;  // editors that save by renaming take a moment

bool lives_on_a_screen(const Context& context) {
    return !context.plain && platform::is_terminal(stdin) && platform::is_terminal(stdout) &&
           platform::variable("TERM").value_or("") != "dumb";
}

}  // namespace

WatchSession::WatchSession(Context& context, const Folder& exercise, Editor editor,
                           bool finding_place, Typist typist)
    : context_(context),
      editor_(std::move(editor)),
      type_(std::move(typist)),
      drawn_(lives_on_a_screen(context)),
      has_keys_(platform::is_terminal(stdin)),
      surface_(drawn_ ? Surface::whole_screen : Surface::stream),
      console_(surface_),
      exercise_(&exercise),
      finding_place_(finding_place) {}

ExitStatus WatchSession::loop() {
    for (const auto& [number, exercise] : context_.course.exercises)
        stamps_[number] = stamp(exercise);
    if (!drawn_) introduce();
    go_to(*exercise_);
    while (!leaving_) {
        notice_saves();
        take_news();
        if (leaving_) break;
        draw();
        on_key(console_.wait(Clock::now() + time_between_looks));
    }
    work_.reset();
    console_.lend();
    return say_goodbye();
}

// --- Saves and verdicts ---

std::optional<platform::FileStamp> WatchSession::stamp(const Folder& exercise) {
    return platform::stamp_of(exercise.file("exercise.cpp"));
}

void WatchSession::notice_saves() {
    for (const auto& [number, exercise] : context_.course.exercises) {
        const auto now = stamp(exercise);
        if (now == stamps_[number]) continue;
        if (!now) {
            if (&exercise == exercise_) notice_absence();
            continue;
        }
        stamps_[number] = now;
        dirty_ = true;
        gone_since_.reset();
        survey_.clear();
        if (&exercise == exercise_) {
            notice_.clear();
            judge_again();
        } else {
            go_to(exercise);  // whoever saves another exercise has moved on
        }
        return;
    }
}

void WatchSession::notice_absence() {
    if (work_ && judging_ == exercise_) work_.reset();
    if (!gone_since_) gone_since_ = Clock::now();
    if (told_gone_ || Clock::now() - *gone_since_ < time_to_come_back) return;
    told_gone_ = true;
    dirty_ = true;
    attempt_ = {};
    attempt_.over = true;
    attempt_.trouble = fill(messages::watch_gone, {exercise_->shown("exercise.cpp")});
    tell_attempt();
}

void WatchSession::judge_again() {
    told_gone_ = false;
    gone_since_.reset();
    view_ = View::verdict;
    scroll_ = 0;
    was_done_ = progress_of(context_, *exercise_).standing == Standing::done;
    start(*exercise_);
}

void WatchSession::start(const Folder& exercise) {
    work_.reset();  // first: what it has found is of an older save
    judging_ = &exercise;
    if (&exercise == exercise_) attempt_ = {};
    context_.common_fingerprint.reset();
    // Both may change the file's time, and must not look like a save.
    notice_moved_exercise(context_, exercise, "check-" + two_digits(exercise.number));
    stamps_[exercise.number] = stamp(exercise);
    if (!drawn_)
        context_.printer.paragraph(
            fill(messages::watch_judging_line, {exercise.shown("exercise.cpp")}));
    work_ = std::make_unique<Work>(context_, exercise, [this] { console_.wake(); });
}

void WatchSession::take_news() {
    if (work_) {
        if (std::optional<Attempt> news = work_->news()) {
            const bool over = news->over;
            dirty_ = true;
            if (judging_ == exercise_) attempt_ = std::move(*news);
            if (over) finish();
        }
    }
    if (input_ended_ && !work_) leaving_ = true;
}

void WatchSession::finish() {
    work_.reset();
    if (judging_ == exercise_ && survey_.empty()) {
        const auto failed =
            std::find_if(attempt_.judgements.begin(), attempt_.judgements.end(), counts_as_failure);
        // After a save that does not compile one is still where one was.
        if (failed != attempt_.judgements.end()) first_failure_ = failed->check.id;
        if (attempt_.passed()) first_failure_.clear();
        done_ = count_done(context_);
        if (finding_place_ && attempt_.passed() && found_next_place()) return;
        finding_place_ = false;
        if (attempt_.passed() && !was_done_) open_next_beside();
        tell_attempt();
        return;
    }
    if (!survey_.empty()) survey_.pop_front();
    if (!survey_.empty()) return start(*survey_.front());
    done_ = count_done(context_);
    show(View::list);
    notice_ = in_words_done();
}

bool WatchSession::found_next_place() {
    const Folder& next = current_exercise(context_);
    if (next.number <= exercise_->number ||
        progress_of(context_, next).standing == Standing::not_started)
        return false;
    go_to(next);
    return true;
}

void WatchSession::check_all() {
    survey_.clear();
    for (const auto& [number, exercise] : context_.course.exercises) {
        const auto written = read_file(exercise.file("exercise.cpp"));
        if (written && written != read_file(exercise.file("stub.cpp")))
            survey_.push_back(&exercise);
    }
    survey_size_ = survey_.size();
    if (survey_.empty())
        notice_ = messages::watch_nothing_to_check;
    else
        start(*survey_.front());
}

// --- Where one is ---

void WatchSession::go_to(const Folder& exercise) {
    if (exercise_ != &exercise) first_failure_.clear();
    exercise_ = &exercise;
    notice_.clear();
    survey_.clear();
    if (start_exercise(exercise))
        notice_ = fill(messages::exercise_started,
                       {exercise.shown("exercise.cpp"), exercise.shown("README.md")});
    done_ = count_done(context_);
    if (!drawn_ && !notice_.empty()) context_.printer.paragraph(std::exchange(notice_, ""));
    judge_again();
}

const Folder* WatchSession::next_exercise() const {
    const auto& all = context_.course.exercises;
    const auto after = all.upper_bound(exercise_->number);
    if (!attempt_.passed()) return after == all.end() ? nullptr : &after->second;
    const auto open = [&](const auto& entry) {
        return &entry.second != exercise_ &&
               progress_of(context_, entry.second).standing != Standing::done;
    };
    auto found = std::find_if(after, all.end(), open);
    if (found == all.end()) found = std::find_if(all.begin(), all.end(), open);
    return found == all.end() ? nullptr : &found->second;
}

void WatchSession::go_on() {
    const bool done = attempt_.passed();
    const Folder* next = next_exercise();
    if (next == nullptr) {
        notice_ = done ? std::string(messages::watch_all_done)
                       : fill(messages::watch_last_exercise, {exercise_->name});
        return;
    }
    go_to(*next);
    if (done && !opened_.contains(next->number)) edit();
}

void WatchSession::open_next_beside() {
    const Folder* next = next_exercise();
    if (editor_.place != Editor::Place::beside || next == nullptr) return;
    if (!opened_.insert(next->number).second) return;
    start_exercise(*next);
    stamps_[next->number] = stamp(*next);
    open_beside(*next);
}

// --- Other programs ---

bool WatchSession::open_beside(const Folder& exercise) {
    try {
        platform::start_apart(editor_.command_for(exercise.file("exercise.cpp")));
        return true;
    } catch (const std::system_error& error) {
        notice_ = fill(messages::watch_editor_failed, {editor_.name(), error.code().message()});
        return false;
    }
}

void WatchSession::edit() {
    if (editor_.place == Editor::Place::none) return;
    opened_.insert(exercise_->number);
    if (editor_.place == Editor::Place::beside) {
        open_beside(*exercise_);
        return;
    }
    if (!has_keys_ || !platform::is_terminal(stdout)) return;
    console_.lend();
    platform::Command command;
    command.words = editor_.command_for(exercise_->file("exercise.cpp"));
    command.streams = platform::Streams::inherited;
    {
        const platform::LeaveCtrlCToTheChild leave;
        const Finished finished = run(command, {});
        if (finished.end == End::not_started)
            notice_ = fill(messages::watch_editor_failed, {editor_.name(), finished.reason});
    }
    console_.take_back(surface_);
}

void WatchSession::lend_terminal_to(const std::string& command) {
    if (!has_keys_ || !platform::is_terminal(stdout)) {
        notice_ = messages::watch_needs_terminal;
        return;
    }
    work_.reset();  // its time limits count on a machine that has time
    console_.lend();
    context_.printer.line(
        fill(messages::watch_types, {command, std::to_string(exercise_->number)}));
    try {
        type_(command, exercise_->number);
    } catch (const Trouble& trouble) {
        context_.printer.paragraph(harmless(trouble.message, context_.printer.style().charset));
    }
    if (drawn_) wait_for_any_key();
    console_.take_back(surface_);
    judge_again();
}

void WatchSession::wait_for_any_key() {
    context_.printer.line();
    context_.printer.line(messages::watch_any_key);
    console_.take_back(Surface::stream);
    while (console_.wait(Clock::now() + 1h).key == Key::none) {
    }
    console_.lend();
}

}  // namespace runner
