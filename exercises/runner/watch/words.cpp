// What ./sandbox watch shows, on a screen or line after line.

#include <algorithm>
#include <utility>

#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "judge/examine.hpp"
#include "judge/story.hpp"
#include "watch/page.hpp"
#include "watch/watch.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

std::string WatchSession::safe(std::string_view text) const {
    return harmless(text, context_.printer.style().charset);
}

std::string WatchSession::in_one_paragraph(std::string_view text) {
    std::string result;
    for (const std::string& line : lines_of(text))
        result += (result.empty() ? "" : " ") + std::string(trimmed(line));
    return result;
}

std::string WatchSession::in_words_done() const {
    return fill(messages::watch_exercises_done,
                {std::to_string(done_), std::to_string(context_.course.exercises.size())});
}

void WatchSession::introduce() const {
    Printer& printer = context_.printer;
    printer.paragraph(fill(messages::watch_begins,
                           {exercise_->shown("exercise.cpp"), exercise_->shown("README.md")}));
    std::string keys;
    for (const std::string& key : key_names()) keys += (keys.empty() ? "" : ", ") + key;
    printer.paragraph(has_keys_ ? fill(messages::watch_keys, {keys})
                                : std::string(messages::watch_ends));
}

std::vector<std::string> WatchSession::key_names() const {
    std::vector<std::string_view> keys;
    if (view_ != View::verdict) keys.push_back(messages::key_back);
    if (attempt_.built && !attempt_.built->succeeded) keys.push_back(messages::key_log);
    if (failures() > 1) keys.push_back(messages::key_stories);
    if (editor_.place != Editor::Place::none) keys.push_back(messages::key_edit);
    for (std::string_view key : {messages::key_hint, messages::key_next, messages::key_list,
                                 messages::key_solution, messages::key_run, messages::key_try,
                                 messages::key_check_all, messages::key_reset, messages::key_quit})
        keys.push_back(key);
    return {keys.begin(), keys.end()};
}

std::size_t WatchSession::failures() const {
    return static_cast<std::size_t>(
        std::count_if(attempt_.judgements.begin(), attempt_.judgements.end(), counts_as_failure));
}

