// ./sandbox watch [N] [--edit-cmd CMD]: judges again at each save.

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "attempt.hpp"
#include "commands.hpp"
#include "editor.hpp"
#include "examine.hpp"
#include "files.hpp"
#include "messages.hpp"
#include "platform.hpp"
#include "progress.hpp"
#include "story.hpp"
#include "text.hpp"
#include "watch_screen.hpp"

namespace runner {
namespace {

using namespace std::chrono_literals;
using platform::Clock;
using platform::Console;
using platform::Key;
using platform::Surface;

// Polling works on every file system: network drives and WSL's do not tell of changes.
constexpr auto time_between_looks = 100ms;
constexpr char redraw = 12;                 // Ctrl-L, as in many programs
constexpr auto time_to_come_back = 1000ms;  // editors that save by renaming take a moment

enum class View { verdict, stories, hint, list, solution, log };

bool lives_on_a_screen(const Context& context) {
    return !context.plain && platform::is_terminal(stdin) && platform::is_terminal(stdout) &&
           platform::variable("TERM").value_or("") != "dumb";
}

class Watch {
public:
    Watch(Context& context, const Folder& exercise, Editor editor, bool finding_place)
        : context_(context),
          editor_(std::move(editor)),
          drawn_(lives_on_a_screen(context)),
          has_keys_(platform::is_terminal(stdin)),
          surface_(drawn_ ? Surface::whole_screen : Surface::stream),
          console_(surface_),
          exercise_(&exercise),
          finding_place_(finding_place) {}

