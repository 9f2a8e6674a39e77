#include "02-later/exercise.hpp"
#include "records.hpp"

int main(int argc, char** argv) {
    return check_main(
        argc, argv,
        {{"2.1", "knows the answer", [] { return answer() == 42; }},
         {"2.2", "doubles a number", [] { return twice(21) == 42; }},
         {"2.3", "doubles another number", [] { return twice(-4) == -8; }},
         {"2.4", "stretch: doubles a large number", [] { return twice(1'000'000) == 2'000'000; }}});
}
