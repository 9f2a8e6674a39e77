#pragma once
// Every sentence that the runner says, in one place, so that it can be translated; but what the
// help says of a command stands in commands/table.cpp. {1}, {2}, ... are filled in (text.hpp).
// Commands and file names stay as they are. The launchers, which speak before this is compiled,
// have their own sentences. What instructors read is in classroom/messages.hpp.

#include <string_view>

namespace runner::messages {

using Text = std::string_view;

inline constexpr Text usage = "Usage: ./sandbox [COMMAND] [ARGUMENTS]";
inline constexpr Text commands_title = "Commands";
inline constexpr Text commands_more = "./sandbox --help tells more.";

// Labels, with their columns.
inline constexpr Text next_wide = "Next:     ";
inline constexpr Text log_wide = "Full log: ";
inline constexpr Text progress_wide = "Progress: ";
inline constexpr Text here_wide = "Here:     ";
inline constexpr Text label_expected = "Expected:";
inline constexpr Text label_seen = "Seen:";
inline constexpr Text label_cause = "Cause:";
inline constexpr Text label_next = "Next:";
inline constexpr Text label_replay = "Replay:";

// Verdicts.
inline constexpr Text pass = "PASS";
inline constexpr Text fail = "FAIL";
inline constexpr Text verdict_stuck = "STUCK";
inline constexpr Text verdict_crashed = "CRASHED";
inline constexpr Text verdict_unwritten = "NOT WRITTEN YET";
inline constexpr Text verdict_exited = "EXITED";
inline constexpr Text verdict_out_of_time = "OUT OF TIME";
inline constexpr Text verdict_too_much_output = "PRINTED TOO MUCH";
inline constexpr Text verdict_left_process = "LEFT A PROCESS BEHIND";
inline constexpr Text verdict_not_counted = "NO CLEAR VERDICT";

// Stories.
inline constexpr Text seen_too_much_output = "your code printed more than 1 MB, and was stopped";
inline constexpr Text cause_too_much_output = "a loop that prints never ends.";
inline constexpr Text seen_out_of_time = "no verdict came within {1} s, and the check was ended";
inline constexpr Text cause_out_of_time =
    "your code kept the whole program from going on: a loop that never ends, or a lock.";
inline constexpr Text seen_signal = "the program was ended by {1}";
inline constexpr Text seen_exit =
    "your code ended the whole program with exit({1}), in the middle of the check";
inline constexpr Text cause_exit =
    "a function that calls exit() ends everyone. Return from it, or throw, and let the caller go "
    "on.";
inline constexpr Text cause_after_pass =
    "the check itself had passed; this happened while the program ended. A thread or an object "
    "outlived what it uses.";
inline constexpr Text seen_left_process =
    "your code started a process that was still running when the check was over; it was ended";
inline constexpr Text cause_left_process =
    "a program that starts a process (fork, system with \"&\") has to wait for its end: waitpid().";
inline constexpr Text seen_not_started = "the check program could not be started: {1}";
inline constexpr Text seen_many_verdicts = "{1} verdicts came instead of one";
inline constexpr Text seen_other_check = "the verdict was about \"{1}\" instead of {2}";
inline constexpr Text seen_cases_ran = "{1} checks ran instead of one";
inline constexpr Text seen_unknown_verdict = "the verdict was \"{1}\", which is not a verdict";
inline constexpr Text seen_damaged = "the records of the check were incomplete";
inline constexpr Text cause_contradiction =
    "only a check that ran once and said so once counts. Code that closes or writes to handles "
    "that are not its own can cause this.";
inline constexpr Text compiler_warns = "It compiles, and the compiler warns:";
inline constexpr Text steps_left_out = "... {1} {1?step|steps} left out ...";
inline constexpr Text steps_folded = "... {1} {1?step|steps} before; key a tells all ...";
inline constexpr Text answered_rightly = "... {1} other values were answered rightly ...";
inline constexpr Text steps_again = "... the same {1} more {1?time|times} ...";
inline constexpr Text calls_made = "Every call, and who made it:";
inline constexpr Text printed = "Your code printed:";
inline constexpr Text printed_end = "Your code printed a lot; these are the last lines:";
inline constexpr Text command_hint = "./sandbox hint {1}";
inline constexpr Text command_trace = "./sandbox check {1} --trace";
inline constexpr Text command_debug =
    "./sandbox check {1} --debug, whose debugger stops at the line where it happens";
inline constexpr Text next_unwritten =
    "{1} says what it must do; ./sandbox hint {2} says how to begin";

// check
inline constexpr Text checks_pass = "{1} of {2} {2?check passes|checks pass}.";
inline constexpr Text stretch_pass =
    "Stretch, counted apart: {1} of {2} {2?check passes|checks pass}.";
inline constexpr Text edit_wide = "Edit:     ";
inline constexpr Text then_wide = "Then:     ";
inline constexpr Text then_check = "./sandbox check {1}, or ./sandbox watch {1} for every save";
inline constexpr Text then_check_all =
    "./sandbox check {1} (--all tells every failure's story), or ./sandbox watch {1} for every "
    "save";
inline constexpr Text one_check_passes =
    "Check {1} passes. The whole exercise: ./sandbox check {2}";
inline constexpr Text exercise_done = "All {1} checks pass: exercise {2} is done. Good work!";
inline constexpr Text after_exercise =
    "See it at work as a real program with ./sandbox try {1}, and compare it with another good "
    "answer with ./sandbox solution {1}.";
inline constexpr Text next_lesson = "{1}, and ./sandbox run {2}";
inline constexpr Text no_next_lesson =
    "that was the last exercise of the course. You have written every one: a server, a client, and "
    "what goes wrong between them. ./sandbox list shows them all; docs/library.md is ten tasks to "
    "go on with";
inline constexpr Text exercise_started =
    "{1} is new: a copy of stub.cpp, for you to edit. The task is in {2}.";
inline constexpr Text list_out_of_time = "it did not end in time";
inline constexpr Text list_exit = "exit status {1}";
inline constexpr Text list_failed =
    "The check program ended before its first check: {1}.\n"
    "Usually an object outside of any function in {2} is the cause: it is made before main() "
    "starts. Move it into a function.\nNext: ./sandbox check {3}";
inline constexpr Text no_such_check =
    "There is no check {1}: exercise {2} has {3} to {4}.\nNext: ./sandbox check {2}";
inline constexpr Text debug_which_check =
    "--debug runs one check. Which one? For example: ./sandbox check 1.2 --debug";
inline constexpr Text debug_needs_terminal =
    "--debug needs a terminal: a debugger asks what to do.\nNext: the same command in a terminal, "
    "or --trace";
inline constexpr Text no_debugger =
    "No debugger was found: neither gdb nor lldb.\nNext: install one (Debian, Ubuntu: apt-get "
    "install gdb), "
    "or use --trace, which needs none";
inline constexpr Text debug_how =
    "{1} has the check now: \"run\" starts it, \"break exercise.cpp:20\" before that stops it at "
    "line 20, \"quit\" leaves.";

// watch
inline constexpr Text watch_begins = "Watching {1}: each save is judged. The task is in {2}.";
inline constexpr Text watch_ends = "It ends with Ctrl-C, or with its input.";
inline constexpr Text watch_keys = "Keys: {1}.";
inline constexpr Text watch_exercises_done = "{1} of {2} {2?exercise|exercises} done";
inline constexpr Text watch_judging_line = "Judging {1} ...";
inline constexpr Text watch_judging = "Judging: {1} of {2} {2?check|checks}.";
inline constexpr Text watch_starting = "Starting.";
inline constexpr Text watch_not_judged = "Not judged: the code has to compile first.";
inline constexpr Text watch_trouble = "Not judged.";
inline constexpr Text watch_more_failures = "{1} more checks fail; key a tells their stories.";
inline constexpr Text watch_one_more_failure = "1 more check fails; key a tells its story.";
inline constexpr Text watch_learnt_wide = "Learned:  ";
inline constexpr Text watch_done_keys =
    "t runs yours as a real program, s shows another good answer.";
inline constexpr Text watch_next_by_key = "read {1}; key n goes on to {2}";
inline constexpr Text watch_next_opens = "read {1}; key n opens {2}";
inline constexpr Text watch_next_opened =
    "read {1}; {2} is open in your editor. Its first save, or key n, goes on there";
inline constexpr Text watch_all_done =
    "You have done every exercise of the course. Keys l and t take you back to any of them; "
    "docs/library.md is ten tasks to go on with.";
inline constexpr Text watch_mend_first =
    "Fix the first error first: the others may follow from it. Key f shows the full log.";
inline constexpr Text watch_log = "The full log, {1}:";
inline constexpr Text watch_gone =
    "{1} is gone. It is judged when it is back; key x makes a fresh one.";
inline constexpr Text watch_last_exercise = "{1} is the last exercise. Key l shows them all.";
inline constexpr Text watch_solution_locked =
    "The solution opens once your checks pass. A hint may be enough: key h. Key s again shows the "
    "solution all the same.";
inline constexpr Text watch_no_failure = "No check failed: there is no story to tell.";
inline constexpr Text watch_no_more_hints_here =
    "that was the last hint. The task again: {1}. If you are stuck, show your instructor this "
    "screen.";
inline constexpr Text watch_types = "$ ./sandbox {1} {2}";
inline constexpr Text watch_more_hints = "try it; key h gives the next hint.";
inline constexpr Text watch_no_more_hints =
    "that was the last hint. The task again: {1}. Key s shows one good answer.";
inline constexpr Text watch_reset_question =
    "Start {1} over? What you wrote is kept beside it. y: yes. Any other key: no.";
inline constexpr Text watch_not_reset = "Nothing was reset.";
inline constexpr Text watch_checking_all = "Judging all: {1} ({2} of {3}).";
inline constexpr Text watch_nothing_to_check = "You have not begun an exercise yet.";
inline constexpr Text watch_list_how = "Up, down, Enter: go to an exercise.";
inline constexpr Text watch_any_key = "Any key: back to watch.";
inline constexpr Text watch_needs_terminal = "That needs a terminal.";
inline constexpr Text watch_no_editor =
    "No editor is known: ./sandbox watch --edit-cmd CMD, or set $VISUAL or $EDITOR.";
inline constexpr Text watch_editor_failed = "{1} could not be started: {2}.";
inline constexpr Text watch_unknown_key = "Key {1} does nothing here.";
inline constexpr Text watch_goes_on = "./sandbox watch goes on with {1}.";
inline constexpr Text watch_more_below = "[more lines: {1}; space, arrow keys]";
inline constexpr Text watch_more_above = "[the end; {1} more above: arrow keys]";
inline constexpr Text key_hint = "h hint";
inline constexpr Text key_next = "n next";
inline constexpr Text key_list = "l list";
inline constexpr Text key_solution = "s solution";
inline constexpr Text key_run = "r run the lesson";
inline constexpr Text key_try = "t try";
inline constexpr Text key_check_all = "c check all";
inline constexpr Text key_reset = "x reset";
inline constexpr Text key_quit = "q quit";
inline constexpr Text key_edit = "e edit";
inline constexpr Text key_stories = "a all stories";
inline constexpr Text key_log = "f full log";
inline constexpr Text key_back = "Esc back";

// Compile errors
inline constexpr Text does_not_compile = "{1} does not compile, so nothing was judged.";
inline constexpr Text does_not_link = "{1} compiles, but does not fit the checks:";
inline constexpr Text function_missing = "missing: {1}";
inline constexpr Text function_twice = "there twice: {1}";
inline constexpr Text compare_signatures =
    "Compare names and parameters with {1}; main() belongs to the checks.";
inline constexpr Text after_compile_error =
    "fix the first error first, since the others may follow from it; then ./sandbox check {1}";
inline constexpr Text found_in_a_header = "(the compiler found it in a header that this line uses)";
inline constexpr Text and_more = "... and {1} more.";

// Building
inline constexpr Text building = "Building {1}";
inline constexpr Text what_build_folder = "the build folder";
inline constexpr Text what_checks = "the checks";
inline constexpr Text what_tests = "the tests";
inline constexpr Text what_classroom = "the program for grade and handout";
inline constexpr Text waiting_for_other_build = "Another ./sandbox is building; waiting for it.";
inline constexpr Text tool_not_started = "{1} could not be started: {2}.\nNext: ./sandbox doctor";
inline constexpr Text build_disk_full =
    "The disk is full: the build could not be written to {1}.\n"
    "Next: make room (df -h shows where there is some), or use another folder: "
    "LOOPBACK_BUILD=/path/with/room ./sandbox ...";
inline constexpr Text build_not_writable =
    "The build folder {1} cannot be written (log: {2}).\n"
    "Next: use a folder of yours: LOOPBACK_BUILD=$HOME/loopback-build ./sandbox ...";
inline constexpr Text no_kit =
    "{1} is missing or empty: the build folder was made by another version of the course.\nNext: "
    "delete the build folder, then the same command again";
inline constexpr Text own_build_failed =
    "{1} could not be built. This is not your code:\n\n{2}\nFull log: {3}\n"
    "Next: ./sandbox doctor; `git status` shows whether a file of the course was changed";

// run, try
inline constexpr Text run_which_lesson =
    "Which lesson? For example: ./sandbox run 1\nNext: ./sandbox list shows them all";
inline constexpr Text program_crashed = "The program was ended by {1}.";

// hint, solution, reset
inline constexpr Text hints_for = "Check {1}: {2}";
inline constexpr Text hint_number = "Hint {1} of {2}";
inline constexpr Text more_hints = "try it; the next hint comes with ./sandbox hint {1} again";
inline constexpr Text no_more_hints =
    "that was the last hint. The task again: {1}. One good answer: ./sandbox solution {2} --anyway";
inline constexpr Text no_more_hints_here =
    "that was the last hint. The task again: {1}. If you are stuck, show your instructor what "
    "./sandbox check {2} says";
inline constexpr Text no_hint_needed =
    "Every check of exercise {1} passes, so there is nothing to hint at.\nNext: ./sandbox hint {2} "
    "shows the hints of one check all the same";
inline constexpr Text no_solutions_here =
    "This is the student edition: the solutions are with your instructor.\nNext: ./sandbox check "
    "{1} says what is still missing";
inline constexpr Text solution_locked =
    "The solution of exercise {1} opens once your own passes: ./sandbox check {1}\n"
    "A hint may be enough: ./sandbox hint {1}. To see it all the same: ./sandbox solution {1} "
    "--anyway";
inline constexpr Text solution_is =
    "One good answer, from {1}. Yours may differ and be just as good.";
inline constexpr Text reset_which =
    "Exercise {1} is done. To start it over all the same, say which one: ./sandbox reset {1}";
inline constexpr Text reset_started = "{1} was missing: it is a copy of stub.cpp now.";
inline constexpr Text reset_nothing = "{1} is as it was at the start: there is nothing to reset.";
inline constexpr Text reset_done = "{1} is the stub again. What you had written is kept in {2}.";

// list, and the bare command
inline constexpr Text list_title = "Lessons and exercises";
inline constexpr Text list_how =
    "./sandbox run N runs a lesson's program, ./sandbox check N judges an exercise. The text of a "
    "lesson is its README.md.";
inline constexpr Text stage_not_started = "not started";
inline constexpr Text stage_not_judged = "written, not judged since the last change";
inline constexpr Text stage_begun = "{1} of {2} {2?check passes|checks pass}";
inline constexpr Text stage_done = "done, {1} {1?check passes|checks pass}";
inline constexpr Text stage_stretch = ", and {1} of the stretch";
inline constexpr Text stage_not_judged_short = "not judged yet";
inline constexpr Text stage_begun_short = "{1} of {2} pass";
inline constexpr Text stage_done_short = "done";
inline constexpr Text stage_no_exercise = "a lesson without an exercise";
inline constexpr Text stage_no_lesson = " (no lesson of this number)";
inline constexpr Text overview_title = "Loopback: network programming, safely, on your own machine";
inline constexpr Text overview_progress = "{1} of {2} {2?exercise|exercises} done";
inline constexpr Text overview_newcomer =
    "./sandbox tour (two minutes), then read {1} and start ./sandbox watch {2}";
inline constexpr Text overview_next = "read {1}, then ./sandbox run {2} and ./sandbox watch {2}";
inline constexpr Text overview_go_on =
    "edit {1}; ./sandbox watch {2} judges each save. Stuck? ./sandbox hint {2}";
inline constexpr Text overview_all_done =
    "you have done every exercise. ./sandbox try N runs what you built; docs/library.md is ten "
    "tasks to go on with";

// tour
inline constexpr Text tour_intro =
    "A client and a server are going to talk on {1}. Both run on this machine, and nothing leaves "
    "it.";
inline constexpr Text tour_listen =
    "The server opens a door: it binds an endpoint, an address and a port, and listens there.";
inline constexpr Text tour_connect =
    "The client knocks: it connects to that endpoint. The server accepts, and each side holds one "
    "end of a connection.";
inline constexpr Text tour_talk =
    "The client sends a line. The server sends back what it receives: it is an echo server.";
inline constexpr Text tour_goodbye =
    "The client has finished sending and says so. The server sees the end of the stream and closes "
    "its end.";
inline constexpr Text tour_stop =
    "The tour presses Ctrl-C for the server, which ends and frees the port.";
inline constexpr Text tour_connected = "connect to {1}: connected; the system gave this end {2}";
inline constexpr Text tour_sent = "send {1}";
inline constexpr Text tour_received = "recv gives {1}";
inline constexpr Text tour_shutdown = "shut down sending: nothing more will come from here";
inline constexpr Text tour_end_of_stream =
    "recv gives the end of the stream: the server has closed";
inline constexpr Text tour_the_end = "the end";
inline constexpr Text tour_nobody = "nobody any more";
inline constexpr Text tour_enter = "Enter goes on; Ctrl-C ends the tour.";
inline constexpr Text tour_done = "That was a connection's whole life.";
inline constexpr Text tour_next = "read {1}, then write that server yourself: ./sandbox watch {2}";
inline constexpr Text tour_port_taken = "Port {1} on 127.0.0.1 is taken: {2}.\nWays on:\n{3}";
inline constexpr Text tour_server_failed =
    "The server ended before it listened. It said:\n\n{1}\nNext: ./sandbox doctor";
inline constexpr Text tour_interrupted =
    "The tour ended early: {1}.\nThe server said:\n\n{2}\nNext: ./sandbox doctor";
inline constexpr Text tour_unclean = "The server did not end cleanly ({1}).";

// doctor
inline constexpr Text doctor_title = "Is this machine ready?";
inline constexpr Text doctor_ok = "ok";
inline constexpr Text doctor_missing = "MISSING";
inline constexpr Text doctor_note = "note";
inline constexpr Text doctor_mend = "fix:";
inline constexpr Text doctor_ready = "Ready. Next: ./sandbox tour";
inline constexpr Text doctor_not_ready = "Not ready: see the lines marked MISSING.";
inline constexpr Text doctor_not_found = "not found";
inline constexpr Text doctor_install =
    "Debian, Ubuntu: apt-get install {1}. Fedora: dnf install {2}. macOS: brew install {3}. "
    "Windows: "
    "winget install {4}";
inline constexpr Text doctor_loopback_works = "bind, connect and accept work";
inline constexpr Text doctor_loopback_mend =
    "ip link set lo up, as root; in a container or sandbox, ask who runs it";
inline constexpr Text doctor_ipv6_note =
    "{1}. The lessons use 127.0.0.1; experiments with ::1 will fail";
inline constexpr Text doctor_port_free = "free";
inline constexpr Text doctor_port_taken = "taken: {1}";
inline constexpr Text doctor_port_refused = "cannot be bound: {1}";
inline constexpr Text doctor_port_of_user =
    "{1}; LOOPBACK_PORT, yours on a host with several users, instead of 62893";
inline constexpr Text doctor_port_any = "LOOPBACK_PORT=0: the system chooses one each time";
inline constexpr Text doctor_writable = "{1} can be written";
inline constexpr Text doctor_build_mend =
    "use a folder of yours: LOOPBACK_BUILD=$HOME/loopback-build ./sandbox ...";
inline constexpr Text doctor_course_mend = "copy the course into a folder of yours, and work there";
inline constexpr Text doctor_terminal = "{1} columns, character set {2}";
inline constexpr Text doctor_no_terminal =
    "none: the output goes to a pipe or a file; character set {1}";
inline constexpr Text doctor_no_debugger =
    "neither gdb nor lldb was found; only check --debug needs one";

// The port
inline constexpr Text port_of_user =
    "Several users share this host: your port is {1} where the texts say 62893 (LOOPBACK_PORT).";
inline constexpr Text owner_perhaps =
    "perhaps by {1}, which listens at [::]: it may take IPv4 too, or not";
inline constexpr Text owner_unknown =
    "nobody listens there, but a connection may have the port, or a socket that is only bound; or "
    "a connection that is over is remembered (TIME_WAIT), which takes a minute at most";
inline constexpr Text way_listener = "See who it is: {1}. End it politely: Ctrl-C in its terminal.";
inline constexpr Text way_unknown = "See what has it: {1}. It is free when that is gone.";
inline constexpr Text way_other_port = "Use another port: LOOPBACK_PORT={1} {2}";
inline constexpr Text way_any_port = "Let the system choose a free one: LOOPBACK_PORT=0 {1}";

// test
inline constexpr Text left_out_long =
    "Left out: the slow suites (torture, fuzzing, soak; CTest label \"long\"): they run in "
    ".ci/run.";
inline constexpr Text left_out = "Left out: {1}: {2}.";
inline constexpr Text own_suite = "This machine";
inline constexpr Text suite_begins = "The suite for {1}:";
inline constexpr Text suite_count = "{1}: {2} {2?test|tests}, {3} failed, {4} skipped";
inline constexpr Text no_count_line = "CTest gave no count: see its words above.";

// Usage
inline constexpr Text unknown_command =
    "There is no command \"{1}\".\nNext: ./sandbox --help shows them all";
inline constexpr Text unknown_command_meant =
    "There is no command \"{1}\". Did you mean: ./sandbox {2}?";
inline constexpr Text unknown_flag =
    "There is no flag {1} for ./sandbox{2}.\nNext: ./sandbox --help shows them all";
inline constexpr Text unknown_flag_meant =
    "There is no flag {1} for ./sandbox{2}. Did you mean {3}?";
inline constexpr Text flag_needs_value = "{1} needs a value after it.\nNext: ./sandbox {2} --help";
inline constexpr Text number_alone =
    "{1} is a number, not a command. Did you mean ./sandbox check {1}, or ./sandbox run {1}?";
inline constexpr Text too_many_words =
    "\"{1}\" is one word too many for ./sandbox {2}.\nNext: ./sandbox --help";
inline constexpr Text test_meant_check =
    "./sandbox test runs this project's own test suite. Did you mean: ./sandbox check {1}?";
inline constexpr Text test_takes_nothing =
    "./sandbox test takes no \"{1}\". Arguments for CTest come after --: ./sandbox test -- -R echo";
inline constexpr Text from_to = "{1} to {2}";
inline constexpr Text no_such_exercise =
    "There is no exercise {1}; there are exercises {2}.\nNext: ./sandbox list";
inline constexpr Text not_an_exercise =
    "\"{1}\" is neither an exercise (such as 1) nor a check (such as 1.3). There are exercises "
    "{2}.\nNext: ./sandbox list";
inline constexpr Text no_such_lesson =
    "There is no lesson {1}; there are lessons {2}.\nNext: ./sandbox list";
inline constexpr Text not_a_lesson =
    "\"{1}\" is not a lesson number. There are lessons {2}.\nNext: ./sandbox list";
inline constexpr Text bad_port =
    "LOOPBACK_PORT is \"{1}\", which is not a port: a number from 0 to 65535.\nNext: unset "
    "LOOPBACK_PORT, or LOOPBACK_PORT=50007 ./sandbox ...";
inline constexpr Text bad_time_scale =
    "LOOPBACK_TIME_SCALE is \"{1}\"; it must be a number from 0.1 to 1000, such as 3.\nNext: unset "
    "LOOPBACK_TIME_SCALE";

// Files and the machine
inline constexpr Text no_folders =
    "No numbered folder was found in {1}/ of {2}: the course is not complete.\nNext: git restore "
    "{1}, or clone the course again";
inline constexpr Text course_file_missing =
    "{1} is missing or empty; it belongs to the course.\nNext: git restore {1}";
inline constexpr Text cannot_write = "{1} could not be written: {2}. Nothing was changed.";
inline constexpr Text advice_disk_full =
    "Next: make room (df -h shows where there is some), then the same command again";
inline constexpr Text advice_read_only =
    "Next: copy the course into a folder of yours, and work there";
inline constexpr Text advice_cannot_write =
    "Next: see whether the folder is there and yours (ls -ld), then the same command again";
inline constexpr Text cannot_read =
    "{1} cannot be read.\nNext: ls -l {1} shows whose it is; chmod u+r {1} may do";
inline constexpr Text not_a_file =
    "{1} is not a file: something else has that name.\nNext: move it away, and ./sandbox puts a "
    "fresh copy of stub.cpp there";
inline constexpr Text start_by_launcher =
    "This program is started by ./sandbox, in the course's folder.";
inline constexpr Text output_lost =
    "The output could not be written completely: the disk is full, or its reader is gone.\nNext: "
    "df -h";
inline constexpr Text unexpected =
    "Something unexpected stopped ./sandbox: {1}\nNext: ./sandbox doctor";

}  // namespace runner::messages
