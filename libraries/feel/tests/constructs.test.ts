import { sayAll } from './sayings.ts'

/** The language itself (DMN 1.5 §10.3.2). */
sayAll([
  ['instance of', 'null is of no type but Null', { 'null instance of Any': 'false', 'null instance of Null': 'true', '1 instance of Any': 'true', '"a" instance of string': 'true', '"a" instance of 数': 'null' }],
  ['instance of', 'lists, contexts and ranges by what they hold', {
    '[1, 2] instance of list<number>': 'true', '[1, "a"] instance of list<number>': 'false', '[] instance of list<string>': 'true', '{a: 1, b: 2} instance of context<a: number>': 'true', '{a: "1"} instance of context<a: number>': 'false',
    '[1..2] instance of range<number>': 'true', '["a".."b"] instance of range<number>': 'false', '[[1..2]] instance of list<range<number>>': 'true', 'range < 5': 'null',
  }],
  ['instance of', 'functions by parameters and result', {
    '(function(a: number) a) instance of function<number> -> Any': 'true', '(function(a: number) a) instance of function<string> -> Any': 'false', '(function(a) a) instance of function<string> -> Any': 'true', '(function(a) a) instance of function<> -> Any': 'false',
  }],
  ['a typed parameter', 'takes what fits: an item for a list, a list of one for its item, a date for its midnight', {
    '(function(a: number) a + 1)([1])': '2', '(function(a: list<number>) count(a))(5)': '1', '(function(a: date and time) a)(date("2026-01-01"))': '2026-01-01T00:00:00Z', '(function(a: number) 1)("x")': 'null', '(function(a: number) 1)([1, 2])': 'null', '(function(a: number) 1)(null)': '1',
  }],
  ['a range', 'has two ends of one kind in order', { '[1..3].end included': 'true', '[3..1]': 'null', '[1.."a"]': 'null', '[1..null]': 'null', '2 in [3..1]': 'null', '(>= 18).start': '18', '(< 5) = (< 5)': 'true', '(= 5) = [5..5]': 'false', ']1..3[': '(1..3)' }],
  ['for', 'goes up or down, over dates as well, and knows what came before', {
    'for i in 3..1 return i': '[3, 2, 1]', 'for i in (1..4) return i': '[2, 3]', 'for d in @"2026-02-27"..@"2026-03-01" return d.day': '[27, 28, 1]', 'for i in 1..4 return count(partial)': '[0, 1, 2, 3]', 'for i in [1, 2], j in [i..3] return i * j': '[1, 2, 3, 4, 6]', 'for i in [3..1] return i': 'null', 'for i in null return i': 'null',
  }],
  ['some and every', 'are decided by one and by all', { 'some i in [1, 2] satisfies i > 1': 'true', 'every i in [] satisfies false': 'true', 'every i in 1..3 satisfies i < 3': 'false', 'some i in [1] satisfies null': 'null' }],
  ['a filter', 'takes a position or a condition over item and its entries', { '[5, 6, 7][-1]': '7', '[{a: 1}, {a: 2}][a = 2]': '[{a: 2}]', '[1, 2, 3][item >= 2]': '[2, 3]', '[1, 2][9]': 'null', '"x"[1]': '"x"' }],
  ['if', 'needs true', { 'if 2 > 1 then "受理" else "不予受理"': '"受理"', 'if null then 1 else 2': '2' }],
  ['between', 'takes both ends in', { '18 between 18 and 60': 'true', '"b" between "a" and "c"': 'true', '1 between "a" and 2': 'null' }],
  ['in', 'takes tests, ranges and lists', { '5 in (1, > 4)': 'true', '5 in ([1, 5])': 'true', '"a" in ["a".."c"]': 'true' }],
  ['and, or', 'know three values', { 'true and null': 'null', 'false and null': 'false', 'true or 5': 'true', 'false or 5': 'null' }],
  ['equality', 'needs one kind', { '1 = "1"': 'null', 'null = null': 'true', '{a: 1, b: 2} = {b: 2, a: 1}': 'true', '@"08:00:00+08:00" = @"00:00:00Z"': 'true', '@"P1Y" = @"P12M"': 'true', '@"PT24H" = @"P1D"': 'true' }],
  ['arithmetic', 'is exact in 34 digits, and division by zero is null', { '0.1 + 0.2': '0.3', '1 / 3 * 3': '0.9999999999999999999999999999999999', '1 / 0': 'null', '2 ** -1': '0.5', '-2 ** 2': '4', '"a" - "b"': 'null', '1 + "a"': 'null' }],
  ['arithmetic of days', 'keeps to the calendar, and a date stands for midnight in UTC beside a moment', {
    '@"2024-01-31" + @"P1M"': '2024-02-29', '@"2026-03-01" - @"2026-02-01"': 'P28D', '@"2026-01-02T00:00:00Z" - @"2026-01-01"': 'P1D', '@"2026-01-02T00:00:00" - @"2026-01-01"': 'null', '@"23:30:00" + @"PT1H"': '00:30:00', '@"P1Y" + @"P1D"': 'null', '@"PT1H" * 1.5': 'PT1H30M', '@"P1Y" / @"P1M"': '12',
  }],
  ['properties', 'of days, times, durations and ranges', { '@"2026-11-22".weekday': '7', '@"2026-11-22T08:30:05+08:00".time offset': 'PT8H', '@"08:30:05@Asia/Shanghai".timezone': '"Asia/Shanghai"', '@"P1Y5M".months': '5', '@"PT25H".days': '1', '@"2026-11-22".hour': 'null', '[{a: 1}, {a: 2}].a': '[1, 2]' }],
  ['strings', 'have escapes for signs and characters', { '"a\\tb"': '"a\tb"', '"\\u4E2D"': '"中"', '"\\U01F3DB"': '"🏛"', 'string length("\\\\")': '1', '"🏛" = "\\uD83C\\uDFDB"': 'true' }],
  ['comments', 'are no part of an expression', { '1 /* 一 */ + 2 // 二': '3' }],
  ['names', 'may have blanks and dots where they are known', { '{月 收入: 3, r: 月 收入 + 1}.r': '4', '{"a-b": 1}.a-b': '1', 'get value({"a-b": 1}, "a-b")': '1' }],
  ['calls', 'of what is no function are null', { '"abs"(-1)': 'null', 'nobody(1)': 'null', '{f: function(x) x * 2, r: f(4)}.r': '8', '{f: function(x) 1, r: f(1, 2)}.r': 'null', '{f: function(x, y) x - y, r: f(y: 1, x: 3)}.r': '2' }],
])
