#pragma once

#include "harness/causes.hpp"

// What every exercise shares whose functions talk over a stream: how they meet a peer, and causes
// of their failures for the lists of causes.hpp.
namespace harness::streams {

/// A new client, and a function of yours at the other end of its connection.
///
///     Peer& a = streams::meets(stage, "echo", echo);
///     a.sends("hello").receives("hello").finishes_sending().sees_the_end();
Peer& meets(Stage& stage, const char* function, void (*yours)(loopback::TcpStream&));

/// How a conversation is going to end. If it breaks off, your function may let the error pass on to
/// its caller.
enum class Ends { in_order, broken_off };

/// `stage.runs` for a conversation that ends like this.
void runs(Stage& stage, const char* function, Ends ends, std::function<void()> yours,
          std::function<void()> afterwards = nullptr);
/// A new server, and a function of yours that is to connect to it.
///
///     Peer& a = streams::is_called(stage, "ask", streams::Ends::in_order,
///                                  [](Endpoint server) { answer = ask(server, "who?"); });
Peer& is_called(Stage& stage, const char* function, Ends ends,
                std::function<void(loopback::Endpoint)> yours);
/// Your function was told that `peer` has reset the connection, and has to let that pass on:
/// `seen` is what it did instead.
void must_have_passed_on_the_reset(Stage& stage, const Peer& peer, const std::string& seen);

// ---- it waits, or never ends ----

/// recv_exactly() where recv() is meant: it is stuck in it, or fails at the end of the stream.
[[nodiscard]] std::string needs_a_full_buffer(const Case& one);
/// A call that waits was given a limit, which took a slow peer for one that is done.
[[nodiscard]] std::string gave_up_on_a_limit(const Case& one);
/// A call that does not wait said "not now", and that left yours as an error.
[[nodiscard]] std::string let_would_block_out(const Case& one);
/// `failure`, whose check has caught `thrown`: as if nobody had, where that says how yours waits
/// (would_block, timed_out), and nothing of the connection.
[[nodiscard]] Failure as_uncaught(Failure failure, const std::error_code& thrown);
/// It asks again and again after the end of the stream.
[[nodiscard]] std::string spins_at_the_end(const Case& one);
[[nodiscard]] std::string spins_on_an_error(const Case& one);
[[nodiscard]] std::string computes_for_ever(const Case& one);
/// It waits for an answer, and has said nothing.
[[nodiscard]] std::string waits_before_sending(const Case& one);
/// Nobody has told the peer that the message is complete.
[[nodiscard]] std::string never_finishes_sending(const Case& one);

// ---- what it sends ----

/// It has not made a call on its connection; for a client: not even the connection.
[[nodiscard]] std::string did_nothing(const Case& one);
[[nodiscard]] std::string never_connected(const Case& one);
/// A send that took less than it was given: all of it was sent again.
[[nodiscard]] std::string sent_all_again(const Case& one);
/// The same: nothing sent the rest.
[[nodiscard]] std::string forgot_the_rest(const Case& one);
/// What the peer has got, or what yours returned, ends or goes wrong at the first zero byte.
[[nodiscard]] std::string stopped_at_a_zero_byte(const Case& one);
/// The same for bytes that your function was given to send: the message.
[[nodiscard]] std::string sent_a_c_string(const Case& one);
[[nodiscard]] std::string received_and_sent_nothing(const Case& one);

// Of functions that send back, or on, what they receive; each shows that more went than came.
[[nodiscard]] std::string sent_the_whole_buffer(const Case& one);
[[nodiscard]] std::string sent_old_bytes_again(const Case& one);
[[nodiscard]] std::string added_a_line_end(const Case& one);
[[nodiscard]] std::string added_bytes(const Case& one);

// ---- how it ends ----

/// close() where half a close is meant.
[[nodiscard]] std::string used_after_close(const Case& one);
/// shutdown_send() before the message is out.
[[nodiscard]] std::string finished_before_sending(const Case& one);
/// shutdown_send() while the peer still sends.
[[nodiscard]] std::string finished_too_early(const Case& one);
/// A reset instead of an end.
[[nodiscard]] std::string broke_off(const Case& one);
/// It left before recv() had said that the peer is done: after the first recv(), say.
[[nodiscard]] std::string stopped_early(const Case& one);
/// It has seen the end, and left with bytes that were to be sent.
[[nodiscard]] std::string lost_the_last_bytes(const Case& one);
/// Of what it received, it gave back the last piece alone.
[[nodiscard]] std::string kept_only_the_last_piece(const Case& one);
/// The peer has reset the connection, and it returned as if that were the end.
[[nodiscard]] std::string took_a_reset_for_the_end(const Case& one);

/// The truth about recv(), for causes of an exercise's own.
inline constexpr const char* recv_hands_over =
    " recv() hands over what has arrived so far; only an empty result means that the peer is done.";

}  // namespace harness::streams
