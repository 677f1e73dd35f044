-- What a drawing under way is called, so that lists need not read it.
alter table draft add column name text not null default '';
