-- A granted case whose result cannot be written into a register yet: what is in the way, and on which entries it waits.
create table held_result (
  case_id uuid primary key,
  since timestamptz not null,
  at timestamptz not null,
  registers text[] not null,
  entries uuid[] not null,
  missing text[] not null,
  reason text not null
);
create index held_result_by_entry on held_result using gin (entries);
