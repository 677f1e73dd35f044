-- Large variables stand apart from the state: a form that does not change is not written again with every step.
-- States from before have all of theirs inside until their next step.
alter table instance add column large jsonb not null default '{}';
-- A step changes no indexed column, so that with some room on its page the new row needs no new index entries.
alter table instance set (fillfactor = 75);
-- Forms are packed by the quicker method where this PostgreSQL has it.
do $$ begin
  alter table instance alter column large set compression lz4;
  alter table history alter column event set compression lz4;
exception when feature_not_supported then null; end $$;