    ExitStatus loop() {
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

private:
    // --- Saves and verdicts ----------------------------------------------------------------------

    static std::optional<platform::FileStamp> stamp(const Folder& exercise) {
        return platform::stamp_of(exercise.file("exercise.cpp"));
    }

    void notice_saves() {
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

    void notice_absence() {
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

    void judge_again() {
        told_gone_ = false;
        gone_since_.reset();
        view_ = View::verdict;
        scroll_ = 0;
        was_done_ = progress_of(context_, *exercise_).stage == Stage::done;
        start(*exercise_);
    }

    void start(const Folder& exercise) {
        work_.reset();  // first: what it has found is of an older save
        judging_ = &exercise;
        if (&exercise == exercise_) attempt_ = {};
        context_.common_fingerprint.reset();
        // Both may change the file's time, and must not look like a save.
        notice_moved_file(context_, exercise, "check-" + two_digits(exercise.number));
        stamps_[exercise.number] = stamp(exercise);
        if (!drawn_)
            context_.screen.paragraph(
                fill(messages::watch_judging_line, {exercise.shown("exercise.cpp")}));
        work_ = std::make_unique<Work>(context_, exercise, [this] { console_.wake(); });
    }

    void take_news() {
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

    void finish() {
        work_.reset();
        if (judging_ == exercise_ && survey_.empty()) {
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

    /// Started without a number, and the memory of verdicts was gone: on to the first that is begun
    /// and not done.
    bool found_next_place() {
        const Folder& next = current_exercise(context_);
        if (next.number <= exercise_->number ||
            progress_of(context_, next).stage == Stage::not_started)
            return false;
        go_to(next);
        return true;
    }

    void check_all() {
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

    // --- Where one is ----------------------------------------------------------------------------

    void go_to(const Folder& exercise) {
        exercise_ = &exercise;
        notice_.clear();
        survey_.clear();
        if (start_exercise(exercise))
            notice_ = fill(messages::exercise_started,
                           {exercise.shown("exercise.cpp"), exercise.shown("README.md")});
        done_ = count_done(context_);
        if (!drawn_ && !notice_.empty()) context_.screen.paragraph(std::exchange(notice_, ""));
        judge_again();
    }

    /// After one that is done the next that is not; else the next there is.
    [[nodiscard]] const Folder* next_exercise() const {
        const auto& all = context_.course.exercises;
        const auto after = all.upper_bound(exercise_->number);
        if (!attempt_.passed()) return after == all.end() ? nullptr : &after->second;
        const auto open = [&](const auto& entry) {
            return &entry.second != exercise_ &&
                   progress_of(context_, entry.second).stage != Stage::done;
        };
        auto found = std::find_if(after, all.end(), open);
        if (found == all.end()) found = std::find_if(all.begin(), all.end(), open);
        return found == all.end() ? nullptr : &found->second;
    }

    void go_on() {
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

    /// With --edit-cmd the next exercise's file is opened at once: it takes no terminal away.
    void open_next_beside() {
        const Folder* next = next_exercise();
        if (editor_.place != Editor::Place::beside || next == nullptr) return;
        if (!opened_.insert(next->number).second) return;
        start_exercise(*next);
        stamps_[next->number] = stamp(*next);
        open_beside(*next);
    }

    // --- Other programs --------------------------------------------------------------------------

    bool open_beside(const Folder& exercise) {
        try {
            platform::start_apart(editor_.command_for(exercise.file("exercise.cpp")));
            return true;
        } catch (const std::system_error& error) {
            notice_ = fill(messages::watch_editor_failed, {editor_.name(), error.code().message()});
            return false;
        }
    }

    void edit() {
        opened_.insert(exercise_->number);
        if (editor_.place == Editor::Place::none) return;
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

    /// Runs a command that has the terminal, and waits for a key before its output is covered.
    void lend_terminal_to(ExitStatus (*command)(Context&, const Request&)) {
        if (!has_keys_ || !platform::is_terminal(stdout)) {
            notice_ = messages::watch_needs_terminal;
            return;
        }
        work_.reset();  // its time limits count on a machine that has time
        console_.lend();
        Request request;
        request.words = {std::to_string(exercise_->number)};
        try {
            command(context_, request);
        } catch (const Trouble& trouble) {
            context_.screen.paragraph(harmless(trouble.message, context_.screen.style().charset));
        }
        if (drawn_) wait_for_any_key();
        console_.take_back(surface_);
        judge_again();
    }

    void wait_for_any_key() {
        context_.screen.line();
        context_.screen.line(messages::watch_any_key);
        console_.take_back(Surface::stream);
        while (console_.wait(Clock::now() + 1h).key == Key::none) {
        }
        console_.lend();
    }

    // --- Keys ------------------------------------------------------------------------------------

    void on_key(platform::Pressed pressed) {
        if (pressed.key == Key::none) return;
        dirty_ = true;
        if (pressed.key == Key::end_of_input) {
            input_ended_ = true;
            return;
        }
        const char c = pressed.key != Key::character ? '\0'
                       : pressed.character >= 'A' && pressed.character <= 'Z'
                           ? static_cast<char>(pressed.character - 'A' + 'a')
                           : pressed.character;
        if (asking_reset_) return answer_reset(c);
        if (pressed.key == Key::enter && !has_keys_) return;  // keys come as lines
        notice_.clear();
        try {
            if (!move(pressed.key, c)) act(c);
        } catch (const Trouble& trouble) {
            notice_ = trouble.message;
        }
        if (!drawn_ && !notice_.empty()) context_.screen.paragraph(safe(notice_));
    }

    /// The keys that move on the screen.
    bool move(Key key, char c) {
        const bool choosing = view_ == View::list && drawn_;
        const std::size_t page = std::max<std::size_t>(body_rows_, 2) - 1;
        const auto up = [&](std::size_t lines) { scroll_ -= std::min(lines, scroll_); };
        switch (key) {
            case Key::up: choosing ? choose(-1) : up(1); return true;
            case Key::down: choosing ? choose(+1) : void(scroll_ += 1); return true;
            case Key::page_up: up(page); return true;
            case Key::page_down: scroll_ += page; return true;
            case Key::home: scroll_ = 0; return true;
            case Key::end: scroll_ += 1'000'000; return true;
            case Key::escape: show(View::verdict); return true;
            case Key::enter:
                if (choosing)
                    go_to_chosen();
                else
                    judge_again();
                return true;
            default: break;
        }
        if (c == ' ') scroll_ += page;
        if (choosing && (c == 'j' || c == 'k')) choose(c == 'j' ? +1 : -1);
        return c == ' ' || (choosing && (c == 'j' || c == 'k'));
    }

    void act(char c) {
        switch (c) {
            case 'h': return give_hint();
            case 'n': return go_on();
            case 'l': return show(view_ == View::list ? View::verdict : View::list);
            case 's': return show_solution();
            case 'r': return lend_terminal_to(run_lesson);
            case 't': return lend_terminal_to(try_exercise);
            case 'c': return check_all();
            case 'x': return ask_reset();
            case 'q': leaving_ = true; return;
            case 'a': return show(view_ == View::stories ? View::verdict : View::stories);
            case 'f': return show(view_ == View::log ? View::verdict : View::log);
            case 'e':
                if (editor_.place == Editor::Place::none) notice_ = messages::watch_no_editor;
                return edit();
            case redraw: size_ = {}; return;
            default:
                if (c > ' ') notice_ = fill(messages::watch_unknown_key, {std::string_view(&c, 1)});
        }
    }

    void show(View view) {
        view_ = view;
        scroll_ = 0;
        if (view == View::list) {
            rows_ = list_rows(context_);
            const auto here = [&](const ListRow& row) { return row.number == exercise_->number; };
            chosen_ = static_cast<std::size_t>(std::find_if(rows_.begin(), rows_.end(), here) -
                                               rows_.begin());
        }
        if (!drawn_) context_.screen.print(body(context_.screen.style()));
    }

    void give_hint() {
        Target target{exercise_->number, ""};
        const auto failed =
            std::find_if(attempt_.judgements.begin(), attempt_.judgements.end(), counts_as_failure);
        if (failed != attempt_.judgements.end()) target.check = failed->check.id;
        hint_ = next_hint(context_, *exercise_, target);
        remember_hints(context_, hint_.entry.id, hint_.shown);
        show(View::hint);
        if (hint_.shown > 1) scroll_ = 1'000'000;  // the newest stands last
    }

    void show_solution() {
        const bool asked_twice =
            std::exchange(solution_asked_, exercise_->number) == exercise_->number;
        if (!attempt_.passed() && !asked_twice) {
            notice_ = messages::watch_solution_locked;
            return;
        }
        show(View::solution);
    }

    void ask_reset() {
        asking_reset_ = true;
        notice_ = fill(messages::watch_reset_question, {exercise_->shown("exercise.cpp")});
    }

    void answer_reset(char c) {
        asking_reset_ = false;
        notice_ = messages::watch_not_reset;
        if (c == 'y') {
            std::string said;
            Request request;
            request.words = {std::to_string(exercise_->number)};
            try {
                reset(*into(said, context_.screen.style()), request);
            } catch (const Trouble& trouble) {
                said = trouble.message;
            }
            notice_ = in_one_paragraph(said);
            judge_again();
        }
        if (!drawn_) context_.screen.paragraph(safe(notice_));
    }

    void choose(int step) {
        const std::size_t last = rows_.empty() ? 0 : rows_.size() - 1;
        if (step < 0 && chosen_ > 0) --chosen_;
        if (step > 0 && chosen_ < last) ++chosen_;
    }

    void go_to_chosen() {
        const auto& all = context_.course.exercises;
        if (chosen_ >= rows_.size()) return;
        const auto found = all.find(rows_[chosen_].number);
        if (found != all.end()) go_to(found->second);
    }

    // --- What is shown ---------------------------------------------------------------------------

    /// A context whose commands write to a text.
    struct Into {
        Screen screen;
        Context context;
        Into(std::string& text, const Style& style, const Context& from)
            : screen(text, style), context{from.course, from.build, screen} {
            context.plain = from.plain;
            context.time_scale = from.time_scale;
            context.port = from.port;
        }
        Context& operator*() { return context; }
    };
    [[nodiscard]] Into into(std::string& text, const Style& style) const {
        return Into(text, style, context_);
    }

    [[nodiscard]] std::string safe(std::string_view text) const {
        return harmless(text, context_.screen.style().charset);
    }

    static std::string in_one_paragraph(std::string_view text) {
        std::string result;
        for (const std::string& line : lines_of(text))
            result += (result.empty() ? "" : " ") + std::string(trimmed(line));
        return result;
    }

    [[nodiscard]] std::string in_words_done() const {
        return fill(messages::watch_exercises_done,
                    {std::to_string(done_), std::to_string(context_.course.exercises.size())});
    }

    void introduce() const {
        Screen& screen = context_.screen;
        screen.paragraph(fill(messages::watch_begins,
                              {exercise_->shown("exercise.cpp"), exercise_->shown("README.md")}));
        std::string keys;
        for (const std::string& key : key_names()) keys += (keys.empty() ? "" : ", ") + key;
        screen.paragraph(has_keys_ ? fill(messages::watch_keys, {keys})
                                   : std::string(messages::watch_ends));
    }

    [[nodiscard]] std::vector<std::string> key_names() const {
        std::vector<std::string_view> keys;
        if (view_ != View::verdict) keys.push_back(messages::key_back);
        if (attempt_.built && !attempt_.built->succeeded) keys.push_back(messages::key_log);
        if (failures() > 1) keys.push_back(messages::key_stories);
        if (editor_.place != Editor::Place::none) keys.push_back(messages::key_edit);
        for (std::string_view key :
             {messages::key_hint, messages::key_next, messages::key_list, messages::key_solution,
              messages::key_run, messages::key_try, messages::key_check_all, messages::key_reset,
              messages::key_quit})
            keys.push_back(key);
        return {keys.begin(), keys.end()};
    }

    [[nodiscard]] std::size_t failures() const {
        return static_cast<std::size_t>(std::count_if(
            attempt_.judgements.begin(), attempt_.judgements.end(), counts_as_failure));
    }

    /// "3 of 7 checks pass."
    [[nodiscard]] std::string verdict_in_words() const {
        if (!survey_.empty())
            return fill(messages::watch_checking_all,
                        {survey_.front()->name, std::to_string(survey_size_ - survey_.size() + 1),
                         std::to_string(survey_size_)});
        if (!attempt_.trouble.empty()) return std::string(messages::watch_trouble);
        if (attempt_.built && !attempt_.built->succeeded)
            return std::string(messages::watch_not_judged);
        const std::string judged = std::to_string(attempt_.judgements.size());
        if (!attempt_.over && !attempt_.checks.empty())
            return fill(messages::watch_judging, {judged, std::to_string(attempt_.checks.size())});
        if (!attempt_.over)
            return attempt_.building.empty() ? std::string(messages::watch_starting)
                                             : attempt_.building;
        const Count required = count_of(attempt_.judgements, Part::required);
        return fill(messages::checks_pass,
                    {std::to_string(required.passed), std::to_string(required.all)});
    }

    /// "PASS 1.1 1.2  FAIL 1.3 1.4"
    [[nodiscard]] std::string verdicts_by_id(const Style& style) const {
        std::string passing;
        std::string failing;
        for (const Judgement& judgement : attempt_.judgements)
            if (judgement.verdict == Verdict::pass || counts_as_failure(judgement))
                (judgement.verdict == Verdict::pass ? passing : failing) +=
                    " " + judgement.check.id;
        std::string text;
        const auto add = [&](std::string_view word, const std::string& ids, Color color) {
            if (ids.empty()) return;
            const std::string line = wrapped(ids.substr(1), style.width, std::string(word) + " ");
            text += style.paint(color, word) + line.substr(word.size());
        };
        add(messages::pass, passing, Color::good);
        add(messages::fail, failing, Color::bad);
        return text;
    }

    [[nodiscard]] std::string head(const Style& style) const {
        const std::size_t total = context_.course.exercises.size();
        const std::size_t width = style.width < 60 ? 10 : 20;
        std::string text = bar(done_, total, width) + " " + in_words_done() + "\n";
        text += style.paint(Color::strong, exercise_->shown("exercise.cpp")) + "\n";
        text += wrapped(verdict_in_words(), style.width);
        text += verdicts_by_id(style);
        if (!notice_.empty()) {
            for (const std::string& line : lines_of(wrapped(safe(notice_), style.width)))
                text += style.paint(Color::strong, line) + "\n";
        }
        return text + "\n";
    }

    [[nodiscard]] std::string body(const Style& style) {
        std::string text;
        Into written = into(text, style);
        Screen& screen = written.screen;
        switch (view_) {
            case View::verdict: tell_verdict(*written); break;
            case View::stories:
                for (const Judgement& judgement : attempt_.judgements) {
                    if (!counts_as_failure(judgement)) continue;
                    screen.print(story(judgement, exercise_->shown("README.md"), style));
                    screen.line();
                }
                break;
            case View::hint: tell_hint(*written); break;
            case View::list: tell_list(screen); break;
            case View::solution: {
                Request request;
                request.words = {std::to_string(exercise_->number)};
                request.anyway = true;
                solution(*written, request);
                break;
            }
            case View::log:
                if (!attempt_.built) break;
                screen.paragraph(
                    fill(messages::watch_log, {platform::text_of(attempt_.built->log)}));
                for (const std::string& line : lines_of(without_colors(attempt_.built->output)))
                    screen.paragraph(harmless(line, style.charset));
        }
        return text;
    }

    void tell_verdict(Context& context) const {
        Screen& screen = context.screen;
        const Style& style = screen.style();
        if (!attempt_.trouble.empty()) {
            screen.paragraph(harmless(attempt_.trouble, style.charset));
            return;
        }
        if (!attempt_.built) return;
        if (!attempt_.built->succeeded) {
            try {
                show_build_failure(context, *exercise_, *attempt_.built);
                screen.line();
                screen.paragraph(messages::watch_mend_first, messages::next_wide);
            } catch (const Trouble& trouble) {
                screen.paragraph(harmless(trouble.message, style.charset));
            }
            return;
        }
        if (attempt_.over) show_warnings(context, *exercise_, *attempt_.built);
        const auto& all = attempt_.judgements;
        const auto failed = std::find_if(all.begin(), all.end(), counts_as_failure);
        if (attempt_.passed()) tell_done(screen);
        if (failed == all.end()) return;
        if (attempt_.passed()) screen.line();
        screen.print(story(*failed, exercise_->shown("README.md"), style));
        if (!attempt_.over || failures() < 2 || !has_keys_) return;
        screen.line();
        screen.paragraph(failures() == 2 ? std::string(messages::watch_one_more_failure)
                                         : fill(messages::watch_more_failures,
                                                {std::to_string(failures() - 1)}));
    }

    void tell_done(Screen& screen) const {
        const Count required = count_of(attempt_.judgements, Part::required);
        const Count stretch = count_of(attempt_.judgements, Part::stretch);
        screen.paragraph(
            fill(messages::exercise_done, {std::to_string(required.all), exercise_->name}));
        if (stretch.all > 0)
            screen.paragraph(fill(messages::stretch_pass,
                                  {std::to_string(stretch.passed), std::to_string(stretch.all)}));
        screen.line();
        const std::string idea = idea_of(context_.course, *exercise_);
        if (!idea.empty())
            screen.paragraph(harmless(idea, screen.style().charset), messages::watch_learnt_wide);
        screen.paragraph(what_is_next(), messages::next_wide);
        if (has_keys_) screen.paragraph(messages::watch_done_keys, std::string(10, ' '));
    }

    [[nodiscard]] std::string what_is_next() const {
        const Folder* next = next_exercise();
        if (next == nullptr) return std::string(messages::watch_all_done);
        const auto lesson = context_.course.lessons.find(next->number);
        const std::string reading =
            (lesson == context_.course.lessons.end() ? *next : lesson->second).shown("README.md");
        const std::string file = next->shown("exercise.cpp");
        const bool opens = editor_.place == Editor::Place::terminal && has_keys_;
        return fill(opened_.contains(next->number) ? messages::watch_next_opened
                    : opens                        ? messages::watch_next_opens
                                                   : messages::watch_next_by_key,
                    {reading, file});
    }

    void tell_hint(Context& context) const {
        show_hint(context, hint_);
        context.screen.line();
        context.screen.paragraph(
            hint_.shown < hint_.entry.hints.size()
                ? std::string(messages::watch_more_hints)
                : fill(messages::watch_no_more_hints, {exercise_->shown("README.md")}),
            messages::next_wide);
    }

    void tell_list(Screen& screen) const {
        if (drawn_) screen.paragraph(messages::watch_list_how);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const bool marked = i == chosen_;
            screen.line(marked ? screen.style().paint(Color::strong, ">" + rows_[i].text.substr(1))
                               : rows_[i].text);
        }
    }

    /// Without a screen: all that is known of the save, at once, when it is known.
    void tell_attempt() {
        if (drawn_) return;
        Screen& screen = context_.screen;
        for (const Judgement& judgement : attempt_.judgements)
            screen.print(verdict_line(judgement, screen.style()));
        if (!attempt_.judgements.empty()) screen.line();
        screen.print(body(screen.style()));
        if (!attempt_.judgements.empty() && !attempt_.passed())
            screen.paragraph(verdict_in_words());
        if (!notice_.empty()) screen.paragraph(safe(std::exchange(notice_, "")));
        screen.line();
    }

    void draw() {
        if (!drawn_ || !console_.may_draw()) return;
        const platform::Size size = platform::terminal_size(stdout).value_or(platform::Size{});
        const bool whole = console_.screen_was_lost() || size != size_;
        if (!whole && !std::exchange(dirty_, false)) return;
        dirty_ = false;
        Style style = context_.screen.style();
        style.width = static_cast<std::size_t>(std::clamp(size.columns, 20, 100));
        Page page{head(style), body(style), key_names(), scroll_, Page::none};
        if (view_ == View::list) page.marked_line = chosen_ + 1;
        const Layout layout = lay_out(page, size, style);
        scroll_ = layout.scroll;
        body_rows_ = layout.body_rows;

        size_ = size;
        std::string frame = whole ? "\x1b[2J\x1b[H" : "\x1b[H";
        for (std::size_t i = 0; i < layout.lines.size(); ++i)
            frame += (i == 0 ? "\x1b[2K" : "\r\n\x1b[2K") + layout.lines[i];
        if (!whole && frame == frame_) return;
        frame_ = frame;
        std::fwrite(frame.data(), 1, frame.size(), stdout);
        std::fflush(stdout);
    }

    ExitStatus say_goodbye() {
        const bool passed = attempt_.passed();
        if (drawn_) {
            const std::size_t total = context_.course.exercises.size();
            const std::string next =
                done_ == total ? std::string(messages::watch_all_done)
                               : fill(messages::watch_goes_on, {current_exercise(context_).name});
            context_.screen.paragraph(bar(done_, total) + " " + in_words_done() + ". " + next);
        }
        return exit_with(passed || !input_ended_ ? Status::done : Status::check_failed);
    }

    Context& context_;
    const Editor editor_;
    const bool drawn_;     // it fills a terminal; else it writes line after line
    const bool has_keys_;  // somebody can press them
    const Surface surface_;
    Console console_;

    const Folder* exercise_;
    bool finding_place_;
    bool was_done_ = false;
    std::map<int, std::optional<platform::FileStamp>> stamps_;
    std::optional<Clock::time_point> gone_since_;
    bool told_gone_ = false;
    std::size_t done_ = 0;
    std::set<int> opened_;  // the exercises whose file was opened for the learner

    const Folder* judging_ = nullptr;  // what work_ is about
    Attempt attempt_;                  // of exercise_
    std::deque<const Folder*> survey_;
    std::size_t survey_size_ = 0;

    View view_ = View::verdict;
    std::string notice_;
    Hint hint_;
    std::vector<ListRow> rows_;
    std::size_t chosen_ = 0;
    int solution_asked_ = 0;
    bool asking_reset_ = false;
    bool input_ended_ = false;
    bool leaving_ = false;
    std::size_t scroll_ = 0;
    std::size_t body_rows_ = 0;
    platform::Size size_;
    std::string frame_;
    bool dirty_ = true;  // something that is shown may have changed

    std::unique_ptr<Work> work_;  // last: it wakes console_
};

}  // namespace

ExitStatus watch(Context& context, const Request& request) {
    const auto chosen = request.values.find("--edit-cmd");
    const Editor editor =
        chosen == request.values.end() ? editor_of_environment() : editor_beside(chosen->second);
    const Folder& exercise = exercise_of(context, request);
    require_file(exercise, "checks.cpp");
    return Watch(context, exercise, editor, request.words.empty()).loop();
}

}  // namespace runner
