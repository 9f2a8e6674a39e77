#pragma once
// Words on a terminal: fill in, wrap, make harmless.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace runner {

enum class Charset { utf8, ascii };

/// Puts `values` at the places {1}, {2}, ... of a message. A translation may reorder the places.
/// {1?step|steps} is the first word if value 1 is "1", else the second.
std::string fill(std::string_view message, std::initializer_list<std::string_view> values);

/// The lines of `text`, without their line ends (LF or CR LF).
std::vector<std::string> lines_of(std::string_view text);

/// `text` without the spaces, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// How many columns `text` takes: code points, so that UTF-8 aligns.
std::size_t columns(std::string_view text);

/// `text` followed by spaces up to `width` columns, and by one more at least.
/// How many bytes of `text` stand in its first `width` columns.
std::size_t first_columns(std::string_view text, std::size_t width);

std::string padded(std::string_view text, std::size_t width);

/// Wraps `text` at `width` columns. The first line starts with `first`, the others are indented
/// by as many columns. Line ends in `text` are kept; a path longer than a line is not cut.
std::string wrapped(std::string_view text, std::size_t width, std::string_view first = "");

/// `text` with every byte that could steer a terminal shown as an escape (\x1b). Line ends stay.
/// With Charset::ascii whatever is not ASCII is shown as an escape too (\u{e9}).
std::string harmless(std::string_view text, Charset charset = Charset::utf8);

/// `text`, or its two ends with a note of how much was left out, when it exceeds `limit` bytes.
std::string shortened(std::string_view text, std::size_t limit);

/// `text` without terminal color sequences.
std::string without_colors(std::string_view text);

/// The entry of `known` that `typed` was probably meant to be; empty when none is near.
std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& known);

}  // namespace runner
