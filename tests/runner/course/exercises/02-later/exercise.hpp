#pragma once
/// The answer to everything.
int answer();
/// Twice `number`.
int twice(int number);
