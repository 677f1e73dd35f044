import type { Saying } from '../sayings.ts'

/** Numeric and conversion functions (DMN 1.5 §10.3.4.1 and 10.3.4.5). */
export const numbers: readonly Saying[] = [
  ['decimal', 'halves go to the even neighbour', { 'decimal(2.345, 2)': '2.34', 'decimal(2.355, 2)': '2.36', 'decimal(125, -1)': '120', 'decimal(1.5, null)': 'null' }],
  ['floor', 'goes down at a scale', { 'floor(-1.2)': '-2', 'floor(1.29, 1)': '1.2' }],
  ['ceiling', 'goes up at a scale', { 'ceiling(-1.2)': '-1', 'ceiling(1.21, 1)': '1.3' }],
  ['round up', 'goes away from zero', { 'round up(1.121, 2)': '1.13', 'round up(-1.121, 2)': '-1.13' }],
  ['round down', 'goes towards zero', { 'round down(1.129, 2)': '1.12', 'round down(-1.129, 2)': '-1.12' }],
  ['round half up', 'a half goes away from zero', { 'round half up(0.5, 0)': '1', 'round half up(-0.5, 0)': '-1', 'round half up(0.49, 0)': '0' }],
  ['round half down', 'a half goes towards zero', { 'round half down(0.5, 0)': '0', 'round half down(0.51, 0)': '1' }],
  ['abs', 'numbers and durations lose their sign', { 'abs(-7)': '7', 'abs(duration("-P2D"))': 'P2D', 'abs(duration("-P3M"))': 'P3M', 'abs("7")': 'null' }],
  ['modulo', 'has the sign of the divisor', { 'modulo(17, 12)': '5', 'modulo(-17, 12)': '7', 'modulo(17, -12)': '-7', 'modulo(1, 0)': 'null' }],
  ['sqrt', 'a negative number has no root', { 'sqrt(144)': '12', 'sqrt(-1)': 'null' }],
  ['log', 'only positive numbers have a logarithm', { 'log(1)': '0', 'decimal(log(exp(2)), 20)': '2', 'log(0)': 'null' }],
  ['exp', 'raises e to a power', { 'decimal(exp(1), 6)': '2.718282', 'exp(null)': 'null' }],
  ['odd', 'a number with a fraction is neither odd nor even', { 'odd(7)': 'true', 'odd(-8)': 'false', 'odd(1.5)': 'null' }],
  ['even', 'zero is even', { 'even(0)': 'true', 'even(-7)': 'false', 'even(0.5)': 'null' }],
  ['number', 'a grouping and a decimal separator are told, and differ', { 'number("12,600.50", ",", ".")': '12600.5', 'number("12 600,5", " ", ",")': '12600.5', 'number("7")': '7', 'number("7", ",", ",")': 'null', 'number("七")': 'null' }],
  ['string', 'a value is written as FEEL would read it', {
    'string(12.50)': '"12.5"', 'string(true)': '"true"', 'string(null)': 'null', 'string({a: [1, "x"]})': '"{a: [1, \\"x\\"]}"', 'string(duration("PT90M"))': '"PT1H30M"', 'string([1..3])': '"[1..3]"',
  }],
  ['range', 'a text is read as a range of literals, with its ends in order', { 'range("[18..60)")': '[18..60)', 'range("(\\"a\\"..\\"f\\"]")': '("a".."f"]', 'range("[3..1]")': 'null', 'range("[1..\\"b\\"]")': 'null', 'range("[1..2")': 'null' }],
]
