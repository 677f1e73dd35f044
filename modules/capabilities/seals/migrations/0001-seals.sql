-- A unit's seals. `kind` is `issuer` for the unit's own seal, else the purpose; a new edition follows one that ran out or was cancelled.
create table seal (
  id text primary key,
  unit text not null,
  unit_name text not null,
  kind text not null,
  edition int not null,
  name text not null,
  key bytea not null,
  certificate bytea not null,
  seal bytea not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  state text not null,
  since timestamptz not null,
  reason text,
  unique (unit, kind, edition)
);

-- Each pressing: who, for which case, on what (SM3 of the sealed file).
create table pressing (
  seal text not null,
  id uuid not null,
  at timestamptz not null,
  by_whom text not null,
  case_id text,
  title text not null,
  document text not null,
  primary key (seal, id)
);
