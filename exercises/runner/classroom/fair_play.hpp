#pragma once
// What a submission may not do, since its code and the checks end up in one process: reach for
// the judge by name, stand in for the functions that the judge uses, or write to handles by itself.
// docs/classroom.md says what this defends against and what it does not.

#include <string>
#include <string_view>

namespace runner {

/// Why this source text is refused; empty when it is not. Comments and what is quoted do not count.
std::string refusal_of_source(std::string_view source);

/// Why an object file with these symbols is refused; empty when it is not. `listing` is what
/// `nm -P -g` printed: "NAME TYPE ..." a line. What the library's own headers use is no reason:
/// only what `source`, the text it was compiled from, names itself.
std::string refusal_of_symbols(std::string_view listing, std::string_view source);

}  // namespace runner
