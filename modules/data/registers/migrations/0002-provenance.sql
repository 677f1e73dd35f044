-- By which act an entry came to a version: one row for each version that a case wrote (docs/decisions/0011).
create table provenance (
  register text not null,
  entry uuid not null,
  version int not null,
  at timestamptz not null,
  kind text not null,
  department text not null,
  unit text not null,
  case_id uuid not null,
  case_number text not null,
  item text not null,
  change text not null,
  law text not null,
  changed text[] not null,
  primary key (register, entry, version)
);
-- A change of a case is written once, however often its service work is repeated.
create unique index provenance_once on provenance (case_id, change);
