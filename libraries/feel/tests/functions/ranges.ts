import type { Saying } from '../sayings.ts'

/** Relations of points and ranges (DMN 1.5 §10.3.4.8). */
export const ranges: readonly Saying[] = [
  ['before', 'ends before the other begins', { 'before([1..3), 3)': 'true', 'before([1..3], 3)': 'false', 'before(2, [3..4])': 'true', 'before(1, "a")': 'null' }],
  ['after', 'begins after the other ends', { 'after((3..4], 3)': 'true', 'after([3..4], [1..3])': 'false', 'after(5, 4)': 'true' }],
  ['meets', 'ends in the point where the other begins', { 'meets([1..3], [3..5])': 'true', 'meets([1..3], (3..5])': 'false' }],
  ['met by', 'begins in the point where the other ends', { 'met by([3..5], [1..3])': 'true', 'met by([3..5], [1..3))': 'false' }],
  ['overlaps', 'shares a point', { 'overlaps([1..3], [2..5])': 'true', 'overlaps([1..3], [3..5])': 'true', 'overlaps([1..3), [3..5])': 'false' }],
  ['overlaps before', 'begins first and does not end last', { 'overlaps before([1..3], [2..5])': 'true', 'overlaps before([2..5], [1..3])': 'false', 'overlaps before([1..5), (1..5])': 'true' }],
  ['overlaps after', 'begins last and does not end first', { 'overlaps after([2..5], [1..3])': 'true', 'overlaps after((1..5], [1..5))': 'true', 'overlaps after([1..5], [1..3])': 'false' }],
  ['finishes', 'ends with the other', { 'finishes(5, [1..5])': 'true', 'finishes([3..5], [1..5])': 'true', 'finishes([3..5), [1..5])': 'false' }],
  ['finished by', 'the other ends with it', { 'finished by([1..5], 5)': 'true', 'finished by([1..5), 5)': 'false' }],
  ['includes', 'holds a point or a range', { 'includes([1..5], 5)': 'true', 'includes([1..5), 5)': 'false', 'includes([1..5], [2..3])': 'true' }],
  ['during', 'lies within', { 'during(5, [1..5])': 'true', 'during((1..5), [1..5])': 'true', 'during([1..5], (1..5))': 'false' }],
  ['starts', 'begins with the other', { 'starts(1, [1..5])': 'true', 'starts([1..3], [1..5])': 'true', 'starts((1..3], [1..5])': 'false' }],
  ['started by', 'the other begins with it', { 'started by([1..5], 1)': 'true', 'started by((1..5], 1)': 'false' }],
  ['coincides', 'is the same', { 'coincides([1..5], [1..5])': 'true', 'coincides([1..5], [1..5))': 'false', 'coincides(3, 4)': 'false' }],
]
