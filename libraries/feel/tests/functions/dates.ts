import type { Saying } from '../sayings.ts'

/** Date and time functions (DMN 1.5 §10.3.4.1 and 10.3.4.7), and three of our own. */
export const dates: readonly Saying[] = [
  ['date', 'from text, figures or a moment, when there is such a day', { 'date("2024-02-29")': '2024-02-29', 'date("2026-02-29")': 'null', 'date(2026, 11, 22)': '2026-11-22', 'date(date and time("2026-11-22T08:00:00Z"))': '2026-11-22', 'date("26-1-1")': 'null', 'date(year: 2026, month: 13, day: 1)': 'null' }],
  ['time', 'from text, figures or a moment, with or without a zone', { 'time("08:30:00")': '08:30:00', 'time("08:30:00@Asia/Shanghai")': '08:30:00@Asia/Shanghai', 'time(8, 30, 0, duration("PT8H"))': '08:30:00+08:00', 'time(8, 30, 0.5)': '08:30:00.5', 'time("25:00:00")': 'null', 'time(date("2026-01-01"))': '00:00:00Z' }],
  ['date and time', 'from text or from a date and a time; the end of a day begins the next', {
    'date and time("2026-11-22T08:30:00+08:00")': '2026-11-22T08:30:00+08:00', 'date and time(date("2026-11-22"), time("08:30:00"))': '2026-11-22T08:30:00', 'date and time("2026-12-31T24:00:00")': '2027-01-01T00:00:00', 'date and time("2026-12-31T24:00:01")': 'null', 'date and time("2026-11-22T08:30:00@Nowhere/City")': 'null',
  }],
  ['duration', 'of one kind, never of both', { 'duration("P1Y2M")': 'P1Y2M', 'duration("P20DT26H")': 'P21DT2H', 'duration("-PT1.5S")': '-PT1.5S', 'duration("P1M1D")': 'null', 'duration("P")': 'null', 'duration("PT")': 'null' }],
  ['years and months duration', 'whole months between two days', { 'years and months duration(date("2024-02-29"), date("2026-01-29"))': 'P1Y11M', 'years and months duration(date("2026-03-31"), date("2026-02-28"))': '-P1M', 'years and months duration(from: date("2025-01-01"), to: date("2026-01-01"))': 'P1Y' }],
  ['day of year', 'counts from the first of January', { 'day of year(date("2024-12-31"))': '366', 'day of year("2024-12-31")': 'null' }],
  ['day of week', 'in English', { 'day of week(date("2026-11-22"))': '"Sunday"' }],
  ['month of year', 'in English', { 'month of year(date("2026-11-22"))': '"November"' }],
  ['week of year', 'by ISO 8601, where the first week has a Thursday', { 'week of year(date("2027-01-01"))': '53', 'week of year(date("2026-01-01"))': '1' }],
  ['today', 'without a day given there is none', { 'today()': 'null' }],
  ['now', 'without a moment given there is none', { 'now()': 'null' }],
  ['years between', 'full years, as ages are counted', { 'years between("2008-11-23", "2026-11-22")': '17', 'years between(date("2008-11-22"), date("2026-11-22"))': '18' }],
  ['months between', 'full months', { 'months between("2026-01-31", "2026-02-28")': '0', 'months between("2026-01-28", "2026-02-28")': '1' }],
  ['days between', 'calendar days', { 'days between("2026-02-27", "2026-03-01")': '2' }],
]
