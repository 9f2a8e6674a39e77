#include "01-small/exercise.hpp"

int answer() { return 42; }

int twice(int number) { return 2 * number; }
