-- Who asked for what a task decides: somebody else must decide it.
alter table task add column asked_by text;