std::string WatchSession::verdict_in_words() const {
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

std::string WatchSession::verdicts_by_id(const Style& style) const {
    std::string passing;
    std::string failing;
    for (const Judgement& judgement : attempt_.judgements)
        if (judgement.outcome == Outcome::pass || counts_as_failure(judgement))
            (judgement.outcome == Outcome::pass ? passing : failing) += " " + judgement.check.id;
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

std::string WatchSession::head(const Style& style) const {
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

std::string WatchSession::body(const Style& style, std::size_t room) {
    std::string text;
    Into written(text, style, context_);
    Printer& printer = written.printer;
    switch (view_) {
        case View::verdict: tell_verdict(*written, room); break;
        case View::stories:
            for (const Judgement& judgement : attempt_.judgements) {
                if (!counts_as_failure(judgement)) continue;
                printer.print(story(judgement, exercise_->shown("README.md"), style));
                printer.line();
            }
            break;
        case View::hint: tell_hint(*written); break;
        case View::list: tell_list(printer); break;
        case View::solution: print_solution(*written, *exercise_); break;
        case View::log:
            if (!attempt_.built) break;
            printer.paragraph(fill(messages::watch_log, {platform::text_of(attempt_.built->log)}));
            for (const std::string& line : lines_of(without_colors(attempt_.built->output)))
                printer.paragraph(harmless(line, style.charset));
    }
    return text;
}

void WatchSession::tell_verdict(Context& context, std::size_t room) const {
    Printer& printer = context.printer;
    const Style& style = printer.style();
    if (!attempt_.trouble.empty()) {
        printer.paragraph(harmless(attempt_.trouble, style.charset));
        return;
    }
    if (!attempt_.built) return;
    if (!attempt_.built->succeeded) {
        try {
            show_build_failure(context, *exercise_, *attempt_.built);
            printer.line();
            printer.paragraph(messages::watch_mend_first, messages::next_wide);
        } catch (const Trouble& trouble) {
            printer.paragraph(harmless(trouble.message, style.charset));
        }
        return;
    }
    // What one works at comes first: a stretch, once all else has passed before.
    const bool at_a_stretch = attempt_.passed() && was_done_ && failures() > 0;
    if (at_a_stretch) tell_first_failure(printer, room);
    if (at_a_stretch) printer.line();
    if (attempt_.passed()) tell_done(printer);
    if (!at_a_stretch && failures() > 0) {
        if (attempt_.passed()) printer.line();
        tell_first_failure(printer, room);
    }
    if (!attempt_.over) return;
    std::string warnings;
    Into said(warnings, style, context);
    show_warnings(*said, *exercise_, *attempt_.built);
    if (warnings.empty()) return;
    printer.line();
    printer.print(warnings);
}

void WatchSession::tell_first_failure(Printer& printer, std::size_t room) const {
    const auto& all = attempt_.judgements;
    const auto failed = std::find_if(all.begin(), all.end(), counts_as_failure);
    const bool more = attempt_.over && failures() > 1 && has_keys_;
    constexpr std::size_t lines_for_more = 2;
    const std::size_t left = more && room > lines_for_more ? room - lines_for_more : room;
    printer.print(story(*failed, exercise_->shown("README.md"), printer.style(), left));
    if (!more) return;
    printer.line();
    printer.paragraph(failures() == 2
                          ? std::string(messages::watch_one_more_failure)
                          : fill(messages::watch_more_failures, {std::to_string(failures() - 1)}));
}

void WatchSession::tell_done(Printer& printer) const {
    const Count required = count_of(attempt_.judgements, Part::required);
    const Count stretch = count_of(attempt_.judgements, Part::stretch);
    printer.paragraph(
        fill(messages::exercise_done, {std::to_string(required.all), exercise_->name}));
    if (stretch.all > 0)
        printer.paragraph(fill(messages::stretch_pass,
                               {std::to_string(stretch.passed), std::to_string(stretch.all)}));
    printer.line();
    const std::string idea = idea_of(context_.course, *exercise_);
    if (!idea.empty())
        printer.paragraph(harmless(idea, printer.style().charset), messages::watch_learnt_wide);
    printer.paragraph(what_is_next(), messages::next_wide);
    if (has_keys_) printer.paragraph(messages::watch_done_keys, std::string(10, ' '));
}

std::string WatchSession::what_is_next() const {
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

void WatchSession::tell_hint(Context& context) const {
    show_hint(context, hint_);
    context.printer.line();
    context.printer.paragraph(
        hint_.shown < hint_.entry.hints.size()
            ? std::string(messages::watch_more_hints)
            : fill(has_solutions(context.course) ? messages::watch_no_more_hints
                                                 : messages::watch_no_more_hints_here,
                   {exercise_->shown("README.md")}),
        messages::next_wide);
}

void WatchSession::tell_list(Printer& printer) const {
    if (drawn_) printer.paragraph(messages::watch_list_how);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const bool marked = i == chosen_;
        printer.line(marked ? printer.style().paint(Color::strong, ">" + rows_[i].text.substr(1))
                            : rows_[i].text);
    }
}

void WatchSession::tell_attempt() {
    if (drawn_) return;
    Printer& printer = context_.printer;
    for (const Judgement& judgement : attempt_.judgements)
        printer.print(verdict_line(judgement, printer.style()));
    if (!attempt_.judgements.empty()) printer.line();
    printer.print(body(printer.style(), as_long_as_it_is));
    if (!attempt_.judgements.empty() && !attempt_.passed()) printer.paragraph(verdict_in_words());
    if (!notice_.empty()) printer.paragraph(safe(std::exchange(notice_, "")));
    printer.line();
}

void WatchSession::draw() {
    if (!drawn_ || !console_.may_draw()) return;
    const platform::Size size = platform::terminal_size(stdout).value_or(platform::Size{});
    const bool whole = console_.screen_was_lost() || size != size_;
    if (!whole && !std::exchange(dirty_, false)) return;
    dirty_ = false;
    Style style = context_.printer.style();
    style.width = static_cast<std::size_t>(std::clamp(size.columns, 20, 100));
    Page page{head(style), "", key_names(), scroll_, Page::none};
    page.body = body(style, room_for_body(page, size));
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

ExitStatus WatchSession::say_goodbye() {
    const bool passed = attempt_.passed();
    if (drawn_) {
        const std::size_t total = context_.course.exercises.size();
        const std::string next =
            done_ == total ? std::string(messages::watch_all_done)
                           : fill(messages::watch_goes_on, {current_exercise(context_).name});
        context_.printer.paragraph(bar(done_, total) + " " + in_words_done() + ". " + next);
    }
    return exit_with(passed || !input_ended_ ? Status::done : Status::check_failed);
}

}  // namespace runner
