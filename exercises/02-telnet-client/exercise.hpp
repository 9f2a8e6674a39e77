#pragma once

// What exercise 02 asks for. You write these functions in exercise.cpp; this file stays as it is.
// Each check calls one of them, so you can write them in any order.

#include <ostream>
#include <string>
#include <string_view>

#include "given/keyboard.hpp"
#include "harness/not_written.hpp"
#include "loopback/poll.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;
using given::Keyboard;
using given::WakeOnKey;

// ---- Part A: talk ----

/// Connects to `server`, once, sends `question`, and returns the whole answer.
///
/// Every byte of it, whatever its value, until the server has finished sending. Some servers
/// answer only when they know that the question is complete: say so after its last byte.
/// If there is no connection, or if it breaks, let the error pass on to the caller: half an answer
/// is none.
std::string ask(Endpoint server, std::string_view question);

// ---- Part B: two inputs at once ----

/// Lets a person talk with a server: sends each line of `keyboard` to `server`, as it is, and
/// writes whatever `server` sends to `out`, as it is; both as soon as it is there, in whatever
/// order it comes. Some servers read nothing before they have said what they want to say: while
/// lines wait until the server takes them, what it says is shown.
///
/// What is written is flushed at once, or it might not be seen. When the keyboard has ended, the
/// server is told that no more bytes follow, and what it still says is shown. Returns when the
/// server has finished sending, even if the keyboard is silent. Waits asleep, without a time limit.
/// If the connection breaks, let the error pass on. Afterwards nothing of it uses `keyboard` any
/// more: no thread that still waits, no poller that is still woken. (`given/keyboard.hpp` says what
/// a keyboard can.)
void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out);

// ---- Part C, a stretch: the telnet protocol (RFC 854) ----

/// A typed line as telnet sends it. `line` is without its end; the result has CR LF there.
///
/// Inside the line, a byte 255 is sent twice, and a CR is followed by a zero byte (CR NUL). Every
/// other byte stays what it is.
std::string encode_line(std::string_view line);

/// What came from a telnet server, taken apart.
struct Decoded {
    std::string text;   ///< for the screen
    std::string reply;  ///< to be sent back
};

/// Takes telnet's commands out of a stream of bytes that comes in pieces.
struct TelnetDecoder {
    /// Takes the next piece. Where it was cut must make no difference. Each decoder takes a stream
    /// of its own, and a copy goes on from where the first one is.
    ///
    /// Text: 255 255 is one byte 255, CR LF is "\n", CR NUL is "\r"; every other byte but 255 is
    /// itself. A command is no text: 255 and one byte, or 255, 251 to 254 (WILL, WONT, DO, DONT)
    /// and an option, or all from 255 250 (SB) to 255 240 (SE), where 255 255 does not end it.
    /// Reply: each wish is refused, as often as it comes: 255 DO option by 255 WONT option, 255
    /// WILL option by 255 DONT option. Nothing else is answered. What is complete is given at once,
    /// what is not is neither shown nor answered yet.
    Decoded feed(std::string_view bytes);

    // What feed() remembers from one piece to the next. Yours: use what you need.
    int state = 0;
    unsigned char verb = 0;
    std::string kept = {};
};
