#include "01-small/exercise.hpp"
#include "records.hpp"

int main(int argc, char** argv) {
    return check_main(argc, argv,
                      {{"1.1", "knows the answer", [] { return answer() == 42; }},
                       {"1.2", "doubles a number", [] { return twice(21) == 42; }},
                       {"1.3", "doubles another number", [] { return twice(-4) == -8; }}});
}
