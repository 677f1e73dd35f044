-- The supervisor's own picture, made from events alone, so that it can be made again from them.
create table watched (case_id uuid primary key, number text not null, item text not null, item_name text not null, unit text not null, stage text not null, lamp text not null, due_on date, since timestamptz not null, ended boolean not null default false, late boolean not null default false);
create index watched_by_unit on watched (unit, lamp) where not ended;
create table warning (id uuid primary key, case_id uuid not null, unit text not null, kind text not null, at timestamptz not null, unique (case_id, kind));
