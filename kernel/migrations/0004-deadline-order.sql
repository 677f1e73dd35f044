-- Many deadlines run out with the same end of a day; a portion of them is found in order without sorting all.
create index deadline_in_order on deadline (due, handler, key);
drop index deadline_due;
