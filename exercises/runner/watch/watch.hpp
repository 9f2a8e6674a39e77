#pragma once
// ./sandbox watch: the state of a session, and what it does with a save, a key and the screen.

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "course/hints.hpp"
#include "course/list.hpp"
#include "judge/attempt.hpp"
#include "system/platform.hpp"
#include "watch/editor.hpp"
#include "words/trouble.hpp"

namespace runner {

enum class View { verdict, stories, hint, list, solution, log };

class WatchSession {
public:
    /// Types a command for the learner: its name, and the number of an exercise.
    using Typist = std::function<void(const std::string& command, int exercise)>;

    WatchSession(Context& context, const Folder& exercise, Editor editor, bool finding_place,
                 Typist typist);
    ExitStatus loop();

private:
    // Saves and verdicts
    static std::optional<platform::FileStamp> stamp(const Folder& exercise);
    void notice_saves();
    void notice_absence();
    void judge_again();
    void start(const Folder& exercise);
    void take_news();
    void finish();
    /// Started without a number, and the memory of verdicts was gone: on to the first that is begun
    /// and not done.
    bool found_next_place();
    void check_all();

    // Where one is
    void go_to(const Folder& exercise);
    /// After one that is done the next that is not; else the next there is.
    [[nodiscard]] const Folder* next_exercise() const;
    void go_on();
    /// With --edit-cmd the next exercise's file is opened at once: it takes no terminal away.
    void open_next_beside();

    // Other programs
    bool open_beside(const Folder& exercise);
    void edit();
    /// Runs a command that has the terminal, and waits for a key before its output is covered.
    void lend_terminal_to(const std::string& command);
    void wait_for_any_key();

    // Keys (watch_keys.cpp)
    void on_key(platform::Pressed pressed);
    /// The keys that move on the screen.
    bool move(platform::Key key, char c);
    void act(char c);
    void show(View view);
    void give_hint();
    void show_solution();
    void ask_reset();
    void answer_reset(char c);
    void choose(int step);
    void go_to_chosen();

    // What is shown (watch_words.cpp)
    /// A context whose commands write to a text.
    struct Into {
        Printer printer;
        Context context;
        Into(std::string& text, const Style& style, const Context& from)
            : printer(text, style), context(from.printing_to(printer)) {}
        Context& operator*() { return context; }
    };
    [[nodiscard]] std::string safe(std::string_view text) const;
    static std::string in_one_paragraph(std::string_view text);
    [[nodiscard]] std::string in_words_done() const;
    void introduce() const;
    [[nodiscard]] std::vector<std::string> key_names() const;
    [[nodiscard]] std::size_t failures() const;
    /// "3 of 7 checks pass."
    [[nodiscard]] std::string verdict_in_words() const;
    /// "PASS 1.1 1.2  FAIL 1.3 1.4"
    [[nodiscard]] std::string verdicts_by_id(const Style& style) const;
    [[nodiscard]] std::string head(const Style& style) const;
    [[nodiscard]] std::string body(const Style& style, std::size_t room);
    void tell_verdict(Context& context, std::size_t room) const;
    void tell_first_failure(Printer& printer, std::size_t room) const;
    void tell_done(Printer& printer) const;
    [[nodiscard]] std::string what_is_next() const;
    void tell_hint(Context& context) const;
    void tell_list(Printer& printer) const;
    /// Without a screen: all that is known of the save, at once, when it is known.
    void tell_attempt();
    void draw();
    ExitStatus say_goodbye();

    Context& context_;
    const Editor editor_;
    const Typist type_;
    const bool drawn_;     // it fills a terminal; else it writes line after line
    const bool has_keys_;  // somebody can press them
    const platform::Surface surface_;
    platform::Console console_;

    const Folder* exercise_;
    bool finding_place_;
    bool was_done_ = false;
    std::map<int, std::optional<platform::FileStamp>> stamps_;
    std::optional<platform::Clock::time_point> gone_since_;
    bool told_gone_ = false;
    std::size_t done_ = 0;
    std::set<int> opened_;  // the exercises whose file was opened for the learner

    const Folder* judging_ = nullptr;  // what work_ is about
    Attempt attempt_;                  // of exercise_
    std::string first_failure_;        // the check that one is at
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

}  // namespace runner
