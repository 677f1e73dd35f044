import type { Saying } from '../sayings.ts'

/** String functions (DMN 1.5 §10.3.4.3). */
export const strings: readonly Saying[] = [
  ['substring', 'positions count characters from 1, or from the end when negative', {
    'substring("行政许可", 3)': '"许可"', 'substring("行政许可", 1, 2)': '"行政"', 'substring("行政许可", -2)': '"许可"', 'substring("a🏛b", 2, 1)': '"🏛"',
    'substring("abc", 0)': 'null', 'substring("abc", 2, 0)': 'null', 'substring("abc", 2, 1.9)': '"b"', 'substring(length: 1, start position: 2, string: "xyz")': '"y"',
  }],
  ['string length', 'a character outside the basic plane counts once', { 'string length("受理号")': '3', 'string length("🏛🏛")': '2', 'string length("")': '0', 'string length(null)': 'null' }],
  ['upper case', 'letters become capitals and others stay', { 'upper case("jl-22a")': '"JL-22A"', 'upper case(1)': 'null' }],
  ['lower case', 'letters become small and others stay', { 'lower case("JL-22A")': '"jl-22a"', 'lower case()': 'null' }],
  ['substring before', 'what is not found has nothing before it', { 'substring before("2026-0143", "-")': '"2026"', 'substring before("2026", "/")': '""', 'substring before(null, "-")': 'null' }],
  ['substring after', 'what is not found has nothing after it', { 'substring after("2026-0143", "-")': '"0143"', 'substring after("2026", "/")': '""', 'substring after("2026", "")': '"2026"' }],
  ['contains', 'a part is a part wherever it stands', { 'contains("长春市南关区", "市")': 'true', 'contains("长春市", "区")': 'false', 'contains("长春市", null)': 'null' }],
  ['starts with', 'the beginning decides', { 'starts with("220102", "22")': 'true', 'starts with("220102", "02")': 'false' }],
  ['ends with', 'the end decides', { 'ends with("220102", "02")': 'true', 'ends with("220102", "22")': 'false' }],
  ['matches', 'a pattern is searched for anywhere, with the flags s m i x q', {
    'matches("档案 0143", "\\\\d{4}")': 'true', 'matches("ABC", "b", "i")': 'true', 'matches("ab", "a b", "x")': 'true', 'matches("a.c", ".", "q")': 'true', 'matches("abc", ".", "q")': 'false',
    'matches("a\\nb", "a.b")': 'false', 'matches("a\\nb", "a.b", "s")': 'true', 'matches("a\\nb", "^b", "m")': 'true', 'matches("a", "a", "k")': 'null', 'matches("a", "(")': 'null',
  }],
  ['matches', 'classes subtract, and blocks of characters have names, as XPath has it', {
    'matches("o", "^[a-z-[aeiou]]$")': 'false', 'matches("k", "^[a-z-[aeiou]]$")': 'true', 'matches("吉林", "^\\\\p{IsCJKUnifiedIdeographs}+$")': 'true', 'matches("é", "\\\\P{IsBasicLatin}")': 'true',
    'matches("_a-1", "^\\\\i\\\\c+$")': 'true', 'matches("a b", "a[ ]b", "x")': 'true', 'matches("a1", "(a)[\\\\1]")': 'null',
  }],
  ['replace', 'every match is replaced, and $1 is what the first group found', {
    'replace("2026-11-22", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$3.$2.$1")': '"22.11.2026"', 'replace("banana", "[an]", "<$0>")': '"b<a><n><a><n><a>"', 'replace("a.b", ".", "-", "q")': '"a-b"', 'replace("abc", "x*", "-")': 'null',
  }],
  ['split', 'a delimiter is a pattern, and empty parts stay', { 'split("甲，乙，丙", "，")': '["甲", "乙", "丙"]', 'split("a1b22c", "\\\\d+")': '["a", "b", "c"]', 'split(";x;", ";")': '["", "x", ""]', 'split("x", 1)': 'null' }],
  ['string join', 'null is left out, and what is no string cannot be joined', { 'string join(["南关", null, "宽城"], "、")': '"南关、宽城"', 'string join(["a", "b"])': '"ab"', 'string join("a", ",")': '"a"', 'string join([1], ",")': 'null', 'string join(["a"], ",", "<")': 'null' }],
]
