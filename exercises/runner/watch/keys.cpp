// What the keys of ./sandbox watch do.

#include <algorithm>

#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "judge/examine.hpp"
#include "judge/story.hpp"
#include "system/files.hpp"
#include "watch/watch.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

using platform::Key;

namespace {

constexpr char redraw = 12;  // Ctrl-L, as in many programs

}  // namespace

void WatchSession::on_key(platform::Pressed pressed) {
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
    if (!drawn_ && !notice_.empty()) context_.printer.paragraph(safe(notice_));
}

bool WatchSession::move(Key key, char c) {
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

void WatchSession::act(char c) {
    switch (c) {
        case 'h': return give_hint();
        case 'n': return go_on();
        case 'l': return show(view_ == View::list ? View::verdict : View::list);
        case 's': return show_solution();
        case 'r': return lend_terminal_to("run");
        case 't': return lend_terminal_to("try");
        case 'c': return check_all();
        case 'x': return ask_reset();
        case 'q': leaving_ = true; return;
        case 'a':
            if (failures() == 0 && view_ != View::stories) {
                notice_ = messages::watch_no_failure;
                return;
            }
            return show(view_ == View::stories ? View::verdict : View::stories);
        case 'f': return show(view_ == View::log ? View::verdict : View::log);
        case 'e':
            if (editor_.place == Editor::Place::none) notice_ = messages::watch_no_editor;
            return edit();
        case redraw: size_ = {}; return;
        default:
            if (c > ' ') notice_ = fill(messages::watch_unknown_key, {std::string_view(&c, 1)});
    }
}

void WatchSession::show(View view) {
    view_ = view;
    scroll_ = 0;
    if (view == View::list) {
        rows_ = list_rows(context_);
        const auto here = [&](const ListRow& row) { return row.number == exercise_->number; };
        chosen_ = static_cast<std::size_t>(std::find_if(rows_.begin(), rows_.end(), here) -
                                           rows_.begin());
    }
    if (!drawn_) context_.printer.print(body(context_.printer.style(), as_long_as_it_is));
}

void WatchSession::give_hint() {
    Target target{exercise_->number, ""};
    const auto failed =
        std::find_if(attempt_.judgements.begin(), attempt_.judgements.end(), counts_as_failure);
    target.check = failed != attempt_.judgements.end() ? failed->check.id : first_failure_;
    hint_ = next_hint(context_, *exercise_, target);
    remember_hints(context_, hint_.entry.id, hint_.shown);
    show(View::hint);
    if (hint_.shown > 1) scroll_ = 1'000'000;  // the newest stands last
}

void WatchSession::show_solution() {
    require_solution(context_.course, *exercise_);
    const bool asked_twice = std::exchange(solution_asked_, exercise_->number) == exercise_->number;
    if (!attempt_.passed() && !asked_twice) {
        notice_ = messages::watch_solution_locked;
        return;
    }
    show(View::solution);
}

void WatchSession::ask_reset() {
    asking_reset_ = true;
    notice_ = fill(messages::watch_reset_question, {exercise_->shown("exercise.cpp")});
}

void WatchSession::answer_reset(char c) {
    asking_reset_ = false;
    notice_ = messages::watch_not_reset;
    if (c == 'y') {
        std::string said;
        try {
            reset_exercise(*Into(said, context_.printer.style(), context_), *exercise_);
        } catch (const Trouble& trouble) {
            said = trouble.message;
        }
        notice_ = in_one_paragraph(said);
        judge_again();
    }
    if (!drawn_) context_.printer.paragraph(safe(notice_));
}

void WatchSession::choose(int step) {
    const std::size_t last = rows_.empty() ? 0 : rows_.size() - 1;
    if (step < 0 && chosen_ > 0) --chosen_;
    if (step > 0 && chosen_ < last) ++chosen_;
}

void WatchSession::go_to_chosen() {
    const auto& all = context_.course.exercises;
    if (chosen_ >= rows_.size()) return;
    const auto found = all.find(rows_[chosen_].number);
    if (found != all.end()) go_to(found->second);
}

}  // namespace runner
