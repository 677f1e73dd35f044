-- By whom a file was sent (an index of the address where nobody signed in), and which submission names it.
alter table file add column sender text, add column submission uuid;
create index file_by_time on file (collection, at);
